import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  HubRefusal,
  HubSession,
  HubUnreachable,
  type Credentials,
} from '../../../src/exchange/import/hub-session';
import { NobodyToName, openSession } from '../../../src/exchange/import/open-session';

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Reply = readonly [status: number, body: object | string, headers?: Readonly<Record<string, string>>];

/** A hub and its issuer, as far as a client sees them. */
class ToyHub {
  private readonly server: Server;
  readonly asked: Asked[] = [];
  tokens = 0;
  lifetime = 600;
  replies: Reply[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [status, body, headers] = this.reply(request.url ?? '', request.headers, chunks);
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  }

  private reply(path: string, headers: IncomingHttpHeaders, chunks: readonly Buffer[]): Reply {
    if (path.endsWith('/openid-configuration'))
      return [200, { authorization_endpoint: `${this.url}/auth`, token_endpoint: `${this.url}/token` }];
    if (path === '/token') {
      this.tokens += 1;
      return [200, { access_token: `t${String(this.tokens)}`, expires_in: this.lifetime }];
    }
    this.asked.push({ headers, body: Buffer.concat(chunks).toString() });
    return this.replies.shift() ?? [200, { data: { ok: true } }];
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const failure = (code: string): object => ({ errors: [{ message: 'x', extensions: { code } }] });

describe('a session at the hub', () => {
  let hub: ToyHub;
  let credentials: Credentials;
  beforeEach(async () => {
    hub = new ToyHub();
    await hub.start();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    credentials = {
      issuer: hub.url,
      clientId: 'police-system@PS-1',
      key: { ...(privateKey.export({ format: 'jwk' }) as Credentials['key']), alg: 'ES256' },
    };
  });
  afterEach(() => hub.stop());

  it('asks with its token, its purpose and the person that it names', async () => {
    const session = new HubSession(hub.url, credentials);
    session.staffId = 's1';
    expect(await session.ask('query Q { a }', '{"b":[1]}')).toEqual({ ok: true });
    await session.ask('query Q { a }');
    expect(hub.tokens).toBe(1);
    const [{ headers, body }] = hub.asked as [Asked];
    expect(JSON.parse(body)).toEqual({ query: 'query Q { a }', variables: { b: [1] } });
    expect(headers).toMatchObject({
      authorization: 'Bearer t1',
      'spona-purpose': 'PROTECTION',
      'spona-staff': 's1',
      'content-type': 'application/json',
    });
  });

  it('renews a token before it ends, and one that the hub no longer takes', async () => {
    hub.lifetime = 20;
    const session = new HubSession(hub.url, credentials);
    await session.ask('query Q { a }');
    await session.ask('query Q { a }');
    expect(hub.tokens).toBe(2);
    hub.lifetime = 600;
    await session.ask('query Q { a }');
    hub.replies = [[401, failure('SPONA_TOKEN_EXPIRED')]];
    await session.ask('query Q { a }');
    expect(hub.asked.at(-1)?.headers.authorization).toBe('Bearer t4');
    hub.replies = [
      [401, failure('SPONA_UNAUTHENTICATED')],
      [401, failure('SPONA_UNAUTHENTICATED')],
    ];
    await expect(session.ask('query Q { a }')).rejects.toEqual(new HubRefusal('SPONA_UNAUTHENTICATED'));
  });

  it('waits where the hub is busy, as long as it says', async () => {
    hub.replies = [
      [503, failure('SPONA_BUSY'), { 'retry-after': '1' }],
      [502, 'no JSON'],
    ];
    const began = performance.now();
    expect(await new HubSession(hub.url, credentials).ask('query Q { a }')).toEqual({ ok: true });
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });

  it('tells a refusal by its code', async () => {
    hub.replies = [[200, { data: null, ...failure('SPONA_FORBIDDEN') }]];
    await expect(new HubSession(hub.url, credentials).ask('query Q { a }')).rejects.toEqual(
      new HubRefusal('SPONA_FORBIDDEN'),
    );
    expect(hub.asked).toHaveLength(1);
  });

  it('gives up on a hub that does not answer', async () => {
    hub.replies = Array.from({ length: 6 }, () => [
      503,
      failure('SPONA_UNAVAILABLE'),
      { 'retry-after': '0.01' },
    ]);
    await expect(new HubSession(hub.url, credentials).ask('query Q { a }')).rejects.toThrow(HubUnreachable);
    expect(hub.asked).toHaveLength(6);
  });

  describe('of an agency', () => {
    const who = (staff: readonly object[]): Reply => [
      200,
      {
        data: {
          viewer: { agency: { id: 'g1' } },
          agencies: [
            { id: 'g0', code: 'PS-0' },
            { id: 'g1', code: 'PS-1' },
          ],
          nameableStaff: staff,
        },
      },
    ];

    it('names its intake officer, else anybody it may name', async () => {
      const officer = { id: 's1', roles: ['COMPETENT_OFFICER'] };
      hub.replies = [who([officer, { id: 's2', roles: ['POLICE_INTAKE'] }]), who([officer])];
      const { agency, session } = await openSession(hub.url, credentials);
      expect([agency, session.staffId]).toEqual(['PS-1', 's2']);
      expect(hub.asked[0]?.headers).not.toHaveProperty('spona-staff');
      expect((await openSession(hub.url, credentials)).session.staffId).toBe('s1');
    });

    it('needs somebody to name', async () => {
      hub.replies = [who([])];
      await expect(openSession(hub.url, credentials)).rejects.toThrow(NobodyToName);
    });
  });
});
