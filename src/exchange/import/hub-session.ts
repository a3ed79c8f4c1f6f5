import { setTimeout as wait } from 'node:timers/promises';
import { obtainMachineToken, type ObtainedToken } from '../../identity/demo-login';
import type { Purpose } from '../../policy/facts';

/** What a machine client proves itself with, and at which issuer. */
export type Credentials = Parameters<typeof obtainMachineToken>[0];

/** How a token is had, each time that one is needed. */
export type Obtain = () => Promise<ObtainedToken>;

/** The hub answered, and not with what was asked for. */
export class HubRefusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** The hub does not answer, however often it is asked. */
export class HubUnreachable extends Error {
  override readonly name = 'HubUnreachable';
}

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

const TIMEOUT = 60_000;
const ATTEMPTS = 6;
const FIRST_PAUSE = 250;
const RENEW_BEFORE = 30_000;

/** Failures that pass: the hub is busy, restarts, or counts the client's requests. */
const PASSING = new Set(['SPONA_BUSY', 'SPONA_RATE', 'SPONA_UNAVAILABLE', 'SPONA_AUDIT']);
const EXPIRED = new Set(['SPONA_TOKEN_EXPIRED', 'SPONA_UNAUTHENTICATED']);

const pause = (attempt: number, response: Response | null): number => {
  const seconds = Number(response?.headers.get('retry-after') ?? '');
  return seconds > 0 ? seconds * 1000 : FIRST_PAUSE * 2 ** attempt;
};

/** One machine client at one hub, in the name of one staff member once that is known; or whoever a token is of. */
export class HubSession {
  private token: { readonly token: string; readonly expiresAt: Date } | undefined;
  staffId: string | undefined;

  constructor(
    private readonly url: string,
    private readonly credentials: Credentials | Obtain,
    private readonly purpose: Purpose = 'PROTECTION',
  ) {}

  /** `variables` is JSON text already. @throws HubRefusal, HubUnreachable */
  async ask<T>(query: string, variables = '{}'): Promise<T> {
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const response = await this.post(body);
      const answer = (await response?.json().catch(() => null)) as Answer<T> | null | undefined;
      const [error] = answer?.errors ?? [];
      if (answer?.data !== undefined && answer.data !== null && error === undefined) return answer.data;
      const code = error?.extensions?.code ?? 'SPONA_UNAVAILABLE';
      if (EXPIRED.has(code) && attempt === 0) this.token = undefined;
      else if (!PASSING.has(code)) throw new HubRefusal(code);
      else await wait(pause(attempt, response));
    }
    throw new HubUnreachable(`${this.url} does not answer`);
  }

  private async post(body: string): Promise<Response | null> {
    const authorization = `Bearer ${await this.bearer()}`;
    try {
      return await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          'spona-purpose': this.purpose,
          ...(this.staffId === undefined ? {} : { 'spona-staff': this.staffId }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch {
      return null;
    }
  }

  private async bearer(): Promise<string> {
    const { credentials } = this;
    if (this.token === undefined || this.token.expiresAt.getTime() - Date.now() < RENEW_BEFORE)
      this.token = await (typeof credentials === 'function'
        ? credentials()
        : obtainMachineToken(credentials));
    return this.token.token;
  }
}
