import { DEMO_CASE_ID } from '../../../src/demo';
import { readActivations, versionInForce } from '../../../src/db/policy-versions';
import type { Purpose } from '../../../src/policy/facts';
import type { Answer } from '../../support/hub';
import { openDemoRegion, type DemoRegion } from './demo-region';

let demo: DemoRegion;
/** When the showcase was opened. */
let opened: Date;
beforeAll(async () => {
  demo = await openDemoRegion();
  const { rows } = await demo.owner.query<{ opened_at: Date }>(
    'select opened_at from case_file where id = $1',
    [DEMO_CASE_ID],
  );
  opened = rows[0]!.opened_at;
});
afterAll(() => demo.close());

const hoursLater = (hours: number): Date => new Date(opened.getTime() + hours * 3_600_000);

const WHY = `query Why($case: ID!, $agency: ID!, $staff: ID, $purpose: Purpose!, $type: RecordType!, $field: String!, $at: DateTime) {
  explainAccess(caseId: $case, type: $type, field: $field, agencyId: $agency, staffId: $staff, purpose: $purpose, at: $at) {
    decision policyVersion } }`;

interface Question {
  readonly by?: string;
  /** Who is asked about. */
  readonly of: string;
  readonly purpose: Purpose;
  readonly type: string;
  readonly field: string;
}

const ask = async (
  { by = 'coordinator', of, purpose, ...field }: Question,
  at: Date | null,
): Promise<Answer> => {
  const { agencyId, staffId } = await demo.viewer(of, purpose);
  const variables = { case: DEMO_CASE_ID, agency: agencyId, staff: staffId, purpose, ...field, at };
  return demo.ask(by, 'AUDIT', WHY, variables);
};

const decision = async (question: Question, at: Date | null): Promise<unknown> =>
  (await ask(question, at)).data?.explainAccess.decision;

const LEVEL = { of: 'prosecution', purpose: 'PROSECUTION', type: 'RiskAssessment', field: 'level' } as const;
const INJURIES = { of: 'ngo', purpose: 'CARE', type: 'Examination', field: 'injuries' } as const;

describe('the past of the demo', () => {
  it('was decided by the policies in force, from its first case on, and says that this is invented', async () => {
    const version = await versionInForce(demo.owner);
    const { rows } = await demo.owner.query<{ first: Date }>('select min(opened_at) as first from case_file');
    expect(await readActivations(demo.owner)).toEqual([
      expect.objectContaining({ version, activatedBy: 'tests' }),
      expect.objectContaining({
        version,
        effectiveFrom: rows[0]!.first,
        activatedAt: rows[0]!.first,
        activatedBy: 'spona demo, back-dated',
      }),
    ]);
    expect((await ask(LEVEL, hoursLater(2))).data?.explainAccess.policyVersion).toBe(version);
  });

  it('opens nothing of a case before the case', async () => {
    for (const [table, begins] of [
      ['case_access', 'starts_at'],
      ['case_tie', 'starts_at'],
      ['case_grant', 'starts_at'],
      ['case_lock', 'locked_at'],
      ['record_delivery', 'delivered_at'],
    ] as const) {
      const early = await demo.owner.query(
        `select t.case_id from ${table} t join case_file f on f.id = t.case_id where t.${begins} < f.opened_at`,
      );
      expect([table, early.rows]).toEqual([table, []]);
    }
  });

  it('has the prosecutor see it since the police shared the case, not when they opened it', async () => {
    expect(await decision(LEVEL, opened)).toBe('NOT_REACHED');
    expect(await decision(LEVEL, hoursLater(2))).toBe('DISCLOSED');
    expect(await decision(LEVEL, null)).toBe('DISCLOSED');
  });

  it('has the advocate see it since the victim agreed, not since she was referred', async () => {
    expect(await decision(INJURIES, hoursLater(24))).toBe('NOT_REACHED');
    expect(await decision(INJURIES, hoursLater(48))).toBe('WITHHELD');
    expect(await decision(INJURIES, null)).toBe('DEPENDS');
  });

  it('is told to a supervisor of the own agency, and to nobody from before the case was shared', async () => {
    const own = { ...LEVEL, by: 'police-supervisor', of: 'police', purpose: 'PROTECTION' } as const;
    // He is not told of locks.
    expect(await decision(own, opened)).toBe('DEPENDS');
    expect(await decision({ ...own, type: 'Examination', field: 'mentalHealth' }, opened)).toBe('WITHHELD');
    for (const question of [LEVEL, own])
      expect((await ask(question, hoursLater(-1))).errors?.map(({ code }) => code)).toEqual([
        'SPONA_INVALID',
      ]);
  });

  it('of a case, at the moment of its opening, has none but who opened it see what can be seen', async () => {
    const { areaId } = await demo.viewer('coordinator', 'AUDIT');
    const { rows } = await demo.owner.query<{ id: string; opened_at: Date; sector: string }>(
      `select f.id, f.opened_at, g.sector from case_file f join agency g on g.id = f.custodian_id where f.area_id = $1 and f.id >= 'f0000000-0000-0000-0000-000000000000'`,
      [areaId],
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { id, opened_at: at, sector } of rows) {
      const answer = await demo.ask(
        'coordinator',
        'AUDIT',
        'query Who($id: ID!, $at: DateTime) { whoCanSee(caseId: $id, category: "case.status", at: $at) { sectors { sector } } }',
        { id, at },
      );
      expect(answer.data?.whoCanSee.sectors).toEqual([{ sector }]);
    }
  });
});
