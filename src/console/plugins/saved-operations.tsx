import { pick, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import type { ReactElement } from 'react';
import { OPERATIONS, type LoadedOperation } from '../operations';
import type { Audience } from '../operations/catalogue';
import { useSessionState } from '../ui/use-session';
import { SavedIcon } from './icons';

const AUDIENCES: readonly Audience[] = ['Coordinators', 'Sectors'];
const SAVED_TEXTS = new Set(OPERATIONS.map(({ query }) => query.trim()));

/** Puts an operation into the editor; what the reader has written himself stays in its own tab. */
const useLoad = (): ((operation: LoadedOperation) => void) => {
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const actions = useGraphiQLActions();
  return ({ query, variables }) => {
    const written = queryEditor?.getValue().trim() ?? '';
    if (written !== '' && !SAVED_TEXTS.has(written)) actions.addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(JSON.stringify(variables, null, 2));
    queryEditor?.focus();
  };
};

const SavedOperations = (): ReactElement => {
  const load = useLoad();
  const { viewer } = useSessionState();
  // Those for the reader come first.
  const audiences = viewer?.sector === 'COORDINATION' ? AUDIENCES : AUDIENCES.toReversed();
  return (
    <section className="spona-plugin" aria-label="Saved operations">
      <h2 className="spona-plugin-title">Saved operations</h2>
      {audiences.map((audience) => (
        <div key={audience}>
          <h3>For {audience.toLowerCase()}</h3>
          <ul className="spona-operations">
            {OPERATIONS.filter((operation) => operation.audience === audience).map((operation) => (
              <li key={operation.file}>
                <button
                  type="button"
                  data-operation={operation.file}
                  onClick={() => {
                    load(operation);
                  }}
                >
                  <strong>{operation.title}</strong>
                  <span>{operation.about}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};

/** Operations kept at hand for those who audit and for those who work on cases. */
export const SAVED_OPERATIONS_PLUGIN: GraphiQLPlugin = {
  title: 'Saved operations',
  icon: SavedIcon,
  content: SavedOperations,
};
