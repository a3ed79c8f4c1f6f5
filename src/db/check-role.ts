import type { Client } from 'pg';
import { SERVING_ROLE } from './serving-role';

/** The role of `DATABASE_URL` could get around row security; `problems` lists every way. */
export class RoleError extends Error {
  constructor(
    readonly role: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The role "${role}" must not serve the hub:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
    this.name = 'RoleError';
  }
}

/** One row a problem: what the role is, owns or may do, itself or through a role that it is a member of. */
const PROBLEMS = `
with self as (
  select oid, rolname from pg_roles where rolname = current_user
), reach as (
  select r.* from pg_roles r, self where pg_has_role(self.oid, r.oid, 'member')
), via as (
  select reach.*, case when reach.oid = self.oid then '' else ' through ' || reach.rolname end as how from reach, self
)
select 'is superuser' || how as problem from via where rolsuper
union all select 'bypasses row security' || how from via where rolbypassrls
union all select 'can create roles' || how from via where rolcreaterole
union all select 'can create databases' || how from via where rolcreatedb
union all select 'can replicate' || how from via where rolreplication
union all select 'is member of ' || rolname from via where rolname like 'pg\\_%'
union all select 'owns the database' || how from via join pg_database d on d.datdba = via.oid where d.datname = current_database()
union all select 'owns the schema ' || nspname || how from via join pg_namespace n on n.nspowner = via.oid where nspname !~ '^pg_'
union all select 'owns ' || min(c.oid::regclass::text) || case when count(*) > 1 then ' and ' || count(*) - 1 || ' more' else '' end || how
  from via join pg_class c on c.relowner = via.oid where c.relkind <> 'i' and c.relnamespace::regnamespace::text !~ '^pg_' group by how
union all select 'owns the function ' || min(p.oid::regproc::text) || how
  from via join pg_proc p on p.proowner = via.oid where p.pronamespace::regnamespace::text !~ '^pg_' group by how
union all select 'may create objects in the schema ' || nspname from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' and has_schema_privilege(oid, 'create')
union all select 'is not a member of ${SERVING_ROLE}'
  where not exists (select from reach where rolname = '${SERVING_ROLE}')
order by problem`;

/**
 * Refuses a serving role that row security does not bind: wall two would be painted on.
 * @throws RoleError
 */
export const checkServingRole = async (client: Pick<Client, 'query'>): Promise<void> => {
  const { rows: names } = await client.query<{ role: string }>('select current_user as role');
  const { rows } = await client.query<{ problem: string }>(PROBLEMS);
  if (rows.length > 0)
    throw new RoleError(
      names[0]?.role ?? '',
      rows.map(({ problem }) => problem),
    );
};
