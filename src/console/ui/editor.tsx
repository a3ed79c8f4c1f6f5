import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { useMemo, useState, type ReactElement } from 'react';
import { SCHEMA_OPERATION } from '../hub/annotate';
import { createMemoryStorage } from '../memory-storage';
import { OPERATIONS } from '../operations';
import { DISCLOSURE_PLUGIN } from '../plugins/disclosure';
import { SAVED_OPERATIONS_PLUGIN } from '../plugins/saved-operations';
import { ClearAnswers } from './clear-answers';
import { DisclosureSummary } from './disclosure-summary';
import { EditorSettings } from './editor-settings';
import { useSession, useSessionState } from './use-session';

type Fetcher = GraphiQLProps['fetcher'];

const PLUGINS = [DISCLOSURE_PLUGIN, SAVED_OPERATIONS_PLUGIN];
const FIRST = OPERATIONS[0];

/** GraphiQL, asking through the session. A new epoch brings a new fetcher, upon which GraphiQL reads the schema anew. */
export const Editor = (): ReactElement => {
  const session = useSession();
  const { epoch } = useSessionState();
  const [storage] = useState(createMemoryStorage);
  const fetcher = useMemo<Fetcher>(
    () => (operation, options) =>
      operation.operationName === SCHEMA_OPERATION
        ? session.introspect(operation)
        : session.ask(operation, options?.headers ?? {}),
    // The epoch is no part of it; it is what must make a new one.
    [session, epoch],
  );
  return (
    <main className="spona-editor">
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        shouldPersistHeaders={false}
        showPersistHeadersSettings={false}
        introspectionQueryName={SCHEMA_OPERATION}
        schemaDescription
        plugins={PLUGINS}
        initialQuery={FIRST?.query ?? ''}
        initialVariables={JSON.stringify(FIRST?.variables ?? {}, null, 2)}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>
          <ClearAnswers />
          <EditorSettings />
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <DisclosureSummary />
        </GraphiQL.Footer>
      </GraphiQL>
    </main>
  );
};
