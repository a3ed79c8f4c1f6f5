import type { ReactElement } from 'react';
import type { Withheld } from '../hub/answer';
import { codeWords, handlingWords } from '../hub/words';
import { useSessionState } from '../ui/use-session';
import { Bases, completeBases } from './bases';

const WithheldTable = ({ withheld }: { readonly withheld: readonly Withheld[] }): ReactElement => {
  const { access } = useSessionState();
  return (
    <table className="spona-table">
      <caption>Withheld</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Why, and what would open it</th>
        </tr>
      </thead>
      <tbody>
        {withheld.map((entry) => (
          <tr key={`${entry.type}.${entry.field}.${entry.code}`}>
            <th scope="row">
              <span className="spona-type">{entry.type}.</span>
              <wbr />
              {entry.field}
              <span className="spona-count">
                on {entry.count} {entry.count === 1 ? 'record' : 'records'}
              </span>
            </th>
            <td>
              <span className="spona-badge" data-access="NEVER">
                {entry.code}
              </span>{' '}
              {entry.remedy ?? codeWords(entry.code)}
              <Bases bases={completeBases(entry.basis, access)} />
              {entry.rule !== null && <code className="spona-rule">{entry.rule}</code>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const HandlingList = ({ handling }: { readonly handling: readonly string[] }): ReactElement => (
  <section className="spona-handling" aria-label="Handling">
    <h3>How to handle this answer</h3>
    <ul>
      {handling.map((instruction) => (
        <li key={instruction}>
          {handlingWords(instruction)} <code>{instruction}</code>
        </li>
      ))}
    </ul>
  </section>
);

const outcomeWords = (failed: boolean, withheld: number): string => {
  const found = failed ? 'came back with errors' : 'came back';
  if (withheld > 0) return `${found}${failed ? ', and' : ''} with null in these places:`;
  return failed ? `${found}; the answer beside this says which.` : `${found} with nothing withheld.`;
};

/** What the last answer withheld and how to handle what it disclosed. */
export const AnswerReport = (): ReactElement => {
  const { answer } = useSessionState();
  if (answer === null) {
    return <p>Run an operation: here you will read what its answer withheld, and why.</p>;
  }
  const { withheld, handling, operationName, failed } = answer;
  return (
    <div aria-live="polite">
      <p>
        {operationName === null ? 'The last operation' : <code>{operationName}</code>}{' '}
        {outcomeWords(failed, withheld.length)}
      </p>
      {withheld.length > 0 && <WithheldTable withheld={withheld} />}
      {handling.length > 0 && <HandlingList handling={handling} />}
    </div>
  );
};
