import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { parse } from 'yaml';
import { RELATIONSHIP_CODES } from '../../../src/casework/relationship-codes';
import { DEMO_CASE_ID, loadDemoRegion } from '../../../src/demo';
import { packageRoot } from '../../../src/lib/root';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../../support/database';

/** Tables of case content, which row security guards. */
const CONTENT = [
  ...[
    'case_file',
    'participant',
    'relationship',
    'incident',
    'police_risk_assessment',
    'police_urgent_measure',
  ],
  ...[
    'social_work_family_assessment',
    'health_examination',
    'prosecution_extension_proposal',
    'court_decision',
  ],
  ...['ngo_service_use', 'education_school_report'],
];
const SECTOR_OF: Readonly<Record<string, string>> = {
  police_risk_assessment: 'POLICE',
  police_urgent_measure: 'POLICE',
  social_work_family_assessment: 'SOCIAL_WORK',
  health_examination: 'HEALTH',
  prosecution_extension_proposal: 'PROSECUTION',
  court_decision: 'COURT',
  ngo_service_use: 'NGO',
  education_school_report: 'EDUCATION',
};
const RECORDS = Object.keys(SECTOR_OF);
const caseOf = (table: string): string => (table === 'case_file' ? 'id' : 'case_id');

describe('the demo region', () => {
  let database: TestDatabase;
  let owner: Client;
  let serving: Client;

  beforeAll(async () => {
    database = await freshDatabase();
    await loadDemoRegion(database.ownerUrl, { country: 'RS', now: new Date(), progress: () => undefined });
    owner = await openClient(database.ownerUrl);
    serving = await openClient(database.servingUrl);
  });
  afterAll(async () => {
    await owner.end();
    await serving.end();
    await dropDatabase(database);
  });

  const values = async <T = string>(text: string, parameters: readonly unknown[] = []): Promise<T[]> => {
    const { rows } = await owner.query<{ value: T }>(text, [...parameters]);
    return rows.map(({ value }) => value);
  };
  const none = async (text: string): Promise<void> => expect((await owner.query(text)).rows).toEqual([]);

  /** What the serving role reads as this person, for a purpose. */
  const readAs = async <T extends object>(subject: string, purpose: string, text: string): Promise<T[]> => {
    await serving.query('begin');
    await serving.query(
      `select set_config('spona.agency', s.agency_id::text, true), set_config('spona.staff', s.id::text, true),
         set_config('spona.unit', s.unit_id::text, true), set_config('spona.purpose', $2, true)
       from staff s where s.issuer = 'demo' and s.subject = $1`,
      [subject, purpose],
    );
    const { rows } = await serving.query<T>(text);
    await serving.query('rollback');
    return rows;
  };

  describe('holds records in every state', () => {
    test.each([
      ['cases', `select distinct status as value from case_file`, ['CLOSED', 'OPEN']],
      [
        'openers',
        `select distinct sector as value from case_file c join agency g on g.id = c.custodian_id`,
        ['EDUCATION', 'HEALTH', 'NGO', 'POLICE', 'PROSECUTION', 'SOCIAL_WORK'],
      ],
      [
        'roles',
        `select distinct unnest(roles) as value from participant`,
        ['CHILD', 'PROTECTED_REPORTER', 'REPORTER', 'RESPONDENT', 'VICTIM', 'WITNESS'],
      ],
      [
        'respondents',
        `select distinct status as value from participant where status is not null`,
        ['CHARGED', 'CLEARED', 'CONVICTED', 'REPORTED', 'UNDER_MEASURE'],
      ],
      [
        'forms of violence',
        `select distinct unnest(forms) as value from incident`,
        ['CYBER', 'ECONOMIC', 'PHYSICAL', 'PSYCHOLOGICAL', 'SEXUAL', 'SOCIAL', 'VERBAL'],
      ],
      [
        'risk',
        `select distinct level as value from police_risk_assessment`,
        ['HIGH', 'IMMEDIATE', 'LOW', 'MEDIUM'],
      ],
      [
        'measures',
        `select distinct case when served_at is null then 'UNSERVED' when served_at + interval '48 hours' > now() then 'IN_FORCE' else 'OVER' end as value from police_urgent_measure`,
        ['IN_FORCE', 'OVER', 'UNSERVED'],
      ],
      [
        'decisions',
        `select distinct outcome || ' ' || coalesce(appeal_by, '-') || ' ' || coalesce(appeal_decision, '-') as value from court_decision`,
        [
          'EXTENDED - -',
          'EXTENDED PROSECUTOR ALTERED',
          'EXTENDED RESPONDENT -',
          'EXTENDED RESPONDENT ALTERED',
          'EXTENDED RESPONDENT CONFIRMED',
          'REFUSED - -',
          'REFUSED PROSECUTOR -',
          'REFUSED PROSECUTOR CONFIRMED',
        ],
      ],
      [
        'extensions',
        `select distinct until > now() as value from court_decision where until is not null`,
        [false, true],
      ],
      [
        'examinations',
        `select distinct severity as value from health_examination`,
        ['LIFE_THREATENING', 'MINOR', 'NONE', 'SERIOUS'],
      ],
      [
        'services',
        `select distinct service as value from ngo_service_use`,
        ['ADVOCACY', 'COUNSELLING', 'HELPLINE_FOLLOW_UP', 'LEGAL_AID', 'SHELTER'],
      ],
      [
        'stays',
        `select distinct ended_on is null as value from ngo_service_use where service = 'SHELTER'`,
        [false, true],
      ],
      [
        'deliveries',
        `select distinct kind as value from record_delivery`,
        ['DELIVERED', 'EXECUTOR', 'FILED'],
      ],
      ['own persons', `select distinct relation as value from participant_own`, ['KIN', 'SELF']],
      ['ties', `select distinct unit_id is null as value from case_tie`, [false, true]],
      [
        'corrected records',
        `select distinct record_type as value from record_history`,
        [
          'case_file',
          'court_decision',
          'education_school_report',
          'health_examination',
          'incident',
          'ngo_service_use',
          'participant',
          'police_risk_assessment',
          'police_urgent_measure',
          'social_work_family_assessment',
        ],
      ],
    ])('%s', async (_what, text, expected) => {
      const found = await values<string | boolean>(text);
      expect(found.sort()).toEqual([...expected].sort());
    });

    test('every scope that can be given: in force, ended, and invitations to come', async () => {
      const found = await values(
        `select distinct scope || case when starts_at > now() then ' to come' when ends_at > now() then ' in force' else ' ended' end as value
         from case_access order by 1`,
      );
      expect(found).toEqual([
        'BREAK_GLASS ended',
        ...['CONFERENCE ended', 'CONFERENCE in force', 'CONFERENCE to come', 'COORDINATION in force'],
        ...['LIAISON ended', 'LIAISON in force', 'OWN in force', 'REFERRAL ended', 'REFERRAL in force'],
      ]);
    });

    test('several respondents, persons who are both, young victims, people of many languages and both scripts', async () => {
      const [both] = await values<number>(
        `select count(*)::int as value from participant where roles @> '{VICTIM,RESPONDENT}'`,
      );
      const [several] = await values<number>(
        `select count(*)::int as value from (select from participant where 'RESPONDENT' = any (roles) and not roles @> '{VICTIM}'
         group by case_id having count(*) > 1) x`,
      );
      const [young] = await values<number>(
        `select count(*)::int as value from participant where roles @> '{VICTIM,CHILD}'`,
      );
      for (const count of [both, several, young]) expect(count).toBeGreaterThan(10);
      const languages = await values(
        `select distinct language as value from participant where language is not null order by 1`,
      );
      expect(languages).toEqual(['hu', 'ro', 'rom', 'sk', 'sq', 'sr-Cyrl', 'sr-Latn']);
      const [locks] = await values<number>(`select count(*)::int as value from case_lock`);
      expect(locks).toBeGreaterThan(5);
    });
  });

  describe('could have come about', () => {
    test.each(CONTENT)(
      '%s: recorded by the custodian’s staff, while his agency had a scope',
      async (table) => {
        await none(
          `with version as (
           select id, ${caseOf(table)} as case_id, custodian_id, recorded_by, recorded_at from ${table}
           union all
           select record_id, case_id, custodian_id, (content ->> 'recorded_by')::uuid, (content ->> 'recorded_at')::timestamptz
           from record_history where record_type = '${table}')
         select v.id from version v join staff s on s.id = v.recorded_by
         where s.agency_id <> v.custodian_id or not s.active or v.recorded_at > now() or not exists (
           select from case_access a where a.case_id = v.case_id and a.agency_id = v.custodian_id and a.scope <> 'COORDINATION'
             and a.starts_at <= v.recorded_at and a.ends_at >= v.recorded_at)`,
        );
      },
    );

    test.each(RECORDS)('%s: held by its sector, about a person of the same case', async (table) => {
      await none(
        `select t.id from ${table} t join agency g on g.id = t.custodian_id join participant p on p.id = t.subject_id
         where g.sector <> '${String(SECTOR_OF[table])}' or p.case_id <> t.case_id`,
      );
    });

    test('relationships and proposals stay in their case, with known codes', async () => {
      await none(
        `select r.id from relationship r join participant p on p.id = r.from_id join participant q on q.id = r.to_id
         where p.case_id <> r.case_id or q.case_id <> r.case_id`,
      );
      await none(
        `select d.id from court_decision d join police_urgent_measure m on m.id = d.measure_id where m.case_id <> d.case_id
         union all
         select d.id from prosecution_extension_proposal d join police_urgent_measure m on m.id = d.measure_id
         where m.case_id <> d.case_id or d.filed_at < m.served_at or d.filed_at > m.served_at + interval '24 hours'`,
      );
      const codes = await values(`select distinct code as value from relationship`);
      expect(codes.filter((code) => !(code in RELATIONSHIP_CODES))).toEqual([]);
    });

    test('every scope rests on a rule of the closed tables, within its time and purposes', async () => {
      await none(
        `select a.id from case_access a join agency t on t.id = a.agency_id join agency g on g.id = a.granted_by_agency
         where a.scope = 'OWN' and not exists (select from opening_rule o where o.country = 'RS' and o.sector = t.sector
                 and o.basis = a.basis and o.purposes @> a.purposes and t.id = g.id)
            or a.scope in ('LIAISON', 'CONFERENCE', 'REFERRAL') and not exists (
                 select from scope_rule r where r.country = 'RS' and r.creator_sector = g.sector and r.scope = a.scope
                   and r.target_sector = t.sector and r.basis = a.basis and r.purposes @> a.purposes
                   and a.ends_at <= a.starts_at + make_interval(days => r.max_days)
                   and exists (select from case_access h where h.case_id = a.case_id and h.agency_id = g.id
                               and h.scope = r.creator_scope and h.starts_at <= a.starts_at))
            or a.scope = 'BREAK_GLASS' and not exists (select from emergency_rule r where r.country = 'RS' and r.basis = a.basis
                 and a.purposes = '{PROTECTION}' and a.ends_at <= a.starts_at + interval '24 hours' and a.staff_id is not null)
            or cardinality(a.purposes) = 0`,
      );
    });

    test('what is delivered goes to those who have a part in the case; ties likewise', async () => {
      await none(
        `select d.record_id from record_delivery d where not exists (select from case_access a
           where a.case_id = d.case_id and a.agency_id = d.agency_id and a.starts_at <= d.delivered_at and a.ends_at >= d.delivered_at)`,
      );
      await none(
        `select t.id from case_tie t where not exists (select from case_access a where a.case_id = t.case_id and a.agency_id = t.agency_id)`,
      );
    });

    test('roles are those of the vocabulary, each in its sector', async () => {
      const { roles } = parse(readFileSync(join(packageRoot, 'policies/vocabulary.yaml'), 'utf8')) as {
        roles: Record<string, { sector: string | string[] }>;
      };
      const { rows } = await owner.query<{ role: string; sector: string }>(
        `select distinct unnest(s.roles) as role, g.sector from staff s join agency g on g.id = s.agency_id`,
      );
      for (const { role, sector } of rows) expect([roles[role]?.sector].flat()).toContain(sector);
    });
  });

  describe('keeps agencies apart', () => {
    test('nothing crosses between areas', async () => {
      await none(
        `select a.id from case_access a join case_file f on f.id = a.case_id join agency g on g.id = a.agency_id
         where g.area_id <> f.area_id`,
      );
      const [second] = await values<number>(
        `select count(*)::int as value from case_file f join area a on a.id = f.area_id where a.code = 'BRD'`,
      );
      expect(second).toBe(10);
    });

    test.each([
      ...[
        'police',
        'police-2',
        'social-work',
        'health',
        'prosecution',
        'court',
        'ngo',
        'shelter',
        'education',
      ],
      ...['coordinator', 'police-elsewhere', 'social-work-elsewhere', 'coordinator-elsewhere'],
    ])('the agency of %s reaches the cases that it may, and no other row', async (subject) => {
      const [agency] = await values(`select agency_id as value from staff where subject = $1`, [subject]);
      for (const table of CONTENT) {
        const found = await readAs<{ id: string }>(subject, 'PROTECTION', `select id from ${table}`);
        const expected = await values(
          `select t.id as value from ${table} t where (t.custodian_id = $1 or exists (select from case_access a
             where a.case_id = t.${caseOf(table)} and a.agency_id = $1 and a.scope <> 'COORDINATION'
               and a.starts_at <= now() and a.ends_at > now()))
             and not exists (select from case_lock l join staff s on s.id = l.staff_id
               where l.case_id = t.${caseOf(table)} and s.subject = $2)`,
          [agency, subject],
        );
        expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
      }
    });

    test('the other station and centre have no row of the showcase; the locked officer neither', async () => {
      for (const subject of [
        'police-2',
        'social-work-2',
        'health-2',
        'education-2',
        'police-elsewhere',
        'police-conflict',
      ]) {
        for (const table of CONTENT) {
          const text = `select id from ${table} where ${caseOf(table)} = '${DEMO_CASE_ID}'`;
          expect(await readAs(subject, 'PROTECTION', text)).toEqual([]);
        }
      }
      const unit = await values(
        `select t.id as value from case_tie t join staff s on s.unit_id = t.unit_id
         where s.subject = 'police-conflict' and t.case_id = $1`,
        [DEMO_CASE_ID],
      );
      expect(unit).toHaveLength(1);
    });

    test('nobody is anybody: personal numbers, telephones and addresses of no place', async () => {
      await none(
        `select id from participant where identifier_kind = 'JMBG' and substr(identifier, 8, 2) <> '99'`,
      );
      await none(`select id from participant where phone !~ '^\\+381 00 555 \\d{4}$'`);
      await none(
        `select identifier from participant where identifier is not null group by 1 having count(*) > 1`,
      );
      const [concealed] = await values<boolean>(
        `select municipality_id is null and duty_phone is null as value from agency where concealed`,
      );
      expect(concealed).toBe(true);
    });
  });

  describe('shows one case from every side', () => {
    const NAMED = [
      ['police', 'PROTECTION', 1],
      ['social-work', 'PROTECTION', 6],
      ['health', 'CARE', 12],
      ['prosecution', 'PROSECUTION', 2],
      ['court', 'ADJUDICATION', 2],
      ['ngo', 'CARE', 12],
      ['shelter', 'CARE', 8],
      ['education', 'CHILD_PROTECTION', 12],
    ] as const;

    test.each(NAMED)('%s is named on it, and an order is in force', async (subject, purpose, scopes) => {
      const [facts] = await readAs(
        subject,
        purpose,
        `select scopes, tie, ord from case_facts('${DEMO_CASE_ID}')`,
      );
      expect(facts).toEqual({ scopes, tie: 2, ord: 1 });
    });

    test.each(['nurse', 'social-work-intake', 'prosecution-liaison', 'court-liaison', 'police-supervisor'])(
      '%s reaches it through the unit',
      async (subject) => {
        const [facts] = await readAs(subject, 'PROTECTION', `select tie from case_facts('${DEMO_CASE_ID}')`);
        expect(facts).toEqual({ tie: 1 });
      },
    );

    test.each(['police-intake', 'police-2'])('%s is not tied to it', async (subject) => {
      const [facts] = await readAs(subject, 'PROTECTION', `select tie from case_facts('${DEMO_CASE_ID}')`);
      expect(facts).toEqual({ tie: 0 });
    });

    test('its police measure and its extension are both in force; the one before has lapsed', async () => {
      expect(
        await values(
          `select m.served_at + interval '48 hours' > now() and d.until > now() as value
           from police_urgent_measure m join court_decision d on d.measure_id = m.id where m.case_id = $1 order by m.ordered_at`,
          [DEMO_CASE_ID],
        ),
      ).toEqual([false, true]);
    });

    test('every sector contributed, and the reference is the known one', async () => {
      expect(await values(`select reference as value from case_file where id = $1`, [DEMO_CASE_ID])).toEqual([
        'DEMO-1',
      ]);
      for (const table of RECORDS) {
        const [count] = await values<number>(
          `select count(*)::int as value from ${table} where case_id = $1`,
          [DEMO_CASE_ID],
        );
        expect(count).toBeGreaterThan(0);
      }
    });

    test('pupil, patient and client are known to their agencies since before the scopes, and so are kin', async () => {
      const own = await readAs<{ relation: string }>(
        'education',
        'CHILD_PROTECTION',
        `select o.relation from participant_own o, case_facts('${DEMO_CASE_ID}') c
         where o.case_id = '${DEMO_CASE_ID}' and o.since <= c.since order by 1`,
      );
      expect(own.map(({ relation }) => relation)).toEqual(['KIN', 'KIN', 'SELF']);
    });
  });
});
