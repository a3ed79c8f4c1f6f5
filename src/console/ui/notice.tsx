import type { ReactElement } from 'react';
import { useSession, useSessionState } from './use-session';

/** What the reader must know or do now. */
export const Notice = (): ReactElement | null => {
  const session = useSession();
  const { config, waiting, expired, problem, persona } = useSessionState();
  if (waiting) {
    return (
      <div className="spona-notice" role="status">
        <span>Finish logging in in the window that has opened.</span>
        <button type="button" className="spona-button" onClick={session.cancelLogin}>
          Cancel
        </button>
      </div>
    );
  }
  if (expired) {
    return (
      <div className="spona-notice spona-notice-problem" role="alert">
        <span>{problem ?? 'Your login has expired.'}</span>
        <button type="button" className="spona-button" onClick={() => void session.logIn(persona)}>
          Log in again
        </button>
      </div>
    );
  }
  if (problem === null) return null;
  return (
    <div className="spona-notice spona-notice-problem" role="alert">
      <span>{problem}</span>
      {config === null && (
        <button type="button" className="spona-button" onClick={() => void session.start()}>
          Try again
        </button>
      )}
    </div>
  );
};
