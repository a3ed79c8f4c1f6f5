import { createHash } from 'node:crypto';

export const VERIFIER = 'a-code-verifier-of-more-than-forty-three-characters';

/** As much of a browser as a sign-in needs: it keeps cookies and follows redirects until the console's address comes. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly issuer: string) {}

  get redirectUri(): string {
    return `${new URL(this.issuer).origin}/graphiql/`;
  }

  /** Asks for a code; ends at a page, or at the console with the answer in its address. */
  authorize(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Visit> {
    const all: Readonly<Record<string, string | undefined>> = {
      client_id: 'graphiql',
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: 'openid graphql',
      state: 'state-1',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
    return this.visit(`${this.issuer}/auth?${query.toString()}`);
  }

  async visit(address: string, init: RequestInit = {}): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/u.exec(set) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { response, address, answer: null, text: await response.text() };
    const next = new URL(location, address);
    if (next.pathname.startsWith('/graphiql'))
      return {
        response,
        address: next.href,
        answer: next.hash === '' ? next.searchParams : new URLSearchParams(next.hash.slice(1)),
        text: '',
      };
    return this.visit(next.href);
  }

  choose(page: Visit, persona: string): Promise<Visit> {
    return this.visit(page.address, { method: 'POST', body: new URLSearchParams({ persona }) });
  }

  /** The claims of the tokens that a code is exchanged for, unverified. */
  async redeem(visit: Visit, changes: Readonly<Record<string, string>> = {}): Promise<Redeemed> {
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'graphiql',
        redirect_uri: this.redirectUri,
        code: visit.answer?.get('code') ?? '',
        code_verifier: VERIFIER,
        ...changes,
      }),
    });
    const body = (await response.json()) as Readonly<Record<string, string>>;
    return {
      status: response.status,
      error: body['error'],
      subject: read(body['access_token'])['sub'],
      identity: read(body['id_token']),
    };
  }
}

export interface Visit {
  readonly response: Response;
  readonly address: string;
  /** The parameters with which the console was reached; null where a page came. */
  readonly answer: URLSearchParams | null;
  readonly text: string;
}

export interface Redeemed {
  readonly status: number;
  readonly error: string | undefined;
  readonly subject: unknown;
  readonly identity: Readonly<Record<string, unknown>>;
}

const read = (token: string | undefined): Readonly<Record<string, unknown>> =>
  token === undefined
    ? {}
    : (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>);
