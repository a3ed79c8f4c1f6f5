import { randomUUID } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import { SponaError } from '../../src/errors/spona-error';
import { checkDigit } from '../../src/lib/personal-number';
import { createIdentityRegistry } from '../../src/registry/identity-registry';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, giveAccess, makeOwn, openCaseOf } from '../support/facts';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { addAdministrators, addSignatory } from '../support/registry';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
/** Another process on the same database. */
let other: TestHub;
let admin: Viewer;
let second: Viewer;

beforeAll(async () => {
  stage = await openStage();
  other = await startTestHub(stage.database);
  [admin, second] = (await addAdministrators(stage.owner)) as [Viewer, Viewer];
});
afterAll(async () => {
  await other.close();
  await stage.close();
});

const PROPOSE = `mutation Propose($input: RegistryChangeInput!) {
  proposeRegistryChange(input: $input) { id kind opens targetId status proposedBy decidedBy values { name before after } } }`;
const APPROVE =
  'mutation Approve($id: ID!) { approveRegistryChange(id: $id) { id status targetId decidedBy } }';
const WITHDRAW = 'mutation Withdraw($id: ID!) { withdrawRegistryChange(id: $id) { status decidedBy } }';
const CHANGES =
  'query Changes($status: RegistryChangeStatus) { registryChanges(status: $status) { id status } }';
const REGISTERED = `query Registered($code: String) { registeredAgencies(code: $code) {
  id code name status concealed areaCode units { id code active } staff { id subject roles active } clients { clientId staffIds } } }`;
const SIGN =
  'mutation Sign($id: ID!, $version: Int!) { signAgreement(id: $id, version: $version) { status } }';
const REVOKE = 'mutation Revoke($id: ID!) { revokeAgreement(id: $id) { status revokedAt } }';
const AGREEMENTS =
  'query Agreements { agreements { id version reference categories status until parties { agency { id name concealed } signedAt } } }';

const ask = (viewer: Viewer, document: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
  stage.hub.ask(viewer, document, variables);
const codes = ({ errors = [] }: Answer): string[] => errors.map(({ code }) => code);

interface Proposal {
  readonly id: string;
  readonly targetId: string;
  readonly opens: boolean;
  readonly values: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly after: string;
  }[];
}
const proposed = async (input: object, by = admin): Promise<Proposal> => {
  const answer = await ask(by, PROPOSE, { input });
  expect(codes(answer)).toEqual([]);
  return answer.data!.proposeRegistryChange as Proposal;
};
/** Proposed by the one and approved by the other; answers the id of the target. */
const changed = async (input: object): Promise<string> => {
  const { id, targetId } = await proposed(input);
  const answer = await ask(second, APPROVE, { id });
  expect(answer.data?.approveRegistryChange).toMatchObject({ status: 'APPLIED', targetId });
  return targetId;
};

describe('the registry', () => {
  it('takes in an agency with unit, staff and client, each by two administrators', async () => {
    const agencyId = await changed({
      agency: {
        code: 'PS-9',
        name: 'Police Nine',
        sector: 'POLICE',
        areaCode: 'AREA-1',
        municipalityCode: 'M-1',
      },
    });
    const unitId = await changed({ unit: { agencyId, code: 'DUTY', name: 'Duty', intake: true } });
    const staffId = await changed({
      staff: {
        agencyId,
        unitId,
        name: 'Nina New',
        issuer: 'demo',
        subject: 'nina',
        roles: ['COMPETENT_OFFICER'],
      },
    });
    await changed({
      client: {
        agencyId,
        name: 'System',
        issuer: 'demo',
        clientId: 'nine',
        purposes: ['PROTECTION'],
        staffIds: [staffId],
      },
    });
    const { data } = await ask(admin, REGISTERED, { code: 'PS-9' });
    expect(data?.registeredAgencies).toEqual([
      {
        ...{
          id: agencyId,
          code: 'PS-9',
          name: 'Police Nine',
          status: 'ACTIVE',
          concealed: false,
          areaCode: 'AREA-1',
        },
        units: [{ id: unitId, code: 'DUTY', active: true }],
        staff: [{ id: staffId, subject: 'nina', roles: ['COMPETENT_OFFICER'], active: true }],
        clients: [{ clientId: 'nine', staffIds: [staffId] }],
      },
    ]);
  });

  it('shows a proposal, and who decided it, to administrators alone', async () => {
    const agencyId = stage.viewers.education.agencyId;
    const proposal = await proposed({ agency: { id: agencyId, name: 'School One' } });
    expect(proposal).toMatchObject({
      opens: false,
      targetId: agencyId,
      values: [{ name: 'name', before: '"Agency SC-1"', after: '"School One"' }],
    });
    const waiting = await ask(second, CHANGES, { status: 'PROPOSED' });
    expect(waiting.data?.registryChanges).toContainEqual({ id: proposal.id, status: 'PROPOSED' });
    expect(codes(await ask(admin, APPROVE, { id: proposal.id }))).toEqual(['SPONA_FORBIDDEN']);
    const withdrawn = await ask(second, WITHDRAW, { id: proposal.id });
    expect(withdrawn.data?.withdrawRegistryChange).toEqual({
      status: 'WITHDRAWN',
      decidedBy: 'Administrator 2',
    });
    for (const viewer of [...Object.values(stage.viewers), { ...admin, proof: 'ASSERTED' as const }]) {
      for (const [document, variables] of [
        [CHANGES, {}],
        [REGISTERED, {}],
      ] as const) {
        const answer = await ask(viewer, document, variables);
        expect(Object.values(answer.data ?? { none: null })).toEqual([null]);
      }
      const attempt = await ask(viewer, PROPOSE, { input: { agency: { id: agencyId, name: 'Mine' } } });
      expect(codes(attempt)).toEqual(['SPONA_FORBIDDEN']);
    }
  });

  it('never tells a personal number', async () => {
    const number = `010199071501${String(checkDigit('JMBG', '010199071501'))}`;
    const agencyId = stage.viewers.education.agencyId;
    const person = {
      agencyId,
      name: 'Numbered',
      issuer: 'demo',
      subject: 'numbered',
      roles: ['CHILD_PROTECTION_TEACHER'],
    };
    const { values } = await proposed({ staff: { ...person, personalNumber: number } });
    expect(values.find(({ name }) => name === 'identifier_index')).toEqual({
      name: 'identifier_index',
      before: null,
      after: 'true',
    });
    expect(JSON.stringify(values)).not.toMatch(new RegExp(`${number}|[0-9a-f]{64}`, 'u'));
  });

  it('is in conflict where the target changed meanwhile', async () => {
    const { agencyId } = stage.viewers.health;
    const { id } = await proposed({ agency: { id: agencyId, name: 'One' } });
    await changed({ agency: { id: agencyId, name: 'Two' } });
    expect(codes(await ask(second, APPROVE, { id }))).toEqual(['SPONA_CONFLICT']);
  });
});

describe('what is wrong with a change', () => {
  /** The paths of what is wrong with an input. */
  const faults = async (input: object): Promise<unknown> => {
    const document = parse(PROPOSE);
    const { errors = [] } = await stage.hub.execute({
      requestId: randomUUID(),
      viewer: admin,
      signal: new AbortController().signal,
      idempotencyKey: null,
      document,
      definition: getOperationAST(document)!,
      operationName: null,
      variables: { input },
    });
    return errors.flatMap(({ originalError }) =>
      originalError instanceof SponaError
        ? (originalError.extensions.problems as { path: string }[]).map(({ path }) => path)
        : [],
    );
  };

  it.each<[string, () => object, string[]]>([
    ['nothing', () => ({}), ['input']],
    ['two things at once', () => ({ agency: { name: 'A' }, unit: { name: 'B' } }), ['input']],
    [
      'a new agency of which too little is said',
      () => ({ agency: { name: 'A' } }),
      ['input.agency.code', 'input.agency.sector', 'input.agency.areaCode'],
    ],
    [
      'an unknown area and a municipality elsewhere',
      () => ({ agency: { code: 'X', name: 'A', sector: 'NGO', areaCode: 'NO', municipalityCode: 'NO' } }),
      ['input.agency.areaCode', 'input.agency.municipalityCode'],
    ],
    [
      'another sector for an agency',
      () => ({ agency: { id: stage.viewers.ngo.agencyId, sector: 'POLICE' } }),
      ['input.agency.sector'],
    ],
    [
      'unknown roles, and roles of another sector',
      () => ({ staff: { id: stage.viewers.ngo.staffId, roles: ['ADVOCATE', 'KING', 'JUDGE'] } }),
      ['input.staff.roles.1', 'input.staff.roles.2'],
    ],
    [
      'an administrator with a further role',
      () => ({ staff: { id: admin.staffId, roles: ['REGISTRY_ADMINISTRATOR', 'COORDINATOR'] } }),
      ['input.staff.roles'],
    ],
    [
      'a person moved without a word on unit and roles',
      () => ({ staff: { id: stage.viewers.ngo.staffId, agencyId: stage.viewers.court.agencyId } }),
      ['input.staff.roles.0', 'input.staff.unitId'],
    ],
    [
      'a number that is none',
      () => ({ staff: { id: stage.viewers.ngo.staffId, personalNumber: '1' } }),
      ['input.staff.personalNumber'],
    ],
    [
      'a client that may name staff of others',
      () => ({
        client: {
          ...{
            agencyId: stage.viewers.ngo.agencyId,
            name: 'S',
            issuer: 'demo',
            clientId: 's',
            purposes: ['CARE'],
          },
          staffIds: [stage.viewers.police.staffId],
        },
      }),
      ['input.client.staffIds.0'],
    ],
    [
      'an annex of unknown, forbidden and unsaid categories',
      () => ({
        agreement: {
          ...{ reference: 'R', title: 'T', validFrom: '2026-01-01T00:00:00Z', until: '2025-01-01T00:00:00Z' },
          categories: ['risk.level', 'risk.lvl', 'victim.address.full', 'identity.name', 'operation.case'],
          partyIds: [stage.viewers.ngo.agencyId, stage.viewers.coordinator.agencyId],
        },
      }),
      [
        ...['1', '2', '3', '4'].map((place) => `input.agreement.categories.${place}`),
        'input.agreement.partyIds.1',
        'input.agreement.until',
      ],
    ],
    [
      'an agreement of one',
      () => ({
        agreement: {
          ...{ reference: 'R', title: 'T', validFrom: '2026-01-01T00:00:00Z', categories: ['risk.level'] },
          partyIds: [stage.viewers.ngo.agencyId],
        },
      }),
      ['input.agreement.partyIds'],
    ],
  ])('is told by path: %s', async (_name, input, paths) => {
    expect(await faults(input())).toEqual(paths);
  });

  it('is nothing to change', async () => {
    const answer = await ask(admin, PROPOSE, {
      input: { unit: { id: '00000000-0000-4000-8000-000000000000', name: 'X' } },
    });
    expect(codes(answer)).toEqual(['SPONA_NOT_FOUND']);
  });
});

const LEVEL = 'query Level($id: ID!) { case(id: $id) { id participants { roles givenName } } }';

describe('whoever is moved between agencies', () => {
  it('sees nothing of the old one in the very next answer, of any hub', async () => {
    const { police, otherPolice } = stage.viewers;
    const staffId = await changed({
      staff: {
        ...{
          agencyId: police.agencyId,
          unitId: police.unitId,
          name: 'Mover',
          issuer: 'demo',
          subject: 'mover',
        },
        roles: ['COMPETENT_OFFICER'],
      },
    });
    const registry = createIdentityRegistry(other.dataSource, (issuer) => issuer);
    const resolve = async (): Promise<Viewer> => {
      const staff = (await registry.findStaff('demo', 'mover'))!;
      const { id, code } = staff.agency;
      const registrySnapshot = staff.snapshot;
      return {
        ...police,
        agencyId: id,
        agencyCode: code,
        staffId,
        unitId: staff.unitId,
        roles: staff.roles,
        registrySnapshot,
      };
    };
    const caseId = await openCaseOf(stage.owner, police);
    await addPerson(stage.owner, caseId, police, ['VICTIM'], { given_name: 'Vida' });
    await assign(stage.owner, caseId, { ...police, staffId });

    const before = await resolve();
    expect((await other.ask(before, LEVEL, { id: caseId })).data?.case).toMatchObject({
      participants: [{ givenName: 'Vida' }],
    });
    await changed({
      staff: { id: staffId, agencyId: otherPolice.agencyId, unitId: otherPolice.unitId },
    });
    expect((await other.ask(await resolve(), LEVEL, { id: caseId })).data?.case).toBeNull();
    // Whoever was recognised before the move gets no answer: it is made anew, and the registry asked again.
    await expect(other.ask(before, LEVEL, { id: caseId })).rejects.toMatchObject({ code: 'SPONA_CHANGED' });

    // Back again, he is a newcomer.
    await changed({ staff: { id: staffId, agencyId: police.agencyId, unitId: null } });
    const back = await resolve();
    expect((await other.ask(back, LEVEL, { id: caseId })).data?.case?.participants ?? []).toEqual([]);
  });
});

describe('an agreement', () => {
  let caseId: string;
  let policeSignatory: Viewer;
  let ngoSignatory: Viewer;
  beforeAll(async () => {
    const { police, ngo, socialWork } = stage.viewers;
    policeSignatory = await addSignatory(stage.owner, police);
    ngoSignatory = await addSignatory(stage.owner, ngo);
    caseId = await openCaseOf(stage.owner, police);
    const victim = await addPerson(stage.owner, caseId, police, ['VICTIM'], { given_name: 'Vida' });
    await giveAccess(stage.owner, caseId, ngo, { scope: 'REFERRAL', givenBy: socialWork });
    await assign(stage.owner, caseId, ngo, 'unit');
    await makeOwn(stage.owner, caseId, victim, ngo);
  });

  const seen = async (hub: TestHub): Promise<unknown> =>
    (await hub.ask(stage.viewers.ngo, LEVEL, { id: caseId })).data?.case?.participants;
  const NAMES = ['victim.existence', 'victim.role', 'victim.identity.name'];
  const VICTIM = [{ roles: ['VICTIM'], givenName: 'Vida' }];
  const opened = (partyIds: readonly string[], reference: string): Promise<string> =>
    changed({
      agreement: {
        reference,
        title: 'Referral',
        validFrom: '2026-01-01T00:00:00Z',
        categories: NAMES,
        partyIds,
      },
    });
  const step = async (viewer: Viewer, document: string, variables: object): Promise<unknown> =>
    Object.values((await ask(viewer, document, { ...variables })).data ?? {})[0];

  it('opens what its annex names from the last signature on, in the next answer of any hub, and closes when revoked', async () => {
    const { police, ngo } = stage.viewers;
    const id = await opened([police.agencyId, ngo.agencyId], 'A-1');
    expect(await seen(other)).toEqual([]);
    expect(await step(policeSignatory, SIGN, { id, version: 1 })).toEqual({ status: 'DRAFT' });
    expect(await seen(other)).toEqual([]);
    expect(await step(ngoSignatory, SIGN, { id, version: 1 })).toEqual({ status: 'IN_FORCE' });
    expect(await seen(other)).toEqual(VICTIM);
    expect(await seen(stage.hub)).toEqual(VICTIM);
    expect(await step(policeSignatory, REVOKE, { id })).toMatchObject({ status: 'REVOKED' });
    expect(await seen(other)).toEqual([]);
    expect(await seen(stage.hub)).toEqual([]);
  });

  it('closes the second its end comes', async () => {
    const { police, ngo } = stage.viewers;
    const id = await opened([police.agencyId, ngo.agencyId], 'A-2');
    await step(policeSignatory, SIGN, { id, version: 1 });
    await step(ngoSignatory, SIGN, { id, version: 1 });
    await stage.owner.query(`update agreement set ends_at = now() + interval '1 second' where id = $1`, [id]);
    expect(await seen(other)).toEqual(VICTIM);
    await stage.owner.query(`select pg_sleep_until(ends_at) from agreement where id = $1`, [id]);
    expect(await seen(other)).toEqual([]);
    const [agreement] = (await ask(ngoSignatory, AGREEMENTS)).data!.agreements as { status: string }[];
    expect(agreement).toMatchObject({ id, status: 'EXPIRED' });
  });

  it('counts between its parties alone: nothing opens of what another agency holds', async () => {
    const { socialWork, ngo } = stage.viewers;
    const id = await opened([socialWork.agencyId, ngo.agencyId], 'A-3');
    const centre = await addSignatory(stage.owner, socialWork);
    await step(centre, SIGN, { id, version: 1 });
    expect(await step(ngoSignatory, SIGN, { id, version: 1 })).toEqual({ status: 'IN_FORCE' });
    expect(await seen(other)).toEqual([]);
  });

  it('is signed by a signatory, by the own token', async () => {
    const { police, ngo } = stage.viewers;
    const id = await opened([police.agencyId, ngo.agencyId], 'A-4');
    for (const viewer of [
      ...Object.values(stage.viewers),
      { ...ngoSignatory, proof: 'ASSERTED' as const },
      { ...ngoSignatory, purpose: 'CARE' as const },
      admin,
    ]) {
      expect(codes(await ask(viewer, SIGN, { id, version: 1 }))).toEqual(['SPONA_FORBIDDEN']);
      expect(codes(await ask(viewer, REVOKE, { id }))).toEqual(['SPONA_FORBIDDEN']);
    }
    expect(codes(await ask(ngoSignatory, SIGN, { id, version: 2 }))).toEqual(['SPONA_CONFLICT']);
    const stranger = await addSignatory(stage.owner, stage.viewers.court);
    expect(codes(await ask(stranger, SIGN, { id, version: 1 }))).toEqual(['SPONA_NOT_FOUND']);
  });

  it('is known to its parties and to those who oversee, a concealed party by a pseudonym', async () => {
    const { ngo, shelter, coordinator, court } = stage.viewers;
    const id = await opened([ngo.agencyId, shelter.agencyId], 'A-5');
    const told = async (viewer: Viewer): Promise<unknown> =>
      ((await ask(viewer, AGREEMENTS)).data!.agreements as { id: string; parties: unknown[] }[]).find(
        (agreement) => agreement.id === id,
      )?.parties;
    const hidden = { name: 'Concealed agency', concealed: true };
    for (const viewer of [ngo, coordinator, admin]) {
      expect(await told(viewer)).toContainEqual({ agency: expect.objectContaining(hidden), signedAt: null });
      expect(JSON.stringify(await told(viewer))).not.toContain(shelter.agencyId);
    }
    expect(await told(shelter)).toContainEqual({
      agency: { id: shelter.agencyId, name: 'Agency SH-1', concealed: false },
      signedAt: null,
    });
    expect(await told(court)).toBeUndefined();
  });
});
