import type { DisclosureRecord } from './audit-trail';

type Entry = NonNullable<DisclosureRecord['entries']>[number];
type Ground = NonNullable<Entry['disclosed']>[number];

const joined = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join('  ');

/** Categories, those that were withheld with their codes. */
const listed = (word: string, grounds: readonly Ground[] | null): string =>
  grounds === null || grounds.length === 0
    ? ''
    : `${word} ${grounds.map(({ category, code }) => joined([category, code === null ? null : `(${code})`]).replace('  ', ' ')).join(', ')}`;

const entryLine = ({ caseId, type, recordCount, disclosed, withheld, hiddenCount }: Entry): string =>
  `    ${joined([
    caseId === null ? null : `case ${caseId}`,
    `${type ?? '-'} × ${recordCount ?? 0}`,
    listed('disclosed', disclosed),
    listed('withheld', withheld),
    (hiddenCount ?? 0) > 0 ? `and ${hiddenCount ?? 0} that are not named` : null,
  ])}`;

/** A record for a person at the terminal: who asked for what, and below it what came of it in each case. */
export const linesOf = (record: DisclosureRecord): readonly string[] => {
  const { instant, agency, staffName, clientName, purpose, proof, operationName, outcome, errorCode } =
    record;
  return [
    joined([
      instant,
      outcome,
      errorCode,
      agency?.name ?? '-',
      staffName,
      clientName === null ? null : `by ${clientName}`,
      purpose,
      proof,
      operationName,
    ]),
    ...(record.entries ?? []).map(entryLine),
  ];
};
