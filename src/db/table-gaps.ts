import type { DataSource, EntityMetadata } from 'typeorm';
import { StartError } from '../errors/start-error';

/** A table as the database has it, as far as the hub rests on it. */
interface Found {
  readonly name: string;
  readonly present: boolean;
  readonly columns: readonly string[];
  readonly secured: boolean;
  readonly policies: readonly string[];
  readonly history: boolean;
  readonly granted: readonly string[];
}

/**
 * Row security is not forced upon the owner, as whom the functions write that decide who reaches a case; that the serving role owns
 * nothing is `checkServingRole`'s to say.
 */
const TABLES = `select t.name, c.oid is not null as present, coalesce(c.relrowsecurity, false) as secured,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    array(select p.polname::text from pg_policy p where p.polrelid = c.oid) as policies,
    exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'keep_history' and g.tgenabled in ('O', 'A')) as history,
    array(select p from unnest(array['select', 'insert', 'update']) p where has_table_privilege(c.oid, p)) as granted
  from unnest($1::text[]) t(name) left join pg_class c on c.oid = to_regclass('public.' || quote_ident(t.name))
  order by t.name`;

/** Whatever else says of which case its rows are, and can be read without row security. */
const UNSECURED = `select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relrowsecurity
    and c.relname <> all ($1::text[]) and has_any_column_privilege(c.oid, 'select')
    and exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
      and a.attname in ('case_id', 'case_ids', 'participant_id', 'custodian_id'))
  order by 1`;

/** What `secure_case_table` gives a table. */
const POLICIES: readonly string[] = ['custodian_insert', 'custodian_update', 'reach_read'];

/** Cases are opened by a function; all else is inserted by its custodian. */
const rightsOf = ({ columns }: Found): readonly string[] =>
  columns.includes('case_id') ? ['select', 'insert', 'update'] : ['select', 'update'];

const listed = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${what} ${names.join(', ')}`];

/** The owner's functions alone write it and nobody corrects it: then it is read under row security, and that is all. */
const isReadOnly = ({ secured, policies, history, granted }: Found): boolean =>
  secured && !history && policies.join() === 'reach_read' && granted.join() === 'select';

/** What of the second wall a table that is written by its custodians lacks, or has beyond it. */
const writtenGaps = (found: Found): readonly string[] => [
  ...(found.secured ? [] : ['row security is off']),
  ...listed(
    'it lacks the policy',
    POLICIES.filter((policy) => !found.policies.includes(policy)),
  ),
  ...listed(
    'it has the foreign policy',
    found.policies.filter((policy) => !POLICIES.includes(policy)),
  ),
  ...(found.history ? [] : ['it keeps no history (trigger keep_history)']),
  ...listed(
    'it does not grant',
    rightsOf(found).filter((right) => !found.granted.includes(right)),
  ),
];

const wallGaps = (found: Found): readonly string[] => (isReadOnly(found) ? [] : writtenGaps(found));

const gapsOf = ({ columns }: EntityMetadata, found: Found): readonly string[] => {
  const { name } = found;
  const secure = `call secure_case_table('${name}')`;
  if (!found.present)
    return [
      `${name}: is missing; run "npx spona migrate", or write the migration that creates it, with ${secure}`,
    ];
  const wall = wallGaps(found);
  return [
    ...columns
      .filter(({ databaseName }) => !found.columns.includes(databaseName))
      .map(
        ({ databaseName }) =>
          `${name}.${databaseName}: is missing; run "npx spona migrate", or write the migration that adds it`,
      ),
    ...(wall.length === 0
      ? []
      : [`${name}: is not secured: ${wall.join('; ')}; its migration must ${secure}, and nothing beyond`]),
  ];
};

/**
 * Every gap between the tables of case content, as the data source's entities declare them, and the database: what is missing, and
 * what the second wall does not guard. An empty list lets the hub start. Asked as the serving role.
 */
export const tableGaps = async (dataSource: DataSource): Promise<readonly string[]> => {
  const entities = new Map(dataSource.entityMetadatas.map((entity) => [entity.tableName, entity]));
  const names = [...entities.keys()];
  const tables = await dataSource.query<Found[]>(TABLES, [names]);
  const unsecured = await dataSource.query<{ name: string }[]>(UNSECURED, [names]);
  return [
    ...tables.flatMap((found) => {
      const entity = entities.get(found.name);
      return entity === undefined ? [] : gapsOf(entity, found);
    }),
    ...unsecured.map(
      ({ name }) =>
        `${name}: says of which case its rows are and can be read without row security; enable it in the migration, or grant nothing`,
    ),
  ];
};

/** @throws StartError SPONA_TABLES that lists every gap */
export const checkTables = async (dataSource: DataSource): Promise<void> => {
  const gaps = await tableGaps(dataSource);
  if (gaps.length > 0)
    throw new StartError(
      'SPONA_TABLES',
      `The database is not what the hub's records need:\n${gaps.map((gap) => `- ${gap}`).join('\n')}`,
    );
};
