import { useDeferredValue, useId, useMemo, useState, type ReactElement } from 'react';
import { ACCESS, groupByType, type Access, type FieldAccess } from '../hub/field-access';
import { ACCESS_WORDS, codeWords, nameWords } from '../hub/words';
import { useSessionState } from '../ui/use-session';
import { Bases } from './bases';

const Conditions = ({ conditions }: { readonly conditions: readonly string[] }): ReactElement => (
  <>
    <p>{conditions.length > 1 ? 'If one of these holds:' : 'If this holds:'}</p>
    <ul className="spona-conditions">
      {conditions.map((condition) => (
        <li key={condition}>{condition}</li>
      ))}
    </ul>
  </>
);

const Field = ({ entry }: { readonly entry: FieldAccess }): ReactElement => (
  <li>
    <div className="spona-field">
      <strong>{entry.field}</strong>
      <span className="spona-badge" data-access={entry.access}>
        {ACCESS_WORDS[entry.access]}
      </span>
      <code>{entry.category}</code>
    </div>
    {entry.access === 'NEVER' && <p>{codeWords(entry.code)}</p>}
    {entry.access === 'DEPENDS' && <Conditions conditions={entry.conditions} />}
    <Bases bases={entry.basis} />
    {entry.access !== 'ALWAYS' && entry.remedy !== null && <p>What would open it: {entry.remedy}</p>}
  </li>
);

const countsOf = (fields: readonly FieldAccess[]): string =>
  ACCESS.map(
    (access) => [ACCESS_WORDS[access], fields.filter((field) => field.access === access).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([words, count]) => `${count} ${words.toLowerCase()}`)
    .join(', ');

/** Every field of the schema with the viewer's access to it, by type. */
export const AccessList = (): ReactElement => {
  const { access, purpose } = useSessionState();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Access | 'ALL'>('ALL');
  const settled = useDeferredValue(search);
  const groups = useMemo(() => groupByType(access ?? [], settled, shown), [access, settled, shown]);
  const [searchId, shownId] = [useId(), useId()];
  if (access === null) return <p role="status">Asking the hub what is open to you …</p>;
  if (access.length === 0) return <p role="alert">The hub did not tell what is open to you.</p>;
  return (
    <>
      <div className="spona-filters">
        <label htmlFor={searchId}>Search</label>
        <input
          id={searchId}
          type="search"
          value={search}
          placeholder="type, field, category or article"
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <label htmlFor={shownId}>Show</label>
        <select
          id={shownId}
          value={shown}
          onChange={(event) => {
            setShown(ACCESS.find((known) => known === event.target.value) ?? 'ALL');
          }}
        >
          <option value="ALL">all fields</option>
          {ACCESS.map((known) => (
            <option key={known} value={known}>
              {ACCESS_WORDS[known].toLowerCase()}
            </option>
          ))}
        </select>
      </div>
      <p className="spona-small">
        For the purpose {nameWords(purpose ?? '').toLowerCase()}. Another purpose may open other fields.
      </p>
      {groups.length === 0 && <p role="status">No field fits.</p>}
      {groups.map(({ type, fields }) => (
        <details key={type} className="spona-group" open={groups.length <= 3 || settled !== ''}>
          <summary>
            <strong>{type}</strong> <span>{countsOf(fields)}</span>
          </summary>
          <ul className="spona-fields">
            {fields.map((entry) => (
              <Field key={entry.field} entry={entry} />
            ))}
          </ul>
        </details>
      ))}
    </>
  );
};
