import type { ReactElement } from 'react';
import { nameWords } from '../hub/words';
import { useSession, useSessionState } from './use-session';

/** A button for every persona of the demo. */
export const PersonaList = ({ onChosen }: { readonly onChosen?: () => void }): ReactElement => {
  const session = useSession();
  const { config, persona: current } = useSessionState();
  return (
    <ul className="spona-personas" aria-label="Demo personas">
      {config?.personas.map((persona) => (
        <li key={persona.persona}>
          <button
            type="button"
            data-persona={persona.persona}
            aria-current={persona.persona === current?.persona ? 'true' : undefined}
            onClick={() => {
              onChosen?.();
              void session.logIn(persona);
            }}
          >
            <span className="spona-persona-sector">{nameWords(persona.sector)}</span>
            <strong>{persona.name}</strong>
            <span>{persona.agency}</span>
            <span>
              {persona.roles.map(nameWords).join(', ')} <code>{persona.persona}</code>
            </span>
            {persona.about !== null && <span className="spona-small">{persona.about}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
};
