import { SponaError } from '../../../src/errors/spona-error';
import type { VerifiedToken } from '../../../src/identity/claims';
import type {
  IdentityRegistry,
  RegisteredAgency,
  RegisteredClient,
  RegisteredStaff,
} from '../../../src/identity/registry';
import { createViewerResolver, type ViewerHeaders } from '../../../src/identity/resolve-viewer';
import type { Viewer } from '../../../src/identity/viewer';
import type { RoleDefinition } from '../../../src/policy/content';
import type { Purpose, Sector } from '../../../src/policy/facts';
import { codeOf, refusal } from './support/refused';

const ISSUER = 'https://id.test';
const OTHER_ID = '00000000-0000-4000-8000-000000000002';
const SISTER_ID = '00000000-0000-4000-8000-000000000003';
const STAFF_ID = '0f1e2d3c-0000-4000-8000-0000000000aa';
const role = (
  id: string,
  sectors: readonly Sector[],
  purposes: readonly Purpose[],
): [string, RoleDefinition] => [id, { id, sectors, purposes, description: '' }];
const ROLES = new Map([
  role('liaison', ['POLICE', 'NGO'], ['PROTECTION', 'INVESTIGATION']),
  role('auditor', ['POLICE'], ['AUDIT']),
  role('physician', ['HEALTH'], ['CARE', 'PROTECTION']),
]);

const home: RegisteredAgency = {
  id: '00000000-0000-4000-8000-000000000001',
  code: 'PS-01',
  sector: 'POLICE',
  areaId: 'area-1',
  concealed: false,
  active: true,
};
const token: VerifiedToken = {
  issuer: ISSUER,
  subject: 'ana',
  clientId: 'system',
  isMachine: false,
  actor: null,
  expiresAt: new Date(0),
  agencies: ['PS-01', 'PS-03'],
};
const ana: RegisteredStaff = {
  id: STAFF_ID,
  agency: home,
  unitId: 'unit-1',
  roles: ['liaison'],
  active: true,
  snapshot: '7:9:',
  policyVersion: 'v1',
};
const system: RegisteredClient = {
  id: 'client-1',
  agency: home,
  purposes: ['PROTECTION', 'AUDIT'],
  serviceSubject: null,
  active: true,
  snapshot: '7:8:',
};

interface World {
  readonly token: VerifiedToken;
  /** The row of the token's subject. */
  readonly staff: RegisteredStaff | null;
  readonly client: RegisteredClient | null;
  /** The row of the staff member whom the header names, if he is on the client's list. */
  readonly named: RegisteredStaff | null;
}

const resolve = async (world: Partial<World>, headers: ViewerHeaders = {}): Promise<Viewer> => {
  const {
    token: verified,
    staff,
    client,
    named,
  } = { token, staff: ana, client: null, named: null, ...world };
  const registry: IdentityRegistry = {
    findStaff: (issuer, subject) =>
      Promise.resolve(issuer === ISSUER && subject === verified.subject ? staff : null),
    findClient: (issuer, clientId) =>
      Promise.resolve(issuer === ISSUER && clientId === 'system' ? client : null),
    findNamedStaff: (clientId, staffId) =>
      Promise.resolve(clientId === client?.id && staffId === STAFF_ID ? named : null),
  };
  return createViewerResolver({
    verifier: { verify: () => Promise.resolve(verified) },
    registry,
    policiesOf: (version) => Promise.resolve({ roles: version === 'v1' ? ROLES : new Map() }),
  }).resolve({ authorization: 'Bearer x.y.z', ...headers });
};

describe('every state of token, registry and headers', () => {
  const agencies: readonly RegisteredAgency[] = [
    home,
    { ...home, active: false },
    { ...home, id: OTHER_ID, code: 'PS-02' },
    { ...home, id: SISTER_ID, code: 'PS-03' },
  ];
  const staffRows = [
    null,
    ...agencies.flatMap((agency) => [true, false].map((active) => ({ ...ana, agency, active }))),
  ];
  const clientRows = [
    null,
    ...agencies.flatMap((agency) =>
      [true, false].flatMap((active) =>
        [null, 'ana'].map((serviceSubject) => ({ ...system, agency, active, serviceSubject })),
      ),
    ),
  ];
  const tokens: readonly VerifiedToken[] = [
    token,
    { ...token, clientId: null },
    { ...token, clientId: 'console' },
    { ...token, actor: 'system' },
    { ...token, actor: 'system', clientId: null },
    { ...token, actor: 'stranger', clientId: 'stranger' },
    { ...token, subject: 'system', isMachine: true },
  ];
  const names = [undefined, STAFF_ID, STAFF_ID.toUpperCase(), OTHER_ID, '', 'ana'];

  /** The rules once more, in the words of the contract and another order than the code's. */
  const expected = (world: World, name: string | undefined): string => {
    const known = (world.token.actor ?? world.token.clientId) === 'system' ? world.client : null;
    const isOpen = (agency: RegisteredAgency): boolean =>
      agency.active && ['PS-01', 'PS-03'].includes(agency.code);
    const forItself = world.token.isMachine || known?.serviceSubject === world.token.subject;
    if (known && !(known.active && isOpen(known.agency))) return 'SPONA_UNKNOWN_VIEWER';
    if (!known && (world.token.isMachine || world.token.actor)) return 'SPONA_UNKNOWN_VIEWER';
    if (forItself && known) {
      if (name === undefined) return `nobody of ${known.agency.id} ASSERTED`;
      const listed = name.toLowerCase() === STAFF_ID ? world.named : null;
      return listed?.active && listed.agency.id === known.agency.id
        ? `${STAFF_ID} of ${known.agency.id} ASSERTED`
        : 'SPONA_STAFF';
    }
    if (!world.staff?.active || !isOpen(world.staff.agency)) return 'SPONA_UNKNOWN_VIEWER';
    if (known && known.agency.id !== world.staff.agency.id) return 'SPONA_UNKNOWN_VIEWER';
    return name === undefined ? `${STAFF_ID} of ${world.staff.agency.id} PROVEN` : 'SPONA_STAFF';
  };

  const actual = (world: World, name: string | undefined): Promise<string> =>
    resolve(world, { staff: name, purpose: 'PROTECTION' }).then(
      (viewer) => `${viewer.staffId ?? 'nobody'} of ${viewer.agencyId} ${viewer.proof}`,
      (error: unknown) => (error instanceof SponaError ? error.code : String(error)),
    );

  test.each(tokens.map((row, index) => [index, row] as const))('token %i', async (_index, row) => {
    const seen = new Set<string>();
    for (const staff of staffRows)
      for (const client of clientRows)
        for (const named of staffRows)
          for (const name of names) {
            const world = { token: row, staff, client, named };
            const outcome = await actual(world, name);
            seen.add(outcome);
            if (outcome !== expected(world, name))
              throw new Error(
                `${outcome}, not ${expected(world, name)}: ${JSON.stringify({ ...world, name })}`,
              );
          }
    expect(seen.size).toBeGreaterThanOrEqual(row.actor === 'stranger' ? 1 : 3);
  });
});

test('the viewer is what the registry says, whole', async () => {
  const shelter = { ...home, sector: 'NGO' as const, concealed: true };
  await expect(
    resolve({ staff: { ...ana, agency: shelter }, client: { ...system, agency: shelter } }),
  ).resolves.toEqual({
    agencyId: home.id,
    agencyCode: 'PS-01',
    sector: 'NGO',
    registrySnapshot: '7:8:',
    areaId: 'area-1',
    concealed: true,
    staffId: STAFF_ID,
    unitId: 'unit-1',
    roles: ['liaison'],
    clientId: 'client-1',
    purpose: 'PROTECTION',
    proof: 'PROVEN',
  });
});

test('a client that names nobody has no staff, unit or roles', async () => {
  const machine = { ...token, subject: 'system', isMachine: true };
  await expect(resolve({ token: machine, client: system }, { purpose: 'AUDIT' })).resolves.toMatchObject({
    staffId: null,
    unitId: null,
    roles: [],
    clientId: 'client-1',
    purpose: 'AUDIT',
    proof: 'ASSERTED',
  });
});

test('a named member brings his unit and roles', async () => {
  const machine = { ...token, subject: 'system', isMachine: true };
  const viewer = await resolve({ token: machine, client: system, named: ana }, { staff: STAFF_ID });
  expect(viewer).toMatchObject({ unitId: 'unit-1', roles: ['liaison'], purpose: 'PROTECTION' });
});

describe('purpose', () => {
  const withRoles = (...roles: readonly string[]): Partial<World> => ({ staff: { ...ana, roles } });
  const throughClient = (...purposes: readonly Purpose[]): Partial<World> => ({
    client: { ...system, purposes },
  });

  test.each<[string, Partial<World>, string | undefined, Purpose]>([
    ['one that the role allows', {}, 'INVESTIGATION', 'INVESTIGATION'],
    ['the only one of the role', withRoles('auditor'), undefined, 'AUDIT'],
    ['the only one of role and client', throughClient('PROTECTION', 'CARE'), undefined, 'PROTECTION'],
    ['one of several roles', withRoles('liaison', 'auditor'), 'AUDIT', 'AUDIT'],
  ])('open: %s', async (_what, world, purpose, expected) => {
    await expect(resolve(world, { purpose })).resolves.toMatchObject({ purpose: expected });
  });

  test.each<[string, Partial<World>, string | undefined, readonly Purpose[]]>([
    ['none sent where several are possible', {}, undefined, ['PROTECTION', 'INVESTIGATION']],
    ['an empty one', {}, '', ['PROTECTION', 'INVESTIGATION']],
    ['an empty one where one is possible', withRoles('auditor'), '', ['AUDIT']],
    ['an unknown one', {}, 'CURIOSITY', ['PROTECTION', 'INVESTIGATION']],
    ['another spelling', {}, 'protection', ['PROTECTION', 'INVESTIGATION']],
    ['two', {}, 'PROTECTION, INVESTIGATION', ['PROTECTION', 'INVESTIGATION']],
    ['one outside the role', {}, 'CARE', ['PROTECTION', 'INVESTIGATION']],
    ['one outside the client', throughClient('PROTECTION'), 'INVESTIGATION', ['PROTECTION']],
    ['one of the client alone', throughClient('PROTECTION', 'AUDIT'), 'AUDIT', ['PROTECTION']],
    ['any, where role and client share none', throughClient('AUDIT'), 'AUDIT', []],
    ['any, where there is no role', withRoles(), 'PROTECTION', []],
    ['any, where the role is unknown', withRoles('wizard'), undefined, []],
    ['any, where the role is of another sector', withRoles('physician'), 'CARE', []],
    [
      'one of a role of another sector',
      withRoles('liaison', 'physician'),
      'CARE',
      ['PROTECTION', 'INVESTIGATION'],
    ],
  ])('refused: %s', async (_what, world, purpose, purposes) => {
    const error = await refusal(resolve(world, { purpose }));
    expect(error.code).toBe('SPONA_PURPOSE');
    expect(error.extensions).toEqual({
      problems: [
        {
          message:
            purposes.length === 0
              ? 'No purpose is open to this viewer.'
              : `Spona-Purpose must be one of ${purposes.join(', ')}.`,
        },
      ],
      purposes,
    });
  });

  test('roles do not widen what a named member may do through a client', async () => {
    const world = { token: { ...token, subject: 'system', isMachine: true }, client: system, named: ana };
    for (const purpose of ['INVESTIGATION', 'AUDIT'])
      await expect(codeOf(resolve(world, { staff: STAFF_ID, purpose }))).resolves.toBe('SPONA_PURPOSE');
  });
});

test.each([
  undefined,
  '',
  'x.y.z',
  'Basic x.y.z',
  'Bearer',
  'Bearer ',
  'Bearer x y',
  'Bearer x, Bearer y',
  ' Bearer x',
])('Authorization %j is no bearer token', async (authorization) => {
  await expect(codeOf(resolve({}, { authorization }))).resolves.toBe('SPONA_UNAUTHENTICATED');
});

test.each(['Bearer x.y.z', 'bearer x.y.z', 'BEARER  x.y.z'])(
  'Authorization %j is one',
  async (authorization) => {
    await expect(resolve({}, { authorization, purpose: 'PROTECTION' })).resolves.toBeDefined();
  },
);

test('an issuer bound to all agencies vouches for any', async () => {
  const elsewhere = { ...ana, agency: { ...home, code: 'PS-77' } };
  await expect(
    resolve({ token: { ...token, agencies: 'ALL' }, staff: elsewhere }, { purpose: 'PROTECTION' }),
  ).resolves.toMatchObject({ agencyCode: 'PS-77' });
});

test('a refusal says nothing of the person, and the same for a stranger as for an unlisted or inactive member', async () => {
  const machine = { token: { ...token, subject: 'system', isMachine: true }, client: system };
  const errors = await Promise.all(
    [null, { ...ana, active: false }, { ...ana, agency: { ...home, id: OTHER_ID } }].map((named) =>
      refusal(resolve({ ...machine, named }, { staff: STAFF_ID })),
    ),
  );
  for (const { message, extensions } of errors) {
    expect(message).toBe(errors[0]?.message);
    expect(extensions).toEqual({});
  }
});
