import { randomUUID } from 'node:crypto';
import type { AuditedEntry } from '../../src/casework/audit/entry';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, deliver, giveAccess, insertInto, openCaseOf } from '../support/facts';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
/** Another process on the same database. */
let otherHub: TestHub;
let viewers: Stage['viewers'];
/** A second hospital. */
let otherHospital: Viewer;

beforeAll(async () => {
  stage = await openStage();
  otherHub = await startTestHub(stage.database);
  ({ viewers } = stage);
  const { owner, region } = stage;
  const { rows } = await owner.query<{ agency: string; staff: string }>(
    `with a as (insert into agency (code, name, sector, area_id, status) values ('HC-2', 'Agency HC-2', 'HEALTH', $1, 'ACTIVE') returning id)
     insert into staff (agency_id, name, issuer, subject, roles)
     select a.id, 'Person HC-2', 'demo', 'hc-2', '{PHYSICIAN}' from a returning agency_id as agency, id as staff`,
    [region.areaId],
  );
  const { agency, staff } = rows[0]!;
  otherHospital = { ...viewers.health, agencyId: agency, agencyCode: 'HC-2', staffId: staff, unitId: null };
});
afterAll(async () => {
  await otherHub.close();
  await stage.close();
});

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const codes = ({ errors }: Answer): readonly string[] => (errors ?? []).map(({ code }) => code);
const ask = (viewer: Viewer, document: string, variables: Record<string, unknown>): Promise<Answer> =>
  stage.hub.ask(viewer, document, variables);

/** A colleague of somebody, assigned to the case by name. */
const colleagueOf = async (viewer: Viewer, caseId: string): Promise<Viewer> => {
  const { rows } = await stage.owner.query<{ id: string }>(
    `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'A colleague', 'demo', $3, $4) returning id`,
    [viewer.agencyId, viewer.unitId, randomUUID(), viewer.roles],
  );
  const colleague: Viewer = { ...viewer, staffId: rows[0]!.id };
  await assign(stage.owner, caseId, colleague);
  return colleague;
};

describe('a mandate', () => {
  interface Scene {
    readonly id: string;
    readonly victim: string;
    /** Findings of the first hospital, of the same, and of the second. */
    readonly records: readonly string[];
  }

  const examine = async (id: string, victim: string, hospital: Viewer, findings: string): Promise<string> => {
    const record = randomUUID();
    await insertInto(stage.owner, 'health_examination', {
      id: record,
      case_id: id,
      custodian_id: hospital.agencyId,
      recorded_by: hospital.staffId,
      subject_id: victim,
      examined_at: '2026-11-01T11:00:00Z',
      severity: 'MINOR',
      injuries: 'Hematom.',
      findings,
      mental_health: 'Strah.',
    });
    return record;
  };

  /** What the centre found about the family of the victim. */
  const assess = async ({ id, victim }: Scene): Promise<string> => {
    const assessment = randomUUID();
    await insertInto(stage.owner, 'social_work_family_assessment', {
      id: assessment,
      case_id: id,
      custodian_id: viewers.socialWork.agencyId,
      recorded_by: viewers.socialWork.staffId,
      subject_id: victim,
      assessed_at: '2026-11-02T09:00:00Z',
      findings: 'Nalaz centra.',
      summary: 'Sažetak.',
      child_statement: 'Boji se.',
    });
    return assessment;
  };

  const scene = async (): Promise<Scene> => {
    const { owner } = stage;
    const { police, prosecution, court, health, socialWork } = viewers;
    const id = await openCaseOf(owner, police);
    const victim = await addPerson(owner, id, police, ['VICTIM'], { family_name: 'Kovač' });
    for (const agency of [prosecution, court, socialWork])
      await giveAccess(owner, id, agency, { scope: 'LIAISON', givenBy: police });
    for (const hospital of [health, otherHospital])
      await giveAccess(owner, id, hospital, { scope: 'CONFERENCE', givenBy: police });
    for (const worker of [prosecution, court, socialWork, health, otherHospital])
      await assign(owner, id, worker);
    return {
      id,
      victim,
      records: [
        await examine(id, victim, health, 'Prvi nalaz.'),
        await examine(id, victim, health, 'Drugi nalaz.'),
        await examine(id, victim, otherHospital, 'Tuđi nalaz.'),
      ],
    };
  };

  const MANDATE = `id kind reference basis categories recordId startsAt until inForce confirmedAt endedAt
    holder { id } addressee { id } custodian { id } subject { id }`;
  const RECORD = `mutation Record($i: RecordMandateInput!) { made: recordMandate(input: $i) { ${MANDATE} } }`;
  const CONFIRM = `mutation Confirm($id: ID!) { made: confirmMandate(id: $id) { id inForce confirmedAt } }`;
  const END = `mutation End($id: ID!) { made: endMandate(id: $id) { id inForce endedAt } }`;
  const READ = `query Read($id: ID!) { case(id: $id) { id
    examinations { id findings mentalHealth hark { __typename } } mandates { ${MANDATE} } } }`;

  const inputOf = ({ id }: Scene, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    caseId: id,
    kind: 'COURT_ORDER',
    reference: 'K 12/26',
    holderId: viewers.health.agencyId,
    addresseeId: viewers.prosecution.agencyId,
    categories: ['health.findings'],
    startsAt: inDays(-1),
    until: inDays(30),
    ...more,
  });

  const record = async (viewer: Viewer, input: Record<string, unknown>): Promise<string> => {
    const answer = await ask(viewer, RECORD, { i: input });
    expect(codes(answer)).toEqual([]);
    return String(answer.data?.['made'].id);
  };

  const findings = async (viewer: Viewer, { id }: Scene): Promise<unknown> => {
    const answer = await otherHub.ask(viewer, READ, { id });
    const rows = answer.data?.['case'].examinations as Record<string, unknown>[];
    return rows.map(({ findings: found }) => found).sort();
  };
  const CLOSED = [null, null, null];

  it('of a court opens what it names to its addressee at once, and in the next answer of any process no more when it is revoked', async () => {
    const made = await scene();
    const { court, prosecution, health, police } = viewers;
    expect(await findings(prosecution, made)).toEqual(CLOSED);
    const recorded = await ask(court, RECORD, { i: inputOf(made) });
    const id = String(recorded.data?.['made'].id);
    expect(recorded.data?.['made']).toEqual({
      id: expect.any(String),
      kind: 'COURT_ORDER',
      reference: 'K 12/26',
      basis: 'rs.zsnp.19',
      categories: ['health.findings'],
      recordId: null,
      startsAt: expect.any(String),
      until: expect.any(String),
      inForce: true,
      confirmedAt: null,
      endedAt: null,
      holder: { id: health.agencyId },
      addressee: { id: prosecution.agencyId },
      custodian: { id: court.agencyId },
      subject: null,
    });

    // Of this holder, this category; nothing of the other hospital, and to nobody else.
    const requestId = randomUUID();
    const open = await otherHub.ask(prosecution, READ, { id: made.id }, { requestId });
    const rows = open.data?.['case'].examinations as Record<string, unknown>[];
    expect(rows.map((row) => [row['findings'], row['mentalHealth'], row['hark']]).sort()).toEqual([
      [null, null, null],
      ['Drugi nalaz.', null, null],
      ['Prvi nalaz.', null, null],
    ]);
    expect(open.data?.['case'].mandates).toMatchObject([{ id, inForce: true }]);
    const { rows: records } = await stage.owner.query<{ entries: AuditedEntry[] }>(
      'select disclosure_entries(entries) as entries from disclosure where request_id = $1',
      [requestId],
    );
    const grounds = records[0]!.entries.flatMap(({ disclosed }) => disclosed);
    expect(grounds.find(([category]) => category === 'health.findings')?.[1]).toBe('health.findings/2');
    for (const other of [court, police, viewers.socialWork])
      expect(await findings(other, made)).not.toContain('Prvi nalaz.');
    expect((await otherHub.ask(police, READ, { id: made.id })).data?.['case'].mandates).toEqual([]);
    expect(
      (await otherHub.ask(police, 'query M($id: ID!) { mandate(id: $id) { id } }', { id })).data,
    ).toEqual({
      mandate: null,
    });

    expect(codes(await ask(prosecution, END, { id }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await ask(police, END, { id }))).toEqual(['SPONA_FORBIDDEN']);
    expect((await ask(court, END, { id })).data?.['made']).toEqual({
      id,
      inForce: false,
      endedAt: expect.any(String),
    });
    expect(await findings(prosecution, made)).toEqual(CLOSED);
    expect((await otherHub.ask(health, READ, { id: made.id })).data?.['case'].mandates).toMatchObject([
      { id, inForce: false, endedAt: expect.any(String) },
    ]);
  });

  it('of one record opens that alone, and closes at its end', async () => {
    const made = await scene();
    const { court, prosecution } = viewers;
    // What the court has not been filed it cannot name.
    const named = { record: { type: 'Examination', id: made.records[0] } };
    expect(codes(await ask(court, RECORD, { i: inputOf(made, named) }))).toEqual(['SPONA_INVALID']);
    await deliver(stage.owner, 'participant', made.victim, made.id, court);
    await deliver(stage.owner, 'health_examination', made.records[0]!, made.id, court);
    const id = await record(court, inputOf(made, { ...named, subjectId: made.victim }));
    expect(await findings(prosecution, made)).toEqual(['Prvi nalaz.', null, null]);
    await stage.owner.query(
      `update case_grant set starts_at = now() - interval '1 hour', ends_at = now() where source_id = $1`,
      [id],
    );
    expect(await findings(prosecution, made)).toEqual(CLOSED);
    const begun = await record(court, inputOf(made, { ...named, startsAt: inDays(1) }));
    expect(await findings(prosecution, made)).toEqual(CLOSED);
    const told = await otherHub.ask(prosecution, 'query M($id: ID!) { mandate(id: $id) { inForce } }', {
      id: begun,
    });
    expect(told.data).toEqual({ mandate: { inForce: false } });
  });

  it('by request opens nothing until the agency that is asked has confirmed it', async () => {
    const made = await scene();
    const { prosecution, socialWork, health, court } = viewers;
    const assessment = await assess(made);
    const STATEMENTS =
      'query Told($id: ID!) { case(id: $id) { familyAssessments { childStatement findings } } }';
    const told = async (): Promise<unknown> => {
      const answer = await otherHub.ask(prosecution, STATEMENTS, { id: made.id });
      return answer.data?.['case'].familyAssessments;
    };
    const closed = [{ childStatement: null, findings: null }];
    const asked = {
      kind: 'STATUTORY_REQUEST',
      holderId: socialWork.agencyId,
      categories: ['family.child-statement'],
    };
    expect(await told()).toEqual(closed);
    await deliver(
      stage.owner,
      'social_work_family_assessment',
      assessment,
      made.id,
      prosecution,
      'DELIVERED',
    );
    const id = await record(prosecution, inputOf(made, asked));
    expect(await told()).toEqual(closed);
    expect(codes(await ask(prosecution, CONFIRM, { id }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await ask(otherHospital, CONFIRM, { id }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await ask(court, CONFIRM, { id }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await ask({ ...socialWork, proof: 'ASSERTED' }, CONFIRM, { id }))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect((await otherHub.ask(socialWork, READ, { id: made.id })).data?.['case'].mandates).toMatchObject([
      { id, inForce: false, confirmedAt: null },
    ]);
    expect(await told()).toEqual(closed);
    const confirmed = { id, inForce: true, confirmedAt: expect.any(String) };
    expect((await ask(socialWork, CONFIRM, { id })).data?.['made']).toEqual(confirmed);
    expect((await ask(socialWork, CONFIRM, { id })).data?.['made']).toEqual(confirmed);
    expect(await told()).toEqual([{ childStatement: 'Boji se.', findings: null }]);
    expect((await ask(prosecution, END, { id })).data?.['made']).toMatchObject({ inForce: false });
    expect(await told()).toEqual(closed);
    // What another article opens no request of this one can name, nor can it be made to a physician.
    const refused = async (more: Record<string, unknown>): Promise<unknown> =>
      codes(await ask(prosecution, RECORD, { i: inputOf(made, { ...asked, ...more }) }));
    expect(await refused({ categories: ['health.findings'], holderId: health.agencyId })).toEqual([
      'SPONA_INVALID',
    ]);
    expect(await refused({ categories: ['family.findings'] })).toEqual(['SPONA_INVALID']);
    expect(await refused({ holderId: health.agencyId })).toEqual(['SPONA_FORBIDDEN']);
  });

  it('of a court opens findings of the centre by a confirmed request for what was filed, and by neither alone', async () => {
    const made = await scene();
    const { court, socialWork } = viewers;
    const assessment = await assess(made);
    const FINDINGS = 'query Found($id: ID!) { case(id: $id) { familyAssessments { findings summary } } }';
    const found = async (): Promise<unknown> =>
      (await otherHub.ask(court, FINDINGS, { id: made.id })).data?.['case'].familyAssessments;
    const asked = {
      kind: 'STATUTORY_REQUEST',
      holderId: socialWork.agencyId,
      addresseeId: court.agencyId,
      categories: ['family.findings'],
    };
    const request = await record(court, inputOf(made, asked));
    await ask(socialWork, CONFIRM, { id: request });
    expect(await found()).toEqual([]);
    await deliver(stage.owner, 'participant', made.victim, made.id, court);
    await deliver(stage.owner, 'social_work_family_assessment', assessment, made.id, court);
    expect(await found()).toEqual([{ findings: 'Nalaz centra.', summary: null }]);
    expect((await ask(court, END, { id: request })).data?.['made']).toMatchObject({ inForce: false });
    expect(await found()).toEqual([{ findings: null, summary: null }]);
    // An order is another article: it opens what the court orders of physicians, and not the findings of the centre.
    const order = { ...asked, kind: 'COURT_ORDER' };
    expect(codes(await ask(court, RECORD, { i: inputOf(made, order) }))).toEqual(['SPONA_INVALID']);
  });

  it('gives no reach, and to a court opens what was filed with it and nothing else', async () => {
    const made = await scene();
    const { court, prosecution } = viewers;
    await record(court, inputOf(made, { addresseeId: court.agencyId }));
    const read = async (): Promise<unknown> => {
      const answer = await otherHub.ask(court, READ, { id: made.id });
      return (answer.data?.['case'].examinations as Record<string, unknown>[]).map(
        ({ findings: found }) => found,
      );
    };
    expect(await read()).toEqual([]);
    for (const [type, id] of [
      ['Participant', made.victim],
      ['Examination', made.records[0]],
    ])
      expect(
        await ask(
          prosecution,
          'mutation File($t: RecordType!, $id: ID!, $to: ID!) { done: deliverRecord(type: $t, id: $id, agencyId: $to, kind: FILED) }',
          { t: type, id, to: court.agencyId },
        ),
      ).toEqual({ data: { done: true } });
    expect(await read()).toEqual(['Prvi nalaz.']);
    await record(court, inputOf(made));
    await stage.owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      prosecution.agencyId,
    ]);
    expect((await otherHub.ask(prosecution, READ, { id: made.id })).data).toEqual({ case: null });
  });

  it('names only categories that a rule opens to the addressee by a mandate, and times that fit', async () => {
    const made = await scene();
    const { court, prosecution, police } = viewers;
    const refused = async (viewer: Viewer, more: Record<string, unknown>): Promise<unknown> => {
      const answer = await ask(viewer, RECORD, { i: inputOf(made, more) });
      return codes(answer);
    };
    // A judge reads what he ordered an expert to say; a prosecutor does not, and her physician's notes neither of them.
    const categories = ['health.findings', 'health.expert-opinion'];
    expect(await refused(court, { categories })).toEqual(['SPONA_INVALID']);
    expect(await refused(court, { categories, addresseeId: court.agencyId })).toEqual([]);
    for (const category of ['victim.address.full', 'risk.level', 'health.mental', 'mandate.scope', 'none'])
      expect(await refused(court, { categories: [category] })).toEqual(['SPONA_INVALID']);
    expect(await refused(court, { until: inDays(-0.5) })).toEqual(['SPONA_INVALID']);
    expect(await refused(court, { startsAt: inDays(2), until: inDays(1) })).toEqual(['SPONA_INVALID']);
    expect(await refused(court, { until: inDays(200) })).toEqual(['SPONA_FORBIDDEN']);
    expect(await refused(court, { addresseeId: randomUUID() })).toEqual(['SPONA_INVALID']);
    expect(await refused(prosecution, {})).toEqual(['SPONA_FORBIDDEN']);
    expect(await refused(police, {})).toEqual(['SPONA_FORBIDDEN']);
    expect(await refused({ ...court, proof: 'ASSERTED' }, {})).toEqual(['SPONA_FORBIDDEN']);
    const elsewhere = await openCaseOf(stage.owner, police);
    expect(await refused(court, { caseId: elsewhere })).toEqual(['SPONA_NOT_FOUND']);
    const stranger = await addPerson(stage.owner, elsewhere, police, ['VICTIM']);
    expect(await refused(court, { subjectId: stranger })).toEqual(['SPONA_INVALID']);
  });
});

describe('a release', () => {
  const RELEASE = `mutation Release($i: ReleaseInput!) { made: releaseToOfficer(input: $i) {
    id caseId recordId categories hiddenCount holder { id } agency { id } releasedByName staffName reason releasedAt endsAt open } }`;
  const END = 'mutation End($id: ID!) { done: endRelease(id: $id) }';
  const READ = `query Read($id: ID!) { case(id: $id) { id participants { id address phone }
    releases { id staffName reason categories open } } }`;
  const OVERSEE = `query Releases($from: DateTime, $to: DateTime) { releases(from: $from, to: $to) {
    id caseId recordId categories hiddenCount holder { id name concealed } releasedByName agency { id } staffName reason open } }`;

  interface Scene {
    readonly id: string;
    readonly victim: string;
    readonly other: string;
    readonly desk: Viewer;
  }

  /** A case of the centre, which knows where two women live; the police reaches it. Nobody of the desk is assigned. */
  const scene = async (holder: Viewer = viewers.socialWork): Promise<Scene> => {
    const { owner } = stage;
    const id = await openCaseOf(owner, holder);
    const person = (address: string): Promise<string> =>
      addPerson(owner, id, holder, ['VICTIM'], { address, phone: '+381 60 1' });
    const victim = await person('Nova ulica 1');
    const other = await person('Nova ulica 2');
    await giveAccess(owner, id, viewers.police, { scope: 'LIAISON', givenBy: holder });
    await assign(owner, id, viewers.police);
    const desk: Viewer = {
      ...(await colleagueOf(holder, id)),
      unitId: null,
      roles: ['DUTY_DESK'],
      purpose: 'PROTECTION',
    };
    await owner.query('update case_tie set ends_at = now() where staff_id = $1', [desk.staffId]);
    return { id, victim, other, desk };
  };

  const inputOf = ({ victim }: Scene, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'Participant',
    id: victim,
    categories: ['victim.address.full'],
    staffId: viewers.police.staffId,
    reason: 'A patrol is on its way to her.',
    hours: 2,
    ...more,
  });

  const addresses = async (viewer: Viewer, { id }: Scene): Promise<unknown> => {
    const answer = await otherHub.ask(viewer, READ, { id });
    const rows = answer.data?.['case'].participants as Record<string, unknown>[];
    return rows.map(({ address }) => address).sort();
  };
  const CLOSED = [null, null];

  it('opens one category of one record to one officer by his own token, and in the next answer of any process no more when it is ended', async () => {
    const made = await scene();
    const { police, socialWork } = viewers;
    const colleague = await colleagueOf(police, made.id);
    expect(await addresses(police, made)).toEqual(CLOSED);
    const released = await ask(made.desk, RELEASE, { i: inputOf(made) });
    expect(released.data?.['made']).toEqual({
      id: expect.any(String),
      caseId: made.id,
      recordId: made.victim,
      categories: ['victim.address.full'],
      hiddenCount: 0,
      holder: { id: socialWork.agencyId },
      agency: { id: police.agencyId },
      releasedByName: 'A colleague',
      staffName: 'Person police',
      reason: 'A patrol is on its way to her.',
      releasedAt: expect.any(String),
      endsAt: expect.any(String),
      open: true,
    });
    const { id, releasedAt, endsAt } = released.data?.['made'];
    expect(Date.parse(String(endsAt)) - Date.parse(String(releasedAt))).toBe(2 * 3_600_000);

    const open = await otherHub.ask(police, READ, { id: made.id });
    expect(open.data?.['case'].participants).toEqual(
      expect.arrayContaining([
        { id: made.victim, address: 'Nova ulica 1', phone: '+381 60 1' },
        { id: made.other, address: null, phone: '+381 60 1' },
      ]),
    );
    expect(open.extensions?.['handling']).toEqual(expect.arrayContaining(['NO_PRINT', 'ORAL_ONLY']));
    expect(open.data?.['case'].releases).toMatchObject([{ id, staffName: 'Person police', open: true }]);
    for (const other of [
      colleague,
      { ...police, proof: 'ASSERTED' },
      { ...police, purpose: 'INVESTIGATION' },
    ] as const)
      expect(await addresses(other, made)).toEqual(CLOSED);
    expect((await otherHub.ask(colleague, READ, { id: made.id })).data?.['case'].releases).toEqual([]);
    // Who works on it for the holder knows.
    expect((await otherHub.ask(socialWork, READ, { id: made.id })).data?.['case'].releases).toMatchObject([
      { id, reason: 'A patrol is on its way to her.' },
    ]);

    for (const stranger of [police, socialWork])
      expect(codes(await ask(stranger, END, { id }))).toEqual(['SPONA_FORBIDDEN']);
    expect(await ask(made.desk, END, { id })).toEqual({ data: { done: true } });
    expect(await addresses(police, made)).toEqual(CLOSED);
    expect(await ask(made.desk, END, { id })).toEqual({ data: { done: true } });
  });

  it('ends by itself, and with the scope of the officer', async () => {
    const made = await scene();
    const { police } = viewers;
    const release = async (): Promise<string> =>
      String((await ask(made.desk, RELEASE, { i: inputOf(made) })).data?.['made'].id);
    const first = await release();
    expect(await addresses(police, made)).toEqual(['Nova ulica 1', null]);
    await stage.owner.query(
      `update case_grant set starts_at = now() - interval '2 hours', ends_at = now() where source_id = $1`,
      [first],
    );
    expect(await addresses(police, made)).toEqual(CLOSED);
    await release();
    await stage.owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      police.agencyId,
    ]);
    expect((await otherHub.ask(police, READ, { id: made.id })).data).toEqual({ case: null });
  });

  it('is the duty desk’s of the holder alone, to an officer who reaches the case, of what a rule lets it release', async () => {
    const made = await scene();
    const { socialWork, police, otherPolice, ngo, health } = viewers;
    const tried = async (viewer: Viewer, more: Record<string, unknown> = {}): Promise<unknown> =>
      codes(await ask(viewer, RELEASE, { i: inputOf(made, more) }));
    expect(await tried(socialWork)).toEqual(['SPONA_FORBIDDEN']);
    expect(await tried({ ...made.desk, proof: 'ASSERTED' })).toEqual(['SPONA_FORBIDDEN']);
    expect(await tried({ ...made.desk, purpose: 'CARE' })).toEqual(['SPONA_FORBIDDEN']);
    const elsewhere: Viewer = { ...ngo, roles: ['DUTY_DESK'], purpose: 'PROTECTION' };
    expect(await tried(elsewhere)).toEqual(['SPONA_NOT_FOUND']);
    expect(await tried(elsewhere, { id: randomUUID() })).toEqual(['SPONA_NOT_FOUND']);
    expect(await tried(made.desk, { staffId: otherPolice.staffId })).toEqual(['SPONA_FORBIDDEN']);
    expect(await tried(made.desk, { staffId: randomUUID() })).toEqual(['SPONA_INVALID']);
    // No rule lets it release anything to health care, nor a telephone number to the police.
    await giveAccess(stage.owner, made.id, health, { scope: 'CONFERENCE' });
    expect(await tried(made.desk, { staffId: health.staffId })).toEqual(['SPONA_INVALID']);
    for (const category of ['victim.contact.phone', 'victim.identity.name', 'address.full'])
      expect(await tried(made.desk, { categories: [category] })).toEqual(['SPONA_INVALID']);
    expect(await tried(made.desk, { categories: ['child.address.full'] })).toEqual(['SPONA_INVALID']);
    for (const hours of [0, 25]) expect(await tried(made.desk, { hours })).toEqual(['SPONA_INVALID']);
    expect(await tried(made.desk, { reason: 'short' })).toEqual(['SPONA_INVALID']);
    expect(await addresses(police, made)).toEqual(CLOSED);
  });

  it('is made once however often the same request is sent', async () => {
    const made = await scene();
    const send = (): Promise<Answer> =>
      stage.hub.ask(made.desk, RELEASE, { i: inputOf(made) }, { idempotencyKey: made.id });
    const first = await send();
    expect(await send()).toEqual(first);
    const { rows } = await stage.owner.query('select id from officer_release where case_id = $1', [made.id]);
    expect(rows).toEqual([{ id: first.data?.['made'].id }]);
  });

  it('shows the coordinator who, to whom and when, and neither of whom nor why', async () => {
    const { coordinator, shelter, police, socialWork } = viewers;
    const made = await scene(shelter);
    const id = String((await ask(made.desk, RELEASE, { i: inputOf(made) })).data?.['made'].id);
    const told = async (viewer: Viewer, times: Record<string, unknown> = {}): Promise<unknown> =>
      (await otherHub.ask(viewer, OVERSEE, times)).data?.['releases'];
    const ofCase = async (): Promise<unknown> =>
      ((await told(coordinator)) as { id: string }[]).filter((row) => row.id === id);
    expect(await ofCase()).toEqual([]);
    await giveAccess(stage.owner, made.id, coordinator, { scope: 'COORDINATION', givenBy: shelter });
    expect(await ofCase()).toEqual([
      {
        id,
        caseId: made.id,
        recordId: null,
        categories: [],
        hiddenCount: 1,
        holder: {
          id: expect.not.stringMatching(shelter.agencyId),
          name: 'Concealed agency',
          concealed: true,
        },
        releasedByName: null,
        agency: { id: police.agencyId },
        staffName: 'Person police',
        reason: null,
        open: true,
      },
    ]);
    expect(await told(made.desk)).toMatchObject([
      { id, recordId: made.victim, categories: ['victim.address.full'], hiddenCount: 0 },
    ]);
    expect(await told(made.desk, { to: inDays(-1) })).toEqual([]);
    expect(await told(made.desk, { from: inDays(-1), to: inDays(1) })).toHaveLength(1);
    for (const stranger of [socialWork, police])
      expect(codes(await otherHub.ask(stranger, OVERSEE, {}))).toEqual(['SPONA_FORBIDDEN']);
  });
});
