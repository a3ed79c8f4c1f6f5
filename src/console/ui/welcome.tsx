import type { ReactElement } from 'react';
import { nameWords } from '../hub/words';
import { PersonaList } from './persona-list';
import { useSession, useSessionState } from './use-session';

const ChoosePurpose = (): ReactElement => {
  const session = useSession();
  const { purposes } = useSessionState();
  return (
    <>
      <h2>What is your work here for?</h2>
      <p>
        Every request is made for one purpose. It narrows what you see, and it is written into the record of
        the disclosure. You can change it later.
      </p>
      <ul className="spona-choices" aria-label="Purposes">
        {purposes.map((purpose) => (
          <li key={purpose}>
            <button
              type="button"
              className="spona-button"
              onClick={() => void session.choosePurpose(purpose)}
            >
              {nameWords(purpose)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

const LogIn = (): ReactElement | null => {
  const session = useSession();
  const { config } = useSessionState();
  if (config === null) return null;
  if (config.mode === 'demo') {
    return (
      <>
        <p>
          Choose whom to be. Each sees the part of a shared case that the law, the protocol and the purpose
          open to that sector; ask the same question as two of them and compare.
        </p>
        <PersonaList />
      </>
    );
  }
  return (
    <>
      <p>
        You see the part of a shared case that the law, the protocol and your purpose open to you. Every
        answer is recorded.
      </p>
      <button
        type="button"
        className="spona-button spona-button-strong spona-button-large"
        onClick={() => void session.logIn(null)}
      >
        Log in
      </button>
    </>
  );
};

/** Shown until the hub knows who is there: without a viewer it tells nobody even its schema. */
export const Welcome = (): ReactElement => {
  const { config, loggedIn, purpose, problem } = useSessionState();
  const refused = loggedIn && problem !== null;
  return (
    <main className="spona-welcome">
      <div className="spona-card">
        {loggedIn && !refused && purpose !== null && <p role="status">Asking the hub who you are …</p>}
        {loggedIn && (refused || purpose === null) && <ChoosePurpose />}
        {!loggedIn && <h2>Log in to ask the hub</h2>}
        {(!loggedIn || (refused && config?.mode === 'demo')) && <LogIn />}
        <p className="spona-small">
          This page keeps nothing: close it or log out, and your login, your queries and their answers are
          gone.
        </p>
      </div>
    </main>
  );
};
