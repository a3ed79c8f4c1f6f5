import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { consoleRedirects, CONSOLE_CLIENT, CONSOLE_SCOPES, PERSONA_LIST, SCOPE } from './demo/issuer';
import type { ListedPersona } from './demo/sources';
import { walkToRedirect } from './demo/walk';
import { fetchJson } from './fetch-json';
import type { JsonObject } from './strict-json';

export interface ObtainedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

interface Endpoints {
  readonly authorization: string;
  readonly token: string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_LIFETIME = '60s';

const discover = async (issuer: string): Promise<Endpoints> => {
  const metadata = await fetchJson(`${issuer}/.well-known/openid-configuration`);
  const { authorization_endpoint: authorization, token_endpoint: token } = metadata;
  if (typeof authorization !== 'string' || typeof token !== 'string')
    throw new Error(`${issuer} is not an OpenID provider`);
  return { authorization, token };
};

const redeem = async (endpoint: string, form: Readonly<Record<string, string>>): Promise<ObtainedToken> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as JsonObject;
  const { access_token: token, expires_in: seconds, error, error_description: description } = answer;
  if (typeof token !== 'string' || typeof seconds !== 'number')
    throw new Error(`no token: ${String(error)}, ${String(description)}`);
  return { token, expiresAt: new Date(Date.now() + seconds * 1000) };
};

/** Everybody whom one can be at a demo hub, the well-known personas first. @throws Error if its provider lists nobody */
export const listPersonas = async (issuer: string): Promise<readonly ListedPersona[]> => {
  const response = await fetch(`${issuer}${PERSONA_LIST}`, {
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${issuer} is not the provider of a demo hub`);
  return (await response.json()) as readonly ListedPersona[];
};

/**
 * Signs in at the demo provider as a persona, as a browser would (authorization code with PKCE), without a page.
 * @throws Error if there is no such persona, or the provider refuses
 */
export const obtainToken = async ({
  issuer,
  persona,
}: {
  readonly issuer: string;
  readonly persona: string;
}): Promise<ObtainedToken> => {
  const endpoints = await discover(issuer);
  const [, redirectUri] = consoleRedirects(new URL(issuer).origin);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    client_id: CONSOLE_CLIENT,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: CONSOLE_SCOPES,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: persona,
  });
  const answer = await walkToRedirect(`${endpoints.authorization}?${query.toString()}`, redirectUri);
  if (answer === null)
    throw new Error(`there is no persona ${persona} at this hub; see npx spona token --list`);
  const code = answer.get('code');
  if (code === null)
    throw new Error(`no code: ${answer.get('error') ?? ''}, ${answer.get('error_description') ?? ''}`);
  if (answer.get('state') !== state || answer.get('iss') !== issuer)
    throw new Error('the provider answered another request');
  return redeem(endpoints.token, {
    grant_type: 'authorization_code',
    client_id: CONSOLE_CLIENT,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  });
};

/**
 * Obtains a machine client's token for itself (client credentials), proving the client by its private key (RFC 7523).
 * @throws Error if the provider refuses
 */
export const obtainMachineToken = async ({
  issuer,
  clientId,
  key,
}: {
  readonly issuer: string;
  readonly clientId: string;
  readonly key: JWK & { readonly alg: string };
}): Promise<ObtainedToken> => {
  const endpoints = await discover(issuer);
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: key.alg, ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime(ASSERTION_LIFETIME)
    .sign(await importJWK(key));
  return redeem(endpoints.token, {
    grant_type: 'client_credentials',
    scope: SCOPE,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertion,
  });
};
