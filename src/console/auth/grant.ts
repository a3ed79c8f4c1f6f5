import type { ConsoleConfig } from '../config';
import { asObject, asText } from '../read';
import { resourceOf, type Attempt } from './authorization';
import type { Discovery } from './discovery';

/** What a login earned. It lives in the closure of the session and nowhere else. */
export interface Grant {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly refreshToken: string | null;
  readonly subject: string;
  readonly name: string | null;
}

/** What an ID token must say to belong to this login. */
export interface Expectation {
  readonly issuer: string;
  readonly clientId: string;
  /** Null where a renewal carries none. */
  readonly nonce: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const CLOCK_SKEW = 60_000;

/** The claims of a compact JWT, unverified. Throws an Error if it has not that form. */
const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const payload = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  return asObject(JSON.parse(new TextDecoder().decode(bytes))) ?? {};
};

/**
 * Checks the ID token's claims. Its signature need not be: the token came straight from the token endpoint over a
 * protected connection (OpenID Connect Core 1.0, section 3.1.3.7, step 6). Throws an Error that says what is wrong.
 */
export const readIdentity = (
  idToken: string,
  expected: Expectation,
): { readonly subject: string; readonly name: string | null } => {
  const claims = claimsOf(idToken);
  const audience = Array.isArray(claims['aud']) ? (claims['aud'] as unknown[]) : [claims['aud']];
  if (claims['iss'] !== expected.issuer)
    throw new Error('The login answer comes from another login service.');
  if (!audience.includes(expected.clientId))
    throw new Error('The login answer is meant for another program.');
  if (expected.nonce !== null && claims['nonce'] !== expected.nonce) {
    throw new Error('The login answer belongs to another login.');
  }
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1000 + CLOCK_SKEW <= expected.now) {
    throw new Error('The login answer has expired; is the clock of this computer right?');
  }
  const subject = asText(claims['sub']);
  if (subject === null) throw new Error('The login answer names nobody.');
  return { subject, name: asText(claims['name']) };
};

const requestGrant = async (
  config: ConsoleConfig,
  discovery: Discovery,
  parameters: Readonly<Record<string, string>>,
  nonce: string | null,
): Promise<Grant> => {
  const response = await fetch(discovery.tokenEndpoint, {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({ client_id: config.clientId, ...resourceOf(config), ...parameters }),
  });
  const answer = asObject(await response.json().catch(() => null)) ?? {};
  const accessToken = asText(answer['access_token']);
  const idToken = asText(answer['id_token']);
  if (!response.ok || accessToken === null || idToken === null) {
    throw new Error(
      `The login service gave no token (${asText(answer['error']) ?? String(response.status)}).`,
    );
  }
  const now = Date.now();
  // A service that tells no lifetime leaves it to the hub to say that the token has expired.
  const lifetime = typeof answer['expires_in'] === 'number' ? answer['expires_in'] * 1000 : Infinity;
  return {
    accessToken,
    expiresAt: now + lifetime,
    refreshToken: asText(answer['refresh_token']),
    ...readIdentity(idToken, { issuer: discovery.issuer, clientId: config.clientId, nonce, now }),
  };
};

/** Exchanges the code for tokens. Throws an Error that says what is wrong. */
export const exchangeCode = (
  config: ConsoleConfig,
  discovery: Discovery,
  attempt: Attempt,
  code: string,
): Promise<Grant> =>
  requestGrant(
    config,
    discovery,
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: attempt.redirectUri,
      code_verifier: attempt.verifier,
    },
    attempt.nonce,
  );

/** Renews a grant without asking anybody. Throws an Error if the login service will not, or answers for somebody else. */
export const renewGrant = async (
  config: ConsoleConfig,
  discovery: Discovery,
  grant: Grant,
  refreshToken: string,
): Promise<Grant> => {
  const renewed = await requestGrant(
    config,
    discovery,
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    null,
  );
  if (renewed.subject !== grant.subject) throw new Error('The login service answered for somebody else.');
  return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
};
