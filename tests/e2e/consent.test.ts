import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { AuditedEntry } from '../../src/casework/audit/entry';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { addPerson, assign, giveAccess, insertInto, makeOwn, openCaseOf } from '../support/facts';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { createRegion, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
/** Another process on the same database. */
let otherHub: TestHub;
let viewers: Region['viewers'];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  ({ viewers } = await createRegion(owner));
  hub = await startTestHub(database);
  otherHub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await otherHub.close();
  await owner.end();
  await dropDatabase(database);
});

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const codes = ({ errors }: Answer): readonly string[] => (errors ?? []).map(({ code }) => code);

interface Scene {
  readonly id: string;
  readonly victim: string;
  readonly secondVictim: string;
  readonly incident: string;
}

/** A case of the police with two victims; health care examined the first and knows her as its patient; a service was invited. */
const scene = async (): Promise<Scene> => {
  const { police, socialWork, health, ngo } = viewers;
  const id = await openCaseOf(owner, police);
  const person = (name: string, roles: readonly ('VICTIM' | 'RESPONDENT')[]): Promise<string> =>
    addPerson(owner, id, police, roles, { family_name: name, given_name: 'Jelena', phone: '+381 60 1' });
  const victim = await person('Kovač', ['VICTIM']);
  const secondVictim = await person('Ilić', ['VICTIM']);
  await person('Petrović', ['RESPONDENT']);
  await giveAccess(owner, id, socialWork, { scope: 'LIAISON', givenBy: police });
  for (const invited of [health, ngo]) await giveAccess(owner, id, invited, { scope: 'CONFERENCE' });
  for (const worker of [socialWork, health, ngo]) await assign(owner, id, worker);
  await makeOwn(owner, id, victim, health);
  const row = { case_id: id, custodian_id: health.agencyId, recorded_by: health.staffId };
  const examined = {
    examined_at: '2026-11-01T11:00:00Z',
    severity: 'MINOR',
    injuries: 'Hematom.',
    findings: 'Bez preloma.',
  };
  await insertInto(owner, 'health_examination', { ...row, ...examined, subject_id: victim });
  await insertInto(owner, 'health_examination', { ...row, ...examined, subject_id: secondVictim });
  const incident = randomUUID();
  await insertInto(owner, 'incident', {
    id: incident,
    case_id: id,
    custodian_id: police.agencyId,
    occurred_at: '2026-11-01T10:00:00Z',
    forms: ['PHYSICAL'],
    channel: 'VICTIM',
    description: 'Opis.',
  });
  return { id, victim, secondVictim, incident };
};

const RECORD = `mutation Record($i: RecordConsentInput!) { made: recordConsent(input: $i) {
  id kind categories until inForce recipients { id name } representativeId form place givenAt
  confirmation { agency { id } doneAt } withdrawal { agency { id } doneAt } subject { id } custodian { id } } }`;
const CONFIRM = 'mutation Confirm($id: ID!) { made: confirmConsent(id: $id) { id inForce } }';
const WITHDRAW = 'mutation Withdraw($id: ID!) { done: withdrawConsent(id: $id) }';
const READ = `query Read($id: ID!) { case(id: $id) { id
  participants { id familyName givenName birthYear phone roles }
  examinations { id injuries findings time: examinedAt }
  incidents { id description forms }
  consents { id kind categories until inForce recipients { name } form withdrawal { doneAt } } } }`;

const CATEGORIES = ['victim.existence', 'victim.identity.name', 'health.existence', 'health.injuries'];

const inputOf = (
  { id, victim }: Scene,
  recipient: Viewer,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  caseId: id,
  subjectId: victim,
  kind: 'CONSENT',
  categories: CATEGORIES,
  recipientIds: [recipient.agencyId],
  form: 'WRITTEN',
  place: 'AGENCY',
  givenAt: inDays(-1),
  until: inDays(30),
  ...more,
});

const record = async (viewer: Viewer, input: Readonly<Record<string, unknown>>): Promise<string> => {
  const answer = await hub.ask(viewer, RECORD, { i: input });
  expect(codes(answer)).toEqual([]);
  return String(answer.data?.['made'].id);
};

const withdraw = async (viewer: Viewer, id: string): Promise<void> => {
  expect(await hub.ask(viewer, WITHDRAW, { id })).toEqual({ data: { done: true } });
};

const read = (viewer: Viewer, { id }: Scene, through: TestHub = otherHub): Promise<Answer> =>
  through.ask(viewer, READ, { id });

describe('a consent', () => {
  it('opens to its recipient exactly what it names of whom it names, and its withdrawal closes that in the next answer of any process', async () => {
    const made = await scene();
    const { ngo, police, socialWork, health } = viewers;
    const before = await read(ngo, made);
    expect(before.data?.['case']).toEqual({
      id: made.id,
      participants: [],
      examinations: [],
      incidents: [],
      consents: [],
    });
    const lawBased = await read(police, made);

    const recorded = await hub.ask(socialWork, RECORD, { i: inputOf(made, ngo) });
    expect(recorded.data?.['made']).toMatchObject({
      kind: 'CONSENT',
      categories: CATEGORIES,
      inForce: true,
      recipients: [{ id: ngo.agencyId }],
      representativeId: null,
      form: 'WRITTEN',
      confirmation: null,
      withdrawal: null,
      subject: { id: made.victim },
      custodian: { id: socialWork.agencyId },
    });
    const consent = String(recorded.data?.['made'].id);

    const requestId = randomUUID();
    const open = await otherHub.ask(ngo, READ, { id: made.id }, { requestId });
    expect(open.data?.['case']).toEqual({
      id: made.id,
      participants: [
        {
          id: made.victim,
          familyName: 'Kovač',
          givenName: 'Jelena',
          birthYear: null,
          phone: null,
          roles: null,
        },
      ],
      examinations: [{ id: expect.any(String), injuries: 'Hematom.', findings: null, time: null }],
      incidents: [],
      consents: [
        {
          id: consent,
          kind: 'CONSENT',
          categories: CATEGORIES,
          until: expect.any(String),
          inForce: true,
          recipients: null,
          form: null,
          withdrawal: null,
        },
      ],
    });
    const { rows } = await owner.query<{ entries: AuditedEntry[] }>(
      'select disclosure_entries(entries) as entries from disclosure where request_id = $1',
      [requestId],
    );
    const grounds = rows[0]!.entries.flatMap(({ disclosed }) => disclosed);
    expect(grounds).toContainEqual(['identity.name', 'victim.identity.name/7', 'rs.zzpl.12-consent']);
    expect(grounds.find(([category]) => category === 'consent.scope')).toContain('rs.zzpl.12-consent');

    // She says it to her doctor, who has no reading of the consent.
    expect(
      (await hub.ask(health, 'query C($id: ID!) { consent(id: $id) { id } }', { id: consent })).data,
    ).toEqual({ consent: null });
    await withdraw(health, consent);
    expect(await read(ngo, made)).toEqual(before);
    const lawBasedAfter = await read(police, made);
    expect({ ...lawBasedAfter.data?.['case'], consents: [] }).toEqual(lawBased.data?.['case']);
    expect(lawBasedAfter.data?.['case'].consents).toEqual([
      expect.objectContaining({ id: consent, inForce: false, withdrawal: { doneAt: expect.any(String) } }),
    ]);
    await withdraw(health, consent);
  });

  it('closes only what rested on it: what another consent or a law opens stays', async () => {
    const made = await scene();
    const { ngo, socialWork } = viewers;
    const name = ['victim.existence', 'victim.identity.name'];
    await record(socialWork, inputOf(made, ngo, { categories: name }));
    const second = await record(socialWork, inputOf(made, ngo));
    await withdraw(socialWork, second);
    const { participants, examinations, consents } = (await read(ngo, made)).data?.['case'];
    expect(participants).toMatchObject([{ id: made.victim, familyName: 'Kovač' }]);
    expect(examinations).toEqual([]);
    expect(consents).toMatchObject([{ categories: name }]);
  });

  it('gives no reach: without a scope of the own there is no case, and a scope that ends takes it along', async () => {
    const made = await scene();
    const { shelter, ngo, socialWork } = viewers;
    await record(socialWork, inputOf(made, shelter));
    expect((await read(shelter, made)).data).toEqual({ case: null });
    await record(socialWork, inputOf(made, ngo));
    await owner.query('update case_access set ends_at = now() where case_id = $1 and agency_id = $2', [
      made.id,
      ngo.agencyId,
    ]);
    expect((await read(ngo, made)).data).toEqual({ case: null });
  });

  it('of one victim does not open an incident that is about both of them', async () => {
    const made = await scene();
    const { ngo, socialWork } = viewers;
    await makeOwn(owner, made.id, made.victim, ngo);
    const categories = ['incident.description'];
    const incidents = async (): Promise<unknown> => (await read(ngo, made)).data?.['case'].incidents;
    await record(socialWork, inputOf(made, ngo, { categories }));
    const closed = [{ id: made.incident, description: null, forms: null }];
    expect(await incidents()).toEqual(closed);
    const other = await record(socialWork, inputOf(made, ngo, { categories, subjectId: made.secondVictim }));
    expect(await incidents()).toEqual([{ id: made.incident, description: 'Opis.', forms: null }]);
    await withdraw(socialWork, other);
    expect(await incidents()).toEqual(closed);
  });

  it('that its sole recipient recorded opens nothing until the holder has confirmed it', async () => {
    const made = await scene();
    const { ngo, police, policeSupervisor, socialWork } = viewers;
    await makeOwn(owner, made.id, made.victim, ngo);
    const closed = (await read(ngo, made)).data?.['case'];
    const consent = await record(ngo, inputOf(made, ngo));
    expect((await read(ngo, made)).data?.['case']).toEqual({
      ...closed,
      consents: [expect.objectContaining({ id: consent, inForce: false })],
    });
    expect(codes(await hub.ask(ngo, CONFIRM, { id: consent }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await hub.ask(socialWork, CONFIRM, { id: consent }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await hub.ask({ ...police, proof: 'ASSERTED' }, CONFIRM, { id: consent }))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect(codes(await hub.ask(policeSupervisor, CONFIRM, { id: consent }))).toEqual(['SPONA_NOT_FOUND']);
    const confirmed = { data: { made: { id: consent, inForce: true } } };
    expect(await hub.ask(police, CONFIRM, { id: consent })).toEqual(confirmed);
    expect(await hub.ask(police, CONFIRM, { id: consent })).toEqual(confirmed);
    expect((await read(ngo, made)).data?.['case'].examinations).toMatchObject([{ injuries: 'Hematom.' }]);

    // Who recorded it keeps the record; that and by whom it was withdrawn is not his to know.
    await withdraw(police, consent);
    expect((await read(ngo, made)).data?.['case']).toEqual({
      ...closed,
      consents: [expect.objectContaining({ id: consent, inForce: false, withdrawal: null })],
    });
    const told = (await read(socialWork, made)).data?.['case'].consents;
    expect(told).toMatchObject([{ id: consent, inForce: false, withdrawal: { doneAt: expect.any(String) } }]);
  });

  it('ended before its time or at its time is the same to a recipient, her own service included', async () => {
    const made = await scene();
    const { ngo, socialWork } = viewers;
    await makeOwn(owner, made.id, made.victim, ngo);
    const before = await read(ngo, made);
    const withdrawn = await record(socialWork, inputOf(made, ngo));
    await withdraw(socialWork, withdrawn);
    expect(await read(ngo, made)).toEqual(before);
    const expired = await record(socialWork, inputOf(made, ngo));
    await owner.query(
      `update case_grant set starts_at = now() - interval '1 hour', ends_at = now() where source_id = $1`,
      [expired],
    );
    expect(await read(ngo, made)).toEqual(before);
    for (const id of [withdrawn, expired, randomUUID()]) {
      expect(await hub.ask(ngo, 'query C($id: ID!) { consent(id: $id) { id } }', { id })).toEqual({
        data: { consent: null },
      });
    }
  });

  it('is recorded once however often the same request is sent', async () => {
    const made = await scene();
    const { ngo, socialWork } = viewers;
    const input = inputOf(made, ngo);
    const send = (): Promise<Answer> =>
      hub.ask(socialWork, RECORD, { i: input }, { idempotencyKey: made.id });
    const first = await send();
    expect(await send()).toEqual(first);
    const { rows } = await owner.query('select id from consent where case_id = $1', [made.id]);
    expect(rows).toEqual([{ id: first.data?.['made'].id }]);
  });
});

describe('a release from secrecy', () => {
  it('opens findings to the prosecutor beside his law, and closes alone what rested on it', async () => {
    const made = await scene();
    const { prosecution, police, socialWork } = viewers;
    await giveAccess(owner, made.id, prosecution, { scope: 'LIAISON', givenBy: police });
    await assign(owner, made.id, prosecution);
    const findings = async (): Promise<unknown> => {
      const answer = await read(prosecution, made);
      const examinations = answer.data?.['case'].examinations as Record<string, unknown>[];
      return examinations.map((row) => [row['injuries'], row['findings']]).sort();
    };
    const lawBased = [
      ['Hematom.', null],
      ['Hematom.', null],
    ];
    expect(await findings()).toEqual(lawBased);
    const consent = await record(
      socialWork,
      inputOf(made, prosecution, { kind: 'SECRECY_RELEASE', categories: ['health.findings'] }),
    );
    expect(await findings()).toEqual(
      [
        ['Hematom.', null],
        ['Hematom.', 'Bez preloma.'],
      ].sort(),
    );
    await withdraw(socialWork, consent);
    expect(await findings()).toEqual(lawBased);
  });
});

describe('recording a consent', () => {
  const problemsOf = async (input: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<unknown> => {
    const answer = await hub.ask(viewer ?? viewers.socialWork, RECORD, { i: input });
    return codes(answer);
  };

  it('names only categories that a rule opens by such a consent, each with its role', async () => {
    const made = await scene();
    const { ngo, police } = viewers;
    const tried = (category: string, more: object = {}): Promise<unknown> =>
      problemsOf(inputOf(made, ngo, { categories: ['victim.existence', category], ...more }));
    expect(await tried('health.injuries')).toEqual([]);
    for (const category of [
      'identity.name',
      'service.shelter-token',
      'case.existence',
      'consent.scope',
      'none',
    ])
      expect([category, await tried(category)]).toEqual([category, ['SPONA_INVALID']]);
    // The same categories are not open to every kind.
    const release = { kind: 'SECRECY_RELEASE', recipientIds: [police.agencyId] };
    expect(await tried('health.injuries', release)).toEqual(['SPONA_INVALID']);
  });

  it('takes time as it is: given in the past, over in the future, within a year', async () => {
    const made = await scene();
    const { ngo } = viewers;
    expect(await problemsOf(inputOf(made, ngo, { givenAt: inDays(1) }))).toEqual(['SPONA_INVALID']);
    expect(await problemsOf(inputOf(made, ngo, { until: inDays(-0.5) }))).toEqual(['SPONA_INVALID']);
    expect(await problemsOf(inputOf(made, ngo, { until: inDays(366) }))).toEqual(['SPONA_INVALID']);
    expect(await problemsOf(inputOf(made, ngo, { until: inDays(363) }))).toEqual([]);
  });

  it('is for who is assigned by name and known, and of somebody in the case', async () => {
    const made = await scene();
    const { ngo, socialWork, police, policeSupervisor, court, shelter } = viewers;
    const input = inputOf(made, ngo);
    expect(await problemsOf(input, police)).toEqual([]);
    expect(await problemsOf(input, { ...socialWork, proof: 'ASSERTED' })).toEqual(['SPONA_FORBIDDEN']);
    expect(await problemsOf(input, policeSupervisor)).toEqual(['SPONA_NOT_FOUND']);
    expect(await problemsOf(input, shelter)).toEqual(['SPONA_NOT_FOUND']);
    expect(await problemsOf(input, court)).toEqual(['SPONA_FORBIDDEN']);
    const stranger = (await scene()).victim;
    expect(await problemsOf({ ...input, subjectId: stranger })).toEqual(['SPONA_INVALID']);
    const respondent = await addPerson(owner, made.id, police, ['RESPONDENT']);
    expect(await problemsOf({ ...input, subjectId: respondent })).toEqual(['SPONA_FORBIDDEN']);
    expect(await problemsOf({ ...input, recipientIds: [police.agencyId] })).toEqual(['SPONA_FORBIDDEN']);
  });

  it('for a child opens nothing where the parent is a respondent in another case of it, and is told like any other', async () => {
    const { id } = await scene();
    const { police, otherPolice, ngo, socialWork } = viewers;
    const numbered = (name: string): Record<string, unknown> => ({
      identifier_kind: 'OTHER',
      identifier: `${name}-${id}`,
    });
    const subjectId = await addPerson(owner, id, police, ['CHILD'], {
      ...numbered('child'),
      given_name: 'Ivo',
    });
    const representativeId = await addPerson(owner, id, police, ['VICTIM'], numbered('parent'));
    const witness = await addPerson(owner, id, police, ['WITNESS'], numbered('witness'));
    await insertInto(owner, 'relationship', {
      case_id: id,
      custodian_id: police.agencyId,
      from_id: representativeId,
      to_id: subjectId,
      code: 'PARENT',
    });
    const made = { id, victim: subjectId, secondVictim: '', incident: '' };
    const input = inputOf(made, ngo, {
      categories: ['child.existence', 'child.identity.name'],
      representativeId,
    });
    const names = async (): Promise<unknown[]> => {
      const { participants } = (await read(ngo, made)).data?.['case'];
      return (participants as { givenName: string }[]).map(({ givenName }) => givenName);
    };
    /** What its recorder and the agency that entered the child are told, but for ids and times. */
    const told = async (consent: string): Promise<unknown> =>
      Promise.all(
        [socialWork, police].map(async (viewer) => {
          const { data } = await otherHub.ask(
            viewer,
            'query C($id: ID!) { consent(id: $id) { kind inForce recipients { name } confirmation { doneAt } withdrawal { doneAt } } }',
            { id: consent },
          );
          return data;
        }),
      );
    const first = await record(socialWork, input);
    expect(await names()).toEqual(['Ivo']);
    const before = await told(first);
    const elsewhere = await openCaseOf(owner, otherPolice);
    await addPerson(owner, elsewhere, otherPolice, ['CHILD'], numbered('child'));
    await addPerson(owner, elsewhere, otherPolice, ['RESPONDENT'], numbered('parent'));
    expect(await names()).toEqual([]);
    const second = await record(socialWork, input);
    expect(await names()).toEqual([]);
    expect(await told(first)).toEqual(before);
    expect(await told(second)).toEqual(before);
    const ask = (representative: string | null): Promise<Answer> =>
      hub.ask(socialWork, RECORD, { i: { ...input, representativeId: representative } });
    const refused = await ask(witness);
    expect(codes(refused)).toEqual(['SPONA_INVALID']);
    for (const other of [randomUUID(), null]) expect(await ask(other)).toEqual(refused);
  });
});

it('a coordinator reads scope and expiry, and of whom it is not', async () => {
  const made = await scene();
  const { coordinator, socialWork, shelter, police } = viewers;
  const REGISTER = `query Register($id: ID!) { register: consentRegister(caseId: $id) {
    id kind categories until inForce recipients { name concealed } } }`;
  const consent = await record(socialWork, inputOf(made, shelter));
  expect((await hub.ask(coordinator, REGISTER, { id: made.id })).data).toEqual({ register: [] });
  await giveAccess(owner, made.id, coordinator, { scope: 'COORDINATION', givenBy: police });
  expect((await hub.ask(coordinator, REGISTER, { id: made.id })).data).toEqual({
    register: [
      {
        id: consent,
        kind: 'CONSENT',
        categories: CATEGORIES,
        until: expect.any(String),
        inForce: true,
        recipients: [{ name: 'Concealed agency', concealed: true }],
      },
    ],
  });
  expect(codes(await hub.ask(socialWork, REGISTER, { id: made.id }))).toEqual(['SPONA_FORBIDDEN']);
});
