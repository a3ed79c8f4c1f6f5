import type { Table } from '../csv/table';
import type { Agency, RowKey, RowMapper } from '../mapping/map-row';

/** What a first reading of the file tells: how much there is, of which agencies, and how many rows each case has. */
export interface Survey {
  readonly rows: number;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly rowsOfCase: Map<string, number>;
}

export const caseKey = ({ agency, reference }: RowKey): string => `${agency.code}\n${reference}`;

/**
 * Reads the file once, so that the second reading knows when a case is complete, wherever its rows stand, and need not hold more than
 * the cases that are not.
 */
export const survey = async ({ rows }: Table, mapper: RowMapper): Promise<Survey> => {
  const agencies = new Map<string, Agency>();
  const rowsOfCase = new Map<string, number>();
  let count = 0;
  for await (const one of rows) {
    count += 1;
    const key = 'row' in one ? mapper.key(one.row) : null;
    if (key === null) continue;
    if (!agencies.has(key.agency.code)) agencies.set(key.agency.code, key.agency);
    const text = caseKey(key);
    rowsOfCase.set(text, (rowsOfCase.get(text) ?? 0) + 1);
  }
  return { rows: count, agencies, rowsOfCase };
};
