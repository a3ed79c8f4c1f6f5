import { useGraphiQLActions } from '@graphiql/react';
import type { ReactElement } from 'react';
import { DISCLOSURE_PLUGIN } from '../plugins/disclosure';
import { useSessionState } from './use-session';

/** What an answer without a withheld field says: one that failed disclosed nothing, and withheld nothing either. */
const unreserved = (failed: boolean): string => (failed ? 'Came back with errors' : 'Nothing withheld');

const amount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** One line below the answer: how much of it was withheld, and the way to the reasons. */
export const DisclosureSummary = (): ReactElement | null => {
  const { answer } = useSessionState();
  const actions = useGraphiQLActions();
  if (answer === null) return null;
  const withheld = answer.withheld.length;
  const handling = answer.handling.length;
  return (
    <div className="spona-summary" role="status">
      <span>
        {withheld === 0 ? unreserved(answer.failed) : `${amount(withheld, 'field', 'fields')} withheld`}
      </span>
      {handling > 0 && <span>{amount(handling, 'handling instruction', 'handling instructions')}</span>}
      {withheld + handling > 0 && (
        <button
          type="button"
          className="spona-button"
          onClick={() => {
            actions.setVisiblePlugin(DISCLOSURE_PLUGIN);
          }}
        >
          Show why
        </button>
      )}
    </div>
  );
};
