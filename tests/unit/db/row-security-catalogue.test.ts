import type { Client } from 'pg';
import { HUB_ROLE, OWNER_ROLE } from '../../../src/db/embedded/roles';
import { SERVING_ROLE } from '../../../src/db/serving-role';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { assign, openCaseOf } from '../../support/facts';
import { asViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

/** What every viewer may read: the registry, the closed tables of rules, and documents without values. A new entry needs a reason. */
const PUBLIC_TABLES = [
  'agency',
  'agreement',
  'agreement_party',
  'area',
  'client',
  'client_staff',
  'mandate_rule',
  'municipality',
  'opening_rule',
  'policy_activation',
  'policy_cancellation',
  'policy_version',
  'scope_rule',
  'spona_migration_file',
  'spona_stamp',
  'staff',
  'unit',
];

/** The doors: functions that the serving role may call. A new entry needs a test of whom it refuses. */
const DOORS = [
  'accesses_of',
  'administers',
  'agreement_status',
  'answerable_emergencies',
  'approve_emergency_access',
  'approve_registry_change',
  'assign_tie',
  'case_cleared',
  'case_coordinated',
  'case_facts',
  'case_order_end',
  'case_reached',
  'case_unlocked',
  'confirm_conflict',
  'confirm_consent',
  'confirm_mandate',
  'consents_in_force',
  'coordinated_area',
  'coordinated_consents',
  'deliver_record',
  'disclosure_entries',
  'dismiss_conflict',
  'emergencies_told',
  'emergency_counts',
  'end_emergency_access',
  'end_lock',
  'end_mandate',
  'end_release',
  'end_scope',
  'end_tie',
  'facts_at',
  'give_scope',
  'lock_staff',
  'locks_viewer',
  'name_key',
  'open_case',
  'open_cases',
  'own_emergency_requests',
  'own_participant',
  'policy_version_at',
  'propose_registry_change',
  'record_consent',
  'record_disclosures',
  'record_mandate',
  'refuse_emergency_access',
  'release_to_officer',
  'releases_told',
  'request_emergency_access',
  'review_emergency_access',
  'revoke_agreement',
  'row_grants',
  'sectors_at',
  'sign_agreement',
  'unlock_staff',
  'viewer_agency',
  'viewer_agreements',
  'viewer_client',
  'viewer_grants',
  'viewer_proof',
  'viewer_purpose',
  'viewer_staff',
  'viewer_unit',
  'withdraw_consent',
  'withdraw_registry_change',
];

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

const column = async (text: string, values: unknown[] = []): Promise<string[]> => {
  const { rows } = await owner.query<{ value: string }>(text, values);
  return rows.map(({ value }) => value);
};

const OURS = `n.nspname <> 'information_schema' and n.nspname !~ '^pg_'`;
const RELATIONS = `pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f')`;
const CONTENT = `select tgrelid from pg_trigger where tgname = 'keep_history'`;

/** `table privilege` of all that the role may do to relations, by any of their columns as well. */
const privileges = (role: string, wanted: readonly string[]): Promise<string[]> =>
  column(
    `select c.relname || ' ' || p as value from unnest($2::text[]) p, ${RELATIONS}
      and (has_table_privilege($1, c.oid, p)
        or p in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege($1, c.oid, p))
     order by 1`,
    [role, wanted],
  );

describe('what the serving role can reach', () => {
  it('reads public registry tables, and for the rest only what row security filters', async () => {
    const open = await column(
      `select c.relname as value from ${RELATIONS} and has_any_column_privilege($1, c.oid, 'SELECT')
        and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`,
      [HUB_ROLE],
    );
    expect(open).toEqual(PUBLIC_TABLES);
  });

  it('has no view, materialized view, partition or foreign table that could go around row security', async () => {
    expect(await column(`select c.relname as value from ${RELATIONS} and c.relkind <> 'r'`)).toEqual([]);
  });

  it('secures every table that says of which case its rows are', async () => {
    const unsecured = await column(
      `select c.relname as value from ${RELATIONS} and not c.relrowsecurity and c.relname <> 'case_file'
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('case_id', 'case_ids', 'participant_id'))`,
    );
    expect(unsecured).toEqual([]);
  });

  it('writes case content and its own idempotency keys, and nothing else', async () => {
    const contents = await column(
      `select tgrelid::regclass::text as value from pg_trigger where tgname = 'keep_history'`,
    );
    const expected = [
      ...contents.flatMap((table) => (table === 'case_file' ? [] : [`${table} INSERT`])),
      ...contents.map((table) => `${table} UPDATE`),
      'idempotency INSERT',
      'idempotency UPDATE',
    ].sort();
    const writes = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
    expect((await privileges(HUB_ROLE, writes)).sort()).toEqual(expected);
    expect(await privileges('public', ['SELECT', ...writes])).toEqual([]);
  });

  it('creates nothing, temporary tables included', async () => {
    const { rows } = await owner.query(
      `select has_schema_privilege($1, 'public', 'create') as schema, has_database_privilege($1, current_database(), 'create') as database,
        has_database_privilege($1, current_database(), 'temporary') as temporary`,
      [HUB_ROLE],
    );
    expect(rows).toEqual([{ schema: false, database: false, temporary: false }]);
  });
});

describe('tables of case content', () => {
  it('are the tables with a custodian, but for those that the owner alone writes', async () => {
    const withCustodian = await column(
      `select c.relname as value from ${RELATIONS} and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'custodian_id')
        and c.oid not in (${CONTENT})`,
    );
    expect(withCustodian.sort()).toEqual(['consent', 'mandate', 'record_history']);
  });

  it('have one policy each for reading, inserting and updating, for the serving role alone', async () => {
    const policies = await column(
      `select p.polrelid::regclass || ' ' || string_agg(p.polcmd::text || ' ' || p.polpermissive || ' ' || p.polroles::regrole[]::text, ', ' order by p.polcmd) as value
       from pg_policy p where p.polrelid in (${CONTENT}) group by p.polrelid`,
    );
    const contents = await column(
      `select tgrelid::regclass::text as value from pg_trigger where tgname = 'keep_history'`,
    );
    expect(policies.sort()).toEqual(
      contents
        .map(
          (table) => `${table} a true {${SERVING_ROLE}}, r true {${SERVING_ROLE}}, w true {${SERVING_ROLE}}`,
        )
        .sort(),
    );
  });

  it('differ in their policies by their own name alone', async () => {
    const forms = await column(
      `select distinct regexp_replace(
         replace(coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' | ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''),
           p.polrelid::regclass::text || case when p.polrelid = 'case_file'::regclass then '.id' else '.case_id' end, '@case'),
         '\\s+', ' ', 'g') as value
       from pg_policy p where p.polrelid in (${CONTENT})`,
    );
    expect(forms).toHaveLength(3);
    for (const form of forms) {
      expect(form).toContain('custodian_id = viewer_agency()');
      expect(form).toContain('l.case_id = @case) AND locks_viewer(l.*))');
      expect(form).toContain(`a.scope <> 'COORDINATION'`);
    }
  });

  it('keep their history by an enabled trigger before every update', async () => {
    const rows = await column(
      `select distinct pg_get_triggerdef(oid) ~ 'BEFORE UPDATE ON .* FOR EACH ROW EXECUTE FUNCTION keep_history\\(\\)$' || ' ' || tgenabled::text as value
       from pg_trigger where tgname = 'keep_history'`,
    );
    expect(rows).toEqual(['true O']);
  });
});

describe('functions', () => {
  const FUNCTIONS = `pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS}`;

  it('are executable by nobody by default', async () => {
    expect(
      await column(
        `select p.oid::regprocedure::text as value from ${FUNCTIONS} and (p.proacl is null
          or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
      ),
    ).toEqual([]);
  });

  it('are open to the serving role where the list says so', async () => {
    expect(
      await column(
        `select p.proname as value from ${FUNCTIONS} and has_function_privilege($1, p.oid, 'EXECUTE') order by 1`,
        [HUB_ROLE],
      ),
    ).toEqual(DOORS);
  });

  it('pin the search path where they run as their owner', async () => {
    const { rows } = await owner.query<{ name: string; config: string[] | null; owner: string }>(
      `select p.oid::regprocedure::text as name, p.proconfig as config, p.proowner::regrole::text as owner from ${FUNCTIONS} and p.prosecdef`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(row).toEqual({ name: row.name, config: ['search_path=public, pg_temp'], owner: OWNER_ROLE });
    }
  });

  it('tell nothing of a case that the viewer does not reach', async () => {
    const { police, otherPolice, coordinator } = region.viewers;
    const caseId = await openCaseOf(owner, police);
    await assign(owner, caseId, police, 'unit');
    await owner.query(
      `with p as (insert into participant (case_id, custodian_id, roles, status) values ($1, $2, '{RESPONDENT}', 'CLEARED') returning id)
       insert into police_urgent_measure (case_id, custodian_id, subject_id, number, kinds, ordered_at, served_at)
       select $1, $2, p.id, 'N-1', '{NO_CONTACT_OR_APPROACH}', now(), date_trunc('minute', now()) from p`,
      [caseId, police.agencyId],
    );
    const told = async (viewer: typeof police): Promise<unknown> =>
      asViewer(serving, viewer, async () => {
        const { rows } = await serving.query<Record<string, unknown>>(
          `select case_reached($1) as reached, case_order_end($1) is not null as "order", case_cleared($1) as "allCleared",
            scopes, tie, ord, cleared,
            (select count(*)::int from accesses_of(array[$1::uuid])) as accesses from case_facts($1)`,
          [caseId],
        );
        return rows[0];
      });
    const nothing = {
      reached: false,
      order: false,
      allCleared: false,
      scopes: 0,
      tie: 0,
      ord: 0,
      cleared: 0,
      accesses: 0,
    };
    expect(await told(police)).toEqual({
      reached: true,
      order: true,
      allCleared: true,
      scopes: 1,
      tie: 2,
      ord: 1,
      cleared: 1,
      accesses: 1,
    });
    expect(await told(otherPolice)).toEqual(nothing);
    expect(await told(coordinator)).toEqual(nothing);
  });
});
