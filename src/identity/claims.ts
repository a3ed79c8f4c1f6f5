import type { TrustedIssuer } from '../config/trusted-issuer';
import { SponaError } from '../errors/spona-error';
import { unauthenticated } from './refusal';
import { isJsonObject, type JsonObject } from './strict-json';

/** What an issuer vouches for. Agency, sector, roles and purposes are never read from a token; the registry knows them. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** The client that obtained the token, if the issuer names it. */
  readonly clientId: string | null;
  /** The client speaks for itself (client credentials): its subject is the client. */
  readonly isMachine: boolean;
  /** The client that acts for the subject (RFC 8693 section 4.1), if any. */
  readonly actor: string | null;
  readonly expiresAt: Date;
  /** Agencies that the issuer may vouch for, from the hub's configuration. */
  readonly agencies: TrustedIssuer['agencies'];
}

/** How far the clocks of hub and issuer may differ, in seconds. */
export const CLOCK_SKEW = 5;

const MAX_NAME_LENGTH = 255;

/** `cnf`: bound to a proof that a bearer does not give (RFC 9449 section 7.2). The others occur in ID and logout tokens alone. */
const FOREIGN_CLAIMS: readonly string[] = ['cnf', 'at_hash', 'c_hash', 's_hash', 'events'];

const readName = (claims: JsonObject, name: string): string | null => {
  const value = claims[name];
  if (value === undefined) return null;
  if (typeof value !== 'string' || value === '' || value.length > MAX_NAME_LENGTH)
    throw unauthenticated(`${name} is not a short text`);
  return value;
};

const readTime = (claims: JsonObject, name: string): number | null => {
  const value = claims[name];
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw unauthenticated(`${name} is not a time`);
  return value;
};

const checkTimes = (claims: JsonObject, now: number): number => {
  const expires = readTime(claims, 'exp');
  if (expires === null) throw unauthenticated('exp is missing');
  for (const name of ['nbf', 'iat']) {
    const starts = readTime(claims, name);
    if (starts !== null && starts > now + CLOCK_SKEW) throw unauthenticated(`${name} lies in the future`);
  }
  if (expires <= now - CLOCK_SKEW) throw new SponaError('SPONA_TOKEN_EXPIRED', { detail: 'exp has passed' });
  return expires;
};

const checkAudience = (audience: unknown, expected: string): void => {
  const named: readonly unknown[] = Array.isArray(audience) ? audience : [audience];
  if (!named.every((name) => typeof name === 'string') || !named.includes(expected))
    throw unauthenticated('the audience is not this hub');
};

/** `client_id` (RFC 9068) and `azp` (OpenID Connect, Keycloak) say the same; where both occur they must agree. */
const readClient = (claims: JsonObject): string | null => {
  const client = readName(claims, 'client_id');
  const party = readName(claims, 'azp');
  if (client !== null && party !== null && client !== party)
    throw unauthenticated('client_id and azp name different clients');
  return client ?? party;
};

/** One actor, the client that carries the token: chains of delegation and actors of other issuers are not understood, so refused. */
const readActor = ({ act, iss }: JsonObject, clientId: string | null): string | null => {
  if (act === undefined) return null;
  if (!isJsonObject(act) || 'act' in act || (act['iss'] !== undefined && act['iss'] !== iss))
    throw unauthenticated('act is not a single actor of the same issuer');
  const actor = readName(act, 'sub');
  if (actor === null) throw unauthenticated('act has no sub');
  if (clientId !== null && clientId !== actor)
    throw unauthenticated('act is not the client that obtained the token');
  return actor;
};

/**
 * Checks the claims of a token whose signature is verified.
 * @param now seconds since the epoch
 * @throws SponaError SPONA_UNAUTHENTICATED, SPONA_TOKEN_EXPIRED
 */
export const readClaims = (claims: JsonObject, issuer: TrustedIssuer, now: number): VerifiedToken => {
  const foreign = FOREIGN_CLAIMS.find((name) => name in claims);
  if (foreign !== undefined) throw unauthenticated(`${foreign} does not belong in a bearer access token`);
  checkAudience(claims['aud'], issuer.audience);
  const expires = checkTimes(claims, now);
  const subject = readName(claims, 'sub');
  if (subject === null) throw unauthenticated('sub is missing');
  const clientId = readClient(claims);
  const actor = readActor(claims, clientId);
  const isMachine = subject === clientId;
  if (subject === actor) throw unauthenticated('the actor acts for itself');
  return {
    issuer: issuer.issuer,
    subject,
    clientId,
    isMachine,
    actor,
    expiresAt: new Date(expires * 1000),
    agencies: issuer.agencies,
  };
};
