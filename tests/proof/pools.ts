import { isEnumType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { openedBy } from '../../src/casework/grants/opened-by';
import type { PolicySet } from '../../src/policy';
import { GRANTS, SECTORS, type Grant, type Sector } from '../../src/policy/facts';
import type { CanaryWorld } from './canary-world';
import type { DealingRows, Row } from './dealing-rows';
import { groupBy, time, type Truth } from './truth';

/** Values that arguments are drawn from, some of which exist: a filter by what is nowhere proves little. */
export interface Pools {
  /** Ids by the type of the schema that they name. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** All of them. */
  readonly every: readonly string[];
  /** Ids of rows by `case type`, and the case of each row and of what agencies did there. */
  readonly ofCase: ReadonlyMap<string, readonly string[]>;
  readonly caseOf: ReadonlyMap<string, string>;
  /** Staff by agency, and by case those who are locked out of it. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly locked: ReadonlyMap<string, readonly string[]>;
  /** Who reached a case by an emergency, and an instant of it. */
  readonly alarmed: ReadonlyMap<string, readonly { readonly staffId: string; readonly at: string }[]>;
  /** Agencies by sector, and the sector of each and of its staff. */
  readonly agencies: ReadonlyMap<Sector, readonly string[]>;
  readonly sectorOf: ReadonlyMap<string, Sector>;
  /** The present version of each row. */
  readonly versionOf: ReadonlyMap<string, number>;
  /** Words by the name of the argument that takes them. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Categories that a grant opens, by sector; what a consent says of itself nobody names. */
  readonly opened: ReadonlyMap<Grant, ReadonlyMap<Sector, readonly string[]>>;
  readonly texts: readonly string[];
  /** When cases were opened. */
  readonly times: readonly string[];
  /** Days and hours ago. */
  readonly past: readonly string[];
  /** Days and hours from now. */
  readonly coming: readonly string[];
  /** Names of the fields of each kind of record. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const HOUR = 3_600_000;

const idsOf = (rows: readonly { readonly id?: unknown }[]): string[] => rows.map(({ id }) => String(id));

/** What dealings are named by, under the names that the schema has for them. */
const dealingIds = (dealings: DealingRows): [string, string[]][] => [
  ['AgencyReference', idsOf(dealings.agency)],
  ['StaffMember', idsOf(dealings.staff)],
  ['Unit', idsOf(dealings.unit)],
  ['RegisteredClient', idsOf(dealings.client)],
  ['CaseAccess', idsOf(dealings.case_access)],
  ['Assignment', idsOf(dealings.case_tie)],
  ['CaseLock', idsOf(dealings.case_lock)],
  ['ConflictHint', idsOf(dealings.conflict_match)],
  ['EmergencyAccess', idsOf(dealings.emergency_access)],
  ['Release', idsOf(dealings.officer_release)],
  ['Agreement', idsOf(dealings.agreement)],
  ['RegistryChange', idsOf(dealings.registry_change)],
];

const opened = (policies: PolicySet, grant: Grant): [Grant, Map<Sector, string[]>] => [
  grant,
  new Map(
    SECTORS.map((sector): [Sector, string[]] => [
      sector,
      [...openedBy(policies, grant, [sector])].filter((category) => !category.startsWith('consent.')),
    ]).filter(([, categories]) => categories.length > 0),
  ),
];

/** By case, of the rows that name a person. */
const personal = <T>(rows: readonly Row[], said: (row: Row) => T): Map<string, T[]> =>
  new Map(
    [
      ...groupBy(
        rows.filter(({ staff_id }) => staff_id !== null),
        (row) => String(row['case_id']),
      ),
    ].map(([id, found]) => [id, found.map(said)]),
  );

/** Between its beginning and its end, or the present. */
const instantOf = (row: Row, now: number): string => {
  const start = time(row['starts_at']);
  return new Date((start + Math.min(time(row['ends_at']), Math.max(now, start))) / 2).toISOString();
};

/** What generated operations ask about: everything there is, whether the viewer may know of it or not. */
export const poolsOf = (
  schema: GraphQLSchema,
  policies: PolicySet,
  world: CanaryWorld,
  truth: Truth,
  dealings: DealingRows,
): Pools => {
  const cases = truth.cases();
  const texts = cases.flatMap(({ present, former }) =>
    [present, ...former].map(({ content }) => content['reference'] as string),
  );
  const { agencies, municipalities } = world.registry;
  const categories = [...policies.categories.keys(), ...policies.parts.keys()];
  const types = schema.getType('RecordType');
  const kinds = isEnumType(types) ? types.getValues().map(({ name }) => name) : [];
  const now = Date.now();
  const around = (hours: number): string => new Date(now + hours * HOUR).toISOString();
  const ids = new Map(
    [
      ...world.tables.map(({ type }): [string, string[]] => [
        type,
        [...truth.rows.values()].filter(({ table }) => table.type === type).map(({ id }) => id),
      ]),
      ...dealingIds(dealings),
    ].filter(([, found]) => found.length > 0),
  );
  return {
    ids,
    every: [...new Set([...ids.values()].flat())],
    ofCase: new Map(
      [...groupBy([...truth.rows.values()], ({ caseId, table }) => `${caseId} ${table.type}`)].map(
        ([key, rows]) => [key, idsOf(rows)],
      ),
    ),
    caseOf: new Map([
      ...[...truth.rows.values()].map(({ id, caseId }) => [id, caseId] as const),
      ...Object.values(dealings)
        .flat()
        .flatMap((row) =>
          typeof row['id'] === 'string' && typeof row['case_id'] === 'string'
            ? [[row['id'], row['case_id']] as const]
            : [],
        ),
    ]),
    people: new Map(agencies.map(({ id, staff }) => [id, idsOf(staff)])),
    locked: personal(
      dealings.case_lock.filter((lock) => time(lock['ends_at']) > now),
      (lock) => String(lock['staff_id']),
    ),
    alarmed: personal(dealings.case_access, (row) => ({
      staffId: String(row['staff_id']),
      at: instantOf(row, now),
    })),
    agencies: new Map(
      SECTORS.map((sector) => [sector, idsOf(agencies.filter((agency) => agency.sector === sector))]),
    ),
    sectorOf: new Map(
      agencies.flatMap(({ id, sector, staff }) => [id, ...idsOf(staff)].map((one) => [one, sector] as const)),
    ),
    versionOf: new Map(
      [...truth.rows.values()].map(({ id, present }) => [id, Number(present.content['version'])]),
    ),
    words: new Map([
      ['category', categories],
      ['categories', categories],
      ['roles', [...policies.roles.keys()]],
      ['municipalityCode', municipalities.map(({ code }) => code)],
      ['areaCode', ['A-0', 'A-1']],
      ['code', [...agencies.map(({ code }) => code), 'U-0', 'NEW-1']],
      ['issuer', ['demo']],
      ['language', ['sr-Cyrl', 'ro']],
      ['reason', [...Array<string>(5).fill('Shots were heard at the flat.'), 'Too short']],
      ['from', ['1', '2']],
      ['to', ['1', '2']],
    ]),
    opened: new Map(GRANTS.map((grant) => opened(policies, grant))),
    texts: [
      ...texts,
      ...municipalities.map(({ code }) => code),
      'Shots were heard at the flat.',
      'What somebody wrote down.',
    ],
    times: cases.map(({ present }) => new Date(time(present.content['opened_at'])).toISOString()),
    past: [-700, -480, -290, -120, -90, -35, -26, -3, -1].map(around),
    coming: [5, 30, 240].map(around),
    fields: new Map(
      kinds.map((type) => {
        const found = schema.getType(type);
        return [type, isObjectType(found) ? dataOf(found) : []];
      }),
    ),
  };
};

/** Names of the fields that hold a datum, and not rows. */
const dataOf = (type: GraphQLObjectType): string[] =>
  Object.values(type.getFields())
    .filter(({ extensions }) => extensions.rows !== true)
    .map(({ name }) => name);

const CURSOR = /"[A-Za-z0-9_-]{70,}"/g;

/** The text of an answer with its cursors made equal, but for their length: each holds a random nonce. */
export const withoutNonces = (text: string): string =>
  text.replaceAll(CURSOR, (cursor) => `"cursor of ${cursor.length}"`);

/** An answer as such a text. */
export const comparable = (answer: unknown): string => withoutNonces(JSON.stringify(answer));
