import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openPopup } from './auth/popup';
import { createSession } from './session';
import { App } from './ui/app';
import { SessionContext } from './ui/use-session';

/** Starts the console in the element. */
export const mount = (root: HTMLElement): void => {
  const session = createSession({
    openWindow: openPopup,
    address: new URL('./', window.location.href).href,
    leave: (url) => {
      window.location.replace(url);
    },
    userIsActive: () => navigator.userActivation.isActive,
  });
  void session.start();
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
};
