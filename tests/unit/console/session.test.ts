import type { LoginWindow } from '../../../src/console/auth/login-window';
import { createSession, type Session } from '../../../src/console/session';
import { CONFIG, idToken, METADATA } from './fixtures';

const HOME = 'http://localhost:4000/graphiql/';
const [POLICE, HEALTH] = CONFIG.personas as [(typeof CONFIG.personas)[0], (typeof CONFIG.personas)[0]];

interface Sent {
  readonly query: string;
  readonly headers: Headers;
}

/** The hub and its login service, as far as the console sees them. */
class World {
  config: unknown = CONFIG;
  lifetime = 600;
  refreshToken: string | null = null;
  /** Who answers in the login window; null if nobody does. */
  subject: string | null = 'police';
  userIsActive = false;
  popupBlocked = false;
  left: string | null = null;
  windows = 0;
  readonly sent: Sent[] = [];
  readonly tokenRequests: URLSearchParams[] = [];
  answer: (sent: Sent) => unknown = ({ query, headers }) => {
    if (!query.includes('viewer')) return { data: { fieldAccess: [] } };
    const health = headers.get('authorization')?.includes('health') ?? false;
    const [sector, purposes] = health ? ['HEALTH', ['CARE']] : ['POLICE', ['PROTECTION', 'INVESTIGATION']];
    const agency = { name: 'An agency' };
    return { data: { viewer: { name: null, agency, sector, roles: [], purpose: purposes[0], purposes } } };
  };
  private nonce = '';

  openWindow = (): LoginWindow | null => {
    if (this.popupBlocked) return null;
    this.windows += 1;
    let arrive: (url: string) => void;
    const url = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    return {
      go: (address) => {
        arrive(address);
      },
      close: () => undefined,
      answer: async (state, signal) => {
        const query = new URL(await url).searchParams;
        this.nonce = query.get('nonce') ?? '';
        if (this.subject === null) {
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          });
        }
        return { state, code: 'code', error: null, issuer: CONFIG.issuer };
      },
    };
  };

  fetch = (input: string, init?: RequestInit): Promise<Response> => {
    if (input === './config.json') return Promise.resolve(Response.json(this.config));
    if (input.endsWith('/openid-configuration')) return Promise.resolve(Response.json(METADATA));
    if (input === METADATA.token_endpoint) {
      this.tokenRequests.push(init?.body as URLSearchParams);
      const claims = { iss: CONFIG.issuer, aud: 'graphiql', nonce: this.nonce, exp: 9e9, sub: this.subject };
      return Promise.resolve(
        Response.json({
          access_token: `token-of-${String(this.subject)}-${this.tokenRequests.length}`,
          id_token: idToken(claims),
          expires_in: this.lifetime,
          ...(this.refreshToken === null ? {} : { refresh_token: this.refreshToken }),
        }),
      );
    }
    const sent = {
      query: (JSON.parse(init?.body as string) as { query: string }).query,
      headers: new Headers(init?.headers),
    };
    this.sent.push(sent);
    return Promise.resolve(Response.json(this.answer(sent)));
  };

  session(): Session {
    return createSession({
      openWindow: this.openWindow,
      address: HOME,
      leave: (url) => {
        this.left = url;
      },
      userIsActive: () => this.userIsActive,
    });
  }
}

const ask = (session: Session, headers: Record<string, string> = {}): Promise<unknown> =>
  session.ask({ query: 'query Mine { cases { totalCount } }', operationName: 'Mine' }, headers);

describe('the session of the console', () => {
  let world: World;
  let session: Session;
  beforeEach(async () => {
    world = new World();
    jest.spyOn(globalThis, 'fetch').mockImplementation(world.fetch as typeof fetch);
    session = world.session();
    await session.start();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('logs in and asks who is there', async () => {
    await session.logIn(POLICE);
    expect(session.state()).toMatchObject({
      loggedIn: true,
      entered: true,
      waiting: false,
      name: 'Jelena Marković',
      purpose: 'PROTECTION',
      viewer: { agency: 'An agency' },
      problem: null,
    });
    expect(world.tokenRequests[0]?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });

  test('asks nothing of the hub before somebody is logged in', async () => {
    await expect(ask(session)).resolves.toMatchObject({ errors: [{ message: 'Log in first.' }] });
    expect(world.sent).toEqual([]);
  });

  test('the editor cannot change who asks and what for', async () => {
    await session.logIn(POLICE);
    await ask(session, { Authorization: 'Bearer other', 'spona-purpose': 'AUDIT', 'Spona-Staff': 'x' });
    const headers = world.sent.at(-1)?.headers;
    expect(headers?.get('authorization')).toBe('Bearer token-of-police-1');
    expect(headers?.get('spona-purpose')).toBe('PROTECTION');
    expect(headers?.get('spona-staff')).toBe('x');
  });

  test('no part of the state holds a token', async () => {
    world.refreshToken = 'token-to-renew';
    await session.logIn(POLICE);
    expect(JSON.stringify(session.state())).not.toContain('token-');
  });

  test('another persona starts a new epoch with its own purposes', async () => {
    await session.logIn(POLICE);
    await ask(session);
    const { epoch } = session.state();
    world.subject = 'health';
    await session.logIn(HEALTH);
    expect(session.state()).toMatchObject({
      persona: HEALTH,
      purpose: 'CARE',
      purposes: ['CARE'],
      answer: null,
    });
    expect(session.state().epoch).toBeGreaterThan(epoch);
    expect(world.sent.at(-1)?.headers.get('authorization')).toBe('Bearer token-of-health-2');
  });

  test('an answer that comes after the viewer has changed is thrown away', async () => {
    await session.logIn(POLICE);
    const late = ask(session);
    await session.choosePurpose('INVESTIGATION');
    await expect(late).resolves.toMatchObject({
      errors: [{ message: expect.stringContaining('thrown away') }],
    });
    expect(session.state().answer).toBeNull();
  });

  test('a refused purpose is told in words', async () => {
    world.answer = () => ({ errors: [{ message: 'header', extensions: { code: 'SPONA_PURPOSE' } }] });
    await session.logIn(POLICE);
    expect(session.state()).toMatchObject({
      entered: false,
      problem: expect.stringContaining('choose another'),
    });
  });

  test('without a purpose the hub is asked which there are', async () => {
    world.config = { ...CONFIG, mode: 'production', personas: [] };
    await session.start();
    world.answer = () => ({
      errors: [
        { message: 'header', extensions: { code: 'SPONA_PURPOSE', purposes: ['CARE', 'PROTECTION'] } },
      ],
    });
    await session.logIn(null);
    expect(world.sent.map(({ headers }) => headers.has('spona-purpose'))).toEqual([false]);
    expect(session.state()).toMatchObject({ purpose: null, purposes: ['CARE', 'PROTECTION'], problem: null });
  });

  test('a purpose that the hub has taken by itself need not be chosen', async () => {
    world.config = { ...CONFIG, mode: 'production', personas: [] };
    await session.start();
    await session.logIn(null);
    expect(session.state()).toMatchObject({
      entered: true,
      purpose: 'PROTECTION',
      purposes: ['PROTECTION', 'INVESTIGATION'],
    });
    expect(world.sent.at(-1)?.headers.get('spona-purpose')).toBe('PROTECTION');
  });

  test('a login that somebody else answers is refused in production', async () => {
    world.config = { ...CONFIG, mode: 'production', personas: [] };
    await session.start();
    await session.logIn(null);
    world.subject = 'health';
    await session.logIn(null);
    expect(session.state().problem).toContain('log out first');
  });

  test('a blocked window and a cancelled login leave everything as it was', async () => {
    world.popupBlocked = true;
    await session.logIn(POLICE);
    expect(session.state()).toMatchObject({ loggedIn: false, problem: expect.stringContaining('pop-ups') });
    world.popupBlocked = false;
    world.subject = null;
    const login = session.logIn(POLICE);
    expect(session.state().waiting).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    session.cancelLogin();
    await login;
    expect(session.state()).toMatchObject({ loggedIn: false, waiting: false, problem: null });
  });

  describe('when the token has expired', () => {
    beforeEach(() => {
      world.lifetime = 0;
    });

    test('a refresh token renews it without a window', async () => {
      world.refreshToken = 'renewal';
      await session.logIn(POLICE);
      world.lifetime = 600;
      await ask(session);
      expect(world.windows).toBe(1);
      expect(world.tokenRequests.at(-1)?.get('grant_type')).toBe('refresh_token');
      expect(session.state().expired).toBe(false);
    });

    test('a window renews it where the reader has just clicked', async () => {
      world.userIsActive = true;
      await session.logIn(POLICE);
      world.lifetime = 600;
      await expect(ask(session)).resolves.not.toHaveProperty('errors');
      expect(session.state().expired).toBe(false);
    });

    test('otherwise the reader is asked to log in again', async () => {
      await session.logIn(POLICE);
      await expect(ask(session)).resolves.toMatchObject({
        errors: [{ message: expect.stringContaining('expired') }],
      });
      expect(session.state().expired).toBe(true);
      expect(world.sent).toEqual([]);
    });

    test('nobody else takes the place of the one who was there', async () => {
      world.userIsActive = true;
      world.lifetime = 600;
      await session.logIn(POLICE);
      world.lifetime = 0;
      await session.logIn(POLICE);
      world.subject = 'health';
      world.lifetime = 600;
      await ask(session);
      expect(session.state().expired).toBe(true);
      expect(world.sent.map(({ headers }) => headers.get('authorization'))).not.toContain(
        'Bearer token-of-health-3',
      );
    });
  });

  test('the hub may know better that the token has expired', async () => {
    await session.logIn(POLICE);
    world.answer = () => ({ errors: [{ message: 'expired', extensions: { code: 'SPONA_TOKEN_EXPIRED' } }] });
    await ask(session);
    expect(session.state().expired).toBe(true);
  });

  test('logging out leaves the page', async () => {
    await session.logIn(POLICE);
    await session.logOut();
    expect(world.left).toBe(HOME);
  });
});

describe('a session that cannot start', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test.each([['a broken configuration', { mode: 'demo' }, 'issuer is missing']])(
    '%s is told',
    async (_what, config, message) => {
      const world = new World();
      world.config = config;
      jest.spyOn(globalThis, 'fetch').mockImplementation(world.fetch as typeof fetch);
      const session = world.session();
      await session.start();
      expect(session.state()).toMatchObject({ config: null, problem: expect.stringContaining(message) });
    },
  );
});
