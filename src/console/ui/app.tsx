import type { ReactElement } from 'react';
import { Bar } from './bar';
import { Editor } from './editor';
import { useSessionState } from './use-session';
import { Welcome } from './welcome';

/** The page: who is logged in above, the editor below; before the first login an invitation. */
export const App = (): ReactElement => {
  const { entered } = useSessionState();
  // GraphiQL's class brings its colours, and their dark counterparts, to everything inside.
  return (
    <div className="graphiql-container spona">
      <Bar />
      {entered ? <Editor /> : <Welcome />}
    </div>
  );
};
