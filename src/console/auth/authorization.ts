import type { ConsoleConfig } from '../config';
import type { Discovery } from './discovery';
import { challengeOf, randomText } from './pkce';

/** One attempt to log in. The verifier stays with the page that began it. */
export interface Attempt {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface LoginOptions {
  /** The account to propose to the login service; in demo mode the persona. */
  readonly hint?: string;
  /** Ask for the account anew even if the login service remembers one. */
  readonly afresh?: boolean;
}

/** What the login service's redirect brought back, RFC 6749 section 4.1.2 and RFC 9207. */
export interface AuthorizationAnswer {
  readonly state: string;
  readonly code: string | null;
  readonly error: string | null;
  readonly issuer: string | null;
}

/** Resource indicators (RFC 8707) are addresses; an audience of another form is the issuer's own affair. */
export const resourceOf = (config: ConsoleConfig): Record<string, string> =>
  URL.canParse(config.audience) ? { resource: config.audience } : {};

export const beginAuthorization = async (
  config: ConsoleConfig,
  discovery: Discovery,
  redirectUri: string,
  { hint, afresh }: LoginOptions,
): Promise<Attempt> => {
  const [state, nonce, verifier] = [randomText(), randomText(), randomText()];
  const url = new URL(discovery.authorizationEndpoint);
  const parameters: Record<string, string> = {
    client_id: config.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: config.scopes,
    state,
    nonce,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    ...resourceOf(config),
    ...(hint === undefined ? {} : { login_hint: hint }),
    ...(afresh === true ? { prompt: 'login' } : {}),
  };
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return { url: url.href, state, nonce, verifier, redirectUri };
};

/** The answer in the query of an address, or null if the address carries none. */
export const readAuthorizationAnswer = (search: string): AuthorizationAnswer | null => {
  const query = new URLSearchParams(search);
  const state = query.get('state');
  const code = query.get('code');
  const error = query.get('error');
  if (state === null || (code === null && error === null)) return null;
  return { state, code, error, issuer: query.get('iss') };
};

/** Login windows and the page that opened them talk over a channel that only those who know the state can name. */
export const channelOf = (state: string): string => `spona-login-${state}`;
