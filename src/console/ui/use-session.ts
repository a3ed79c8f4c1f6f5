import { createContext, use, useSyncExternalStore } from 'react';
import type { Session } from '../session';
import type { SessionState } from '../session-state';

export const SessionContext = createContext<Session | null>(null);

/** The page's session. */
export const useSession = (): Session => {
  const session = use(SessionContext);
  if (session === null) throw new Error('There is no session around this component.');
  return session;
};

/** The session's state; the component is drawn anew with every change. */
export const useSessionState = (): SessionState => {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
};
