import type { ReactElement } from 'react';
import { nameWords, proofWords } from '../hub/words';
import icon from '../icon.svg';
import { Notice } from './notice';
import { PersonaMenu } from './persona-menu';
import { PurposeSelect } from './purpose-select';
import { useSession, useSessionState } from './use-session';

const WhoIsThere = (): ReactElement | null => {
  const { loggedIn, name, viewer } = useSessionState();
  if (!loggedIn) return null;
  return (
    <p className="spona-who" aria-live="polite">
      <strong>{name ?? 'Logged in'}</strong>
      {viewer !== null && (
        <>
          <span>{viewer.agency}</span>
          <span>{nameWords(viewer.sector)}</span>
          {viewer.roles.length > 0 && <span>{viewer.roles.map(nameWords).join(', ')}</span>}
          <span>{proofWords(viewer.proof)}</span>
        </>
      )}
    </p>
  );
};

/** The strip above the editor: mode, viewer, purpose, and the ways in and out. */
export const Bar = (): ReactElement => {
  const session = useSession();
  const { config, loggedIn, entered } = useSessionState();
  return (
    <header className="spona-bar">
      <div className="spona-bar-line">
        <h1>
          <img src={icon} alt="" width="24" height="24" /> Spona
        </h1>
        {config?.mode === 'demo' && (
          <p className="spona-demo" role="note">
            {config.invented
              ? 'Demo: its persons and cases are invented'
              : 'Trial: anybody may log in as anybody'}
          </p>
        )}
        <WhoIsThere />
        <div className="spona-bar-actions">
          {entered && <PurposeSelect />}
          {entered && config?.mode === 'demo' && <PersonaMenu />}
          {loggedIn && (
            <button type="button" className="spona-button" onClick={() => void session.logOut()}>
              Log out
            </button>
          )}
        </div>
      </div>
      <Notice />
    </header>
  );
};
