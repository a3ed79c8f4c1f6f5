import type { TrustedIssuer } from '../config/trusted-issuer';
import { fetchJson } from './fetch-json';

/**
 * Where an issuer keeps its keys: as configured, else as its own metadata say (OpenID Connect Discovery 1.0 section 4). The metadata
 * must name the very issuer and an address on its origin, so that they cannot hand the choice of keys to anybody else.
 * @throws Error with a reason fit for the log
 */
export const findJwksUri = async ({ issuer, jwksUri }: TrustedIssuer): Promise<string> => {
  if (jwksUri !== undefined) return jwksUri;
  const metadata = await fetchJson(`${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`);
  const found = metadata['jwks_uri'];
  if (metadata['issuer'] !== issuer) throw new Error('its metadata name another issuer');
  if (typeof found !== 'string' || !URL.canParse(found)) throw new Error('its metadata have no jwks_uri');
  if (new URL(found).origin !== new URL(issuer).origin) throw new Error('its keys are on another origin');
  return found;
};
