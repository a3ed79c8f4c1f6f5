import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { useSessionState } from './use-session';

/** Empties the answers in all tabs when the viewer or the purpose changes: they were not given to the new one. */
export const ClearAnswers = (): null => {
  const { epoch } = useSessionState();
  const shown = useRef(epoch);
  const actions = useGraphiQLActions();
  const { tabs, activeTabIndex, responseEditor } = useGraphiQL(
    pick('tabs', 'activeTabIndex', 'responseEditor'),
  );
  useEffect(() => {
    if (shown.current === epoch) return;
    shown.current = epoch;
    if (tabs.length > 1) {
      actions.moveTab(
        tabs.map((tab, index) => (index === activeTabIndex ? tab : { ...tab, response: null })),
      );
    }
    actions.updateActiveTabValues({ response: null });
    responseEditor?.setValue('');
  }, [epoch, tabs, activeTabIndex, responseEditor, actions]);
  return null;
};
