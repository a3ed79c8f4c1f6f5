import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Cyrillic names and typographic quotes are ordinary here: the editors must not mark them as suspicious. */
export const EditorSettings = (): null => {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'responseEditor'),
  );
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, responseEditor]) {
      editor?.updateOptions({ unicodeHighlight: { ambiguousCharacters: false } });
    }
  }, [queryEditor, variableEditor, responseEditor]);
  return null;
};
