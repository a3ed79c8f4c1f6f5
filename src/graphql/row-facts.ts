import {
  ALLEGATION,
  GRANTS,
  ORDER,
  OWN,
  RECORD,
  SCOPES,
  SUBJECT_ROLES,
  TIES,
  type Grant,
  type RowFacts,
} from '../policy/facts';

type Granted = Readonly<Partial<Record<Grant, readonly string[]>>>;

/** Facts that a statement answers as numbers: whatever is decided on stands here, so that it tells rows apart. */
const FACT_COLUMNS = ['$scopes', '$tie', '$order', '$record', '$own', '$subjects', '$allegation'] as const;

/** What a row is decided on. */
export interface RowDecidedOn extends Readonly<Record<(typeof FACT_COLUMNS)[number], number>> {
  /** What of the grants on the case holds for this row. */
  readonly $granted: Granted | null;
}

/** The columns that every reading selects beside the row's own. */
export interface FactRow extends RowDecidedOn {
  readonly $case: string;
  /** Whether every respondent of the case was cleared, for the statements that read its rows. */
  readonly $cleared: number;
  /** As text: a Date keeps milliseconds, and what began in the same instant would be later. */
  readonly $since: string | null;
  /** Records of the case that were delivered to the viewer's agency, as text, for the statements that read its rows. */
  readonly $delivered: string | null;
  /** Grants on the case, for the statements that read its rows. */
  readonly $grants: readonly unknown[] | null;
  /** Of a row about a person: who holds or was given that person, and what holds for him. */
  readonly $personRecord?: number;
  readonly $personGranted?: Granted | null;
  readonly $agency: string;
  readonly $agencyName: string;
  readonly $agencySector: string;
  readonly $agencyConcealed: boolean;
  readonly $staffName: string | null;
  readonly $replacedAt?: Date;
  /** The sort key's text, on a page. */
  readonly $sort?: string | null;
  readonly id: string;
  readonly recordedAt: Date;
}

type Grants = Pick<RowFacts, Grant>;

const grantSets = (granted: Granted): Grants =>
  Object.fromEntries(GRANTS.map((grant) => [grant, new Set(granted[grant])])) as unknown as Grants;
const NO_GRANTS: Grants = Object.freeze(grantSets({}));

const setOf = <T>(list: readonly T[], bits: number): T[] =>
  list.filter((_value, position) => (bits & (1 << position)) !== 0);

const at = <T>(list: readonly T[], position: number): T => {
  const value = list[position];
  if (value === undefined) throw new Error('a fact lies outside its closed list');
  return value;
};

export const factsOf = (row: RowDecidedOn): RowFacts => ({
  scopes: setOf(SCOPES, row.$scopes),
  tie: at(TIES, row.$tie),
  conflict: false, // a locked case is not among the rows: row security has removed it
  subjects: setOf(SUBJECT_ROLES, row.$subjects),
  own: at(OWN, row.$own),
  record: at(RECORD, row.$record),
  order: at(ORDER, row.$order),
  allegation: at(ALLEGATION, row.$allegation),
  ...(row.$granted === null ? NO_GRANTS : grantSets(row.$granted)),
});

/** Equal keys: equal facts, and so equal decisions. */
export const factKey = (row: RowDecidedOn): string => {
  const numbers = FACT_COLUMNS.map((column) => row[column]).join('.');
  return row.$granted === null ? numbers : `${numbers} ${JSON.stringify(row.$granted)}`;
};

export const HOLDER = RECORD.indexOf('HOLDER');

/** The person whom a row is about, with what his existence is decided on: all is the row's but who holds or was given him. */
export const personOf = (row: FactRow, record: number): RowDecidedOn => ({
  $scopes: row.$scopes,
  $tie: row.$tie,
  $order: row.$order,
  $record: record,
  $own: row.$own,
  $subjects: row.$subjects,
  $allegation: row.$allegation,
  $granted: row.$personGranted ?? null,
});

/** The facts of cases, for the statements that read their rows. */
export const caseArrays = (rows: readonly FactRow[]): unknown[] => [
  rows.map((row) => row.$case),
  rows.map((row) => row.$scopes),
  rows.map((row) => row.$tie),
  rows.map((row) => row.$order),
  rows.map((row) => row.$cleared),
  rows.map((row) => row.$since),
  rows.map((row) => row.$delivered),
  rows.map((row) => (row.$grants === null ? null : JSON.stringify(row.$grants))),
];
