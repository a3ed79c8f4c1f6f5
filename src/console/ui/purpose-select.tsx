import { useId, type ReactElement } from 'react';
import { nameWords } from '../hub/words';
import { useSession, useSessionState } from './use-session';

/** What the next requests are for. The choice narrows what is seen and is written into every disclosure record. */
export const PurposeSelect = (): ReactElement => {
  const session = useSession();
  const { purpose, purposes } = useSessionState();
  const id = useId();
  return (
    <div className="spona-purpose">
      <label htmlFor={id}>Purpose</label>
      <select
        id={id}
        value={purpose ?? ''}
        onChange={(event) => void session.choosePurpose(event.target.value)}
      >
        {purpose === null && (
          <option value="" disabled>
            choose …
          </option>
        )}
        {purposes.map((known) => (
          <option key={known} value={known}>
            {nameWords(known)}
          </option>
        ))}
      </select>
    </div>
  );
};
