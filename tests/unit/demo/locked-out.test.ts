import { CaseDraft } from '../../../src/demo/case-draft';
import { approveEmergency, askForEmergency } from '../../../src/demo/grants/emergency';
import { releaseToOfficer } from '../../../src/demo/grants/release';
import { Random } from '../../../src/demo/random';
import type { Agency, Member } from '../../../src/demo/registry';
import { noRows, type ParticipantRow } from '../../../src/demo/rows';
import type { World } from '../../../src/demo/shared-case';
import type { Sector } from '../../../src/policy/facts';

const NOW = new Date('2026-06-01T12:00:00Z');
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

const memberOf = (sector: Sector, ...roles: readonly string[]): Member => {
  const agency = {
    id: sector,
    code: sector,
    sector,
    areaId: 'area',
    intakeUnitId: `${sector}-unit`,
  } as unknown as Agency;
  return { id: `${sector}-member`, agency, unitId: `${sector}-unit`, roles, active: true };
};

const police = memberOf('POLICE');
const desk = memberOf('SOCIAL_WORK', 'DUTY_DESK');
const outsider = memberOf('HEALTH');
const coordinator = memberOf('COORDINATION');

const draftOf = (): CaseDraft => {
  const rule = { basis: 'rs.invented', purposes: ['PROTECTION'], max_days: 30 };
  const world = {
    now: NOW,
    rows: noRows(),
    rules: {
      opening: () => rule,
      giving: () => rule,
      emergency: { basis: rule.basis, unanswered_hours: 6 },
    },
    registry: { coordinators: () => [] },
    number: () => 1,
  } as unknown as World;
  const draft = new CaseDraft(world, new Random('locked out'), {
    by: police,
    at: ago(100),
    reference: 'A',
    municipalityId: null,
  });
  draft.give({ from: police, to: desk.agency, scope: 'LIAISON', at: ago(90) });
  return draft;
};

const release = (draft: CaseDraft): void => {
  releaseToOfficer(draft, {
    by: desk,
    at: ago(1),
    of: { id: 'child', custodian_id: desk.agency.id } as ParticipantRow,
    categories: ['child.address.full'],
    to: police,
    reason: 'invented',
    hours: 2,
  });
};

/** Asked by somebody outside, approved by the police. */
const emergency = (draft: CaseDraft): void => {
  const request = askForEmergency(draft, {
    by: outsider,
    at: ago(2),
    reason: 'invented',
    categories: ['case.existence'],
    hours: 2,
  });
  approveEmergency(draft, request, police, ago(1));
};

describe('who is locked out of a case of the demo', () => {
  test.each([
    ['the desk releases nothing', release, desk, 'Not his to release'],
    ['nobody approves an emergency', emergency, police, 'Locked out of the case'],
    ['who asked is opened nothing', emergency, outsider, 'Who asked is locked out of the case'],
  ] as const)('%s', (_what, play, locked, refusal) => {
    const before = draftOf();
    play(before);
    expect(before.world.rows.case_grant).toHaveLength(1);
    const draft = draftOf();
    draft.lock(locked, coordinator, 'invented', ago(3));
    expect(() => {
      play(draft);
    }).toThrow(refusal);
    expect(draft.world.rows.case_grant).toEqual([]);
  });

  test('is released to all the same: the desk is told of no lock', () => {
    const draft = draftOf();
    draft.lock(police, coordinator, 'invented', ago(3));
    release(draft);
    expect(draft.world.rows.case_grant).toHaveLength(1);
  });

  test('was not yet, before the lock', () => {
    const draft = draftOf();
    draft.lock(desk, coordinator, 'invented', ago(0.5));
    release(draft);
    expect(draft.world.rows.case_grant).toHaveLength(1);
  });

  test('an emergency is answered once', () => {
    const draft = draftOf();
    emergency(draft);
    const [request] = draft.world.rows.emergency_access;
    if (request === undefined) throw new Error('nothing was asked');
    expect(() => {
      approveEmergency(draft, request, police, ago(0.5));
    }).toThrow('Not to be answered then');
  });
});
