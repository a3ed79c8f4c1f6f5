import { isSafeOrigin } from '../config';
import { asObject, asText } from '../read';

/** The endpoints of an OpenID provider that the console needs. */
export interface Discovery {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly endSessionEndpoint: string | null;
}

/** Reads a provider's metadata (OpenID Connect Discovery 1.0, section 4.3). Throws an Error that says what is wrong. */
export const parseDiscovery = (value: unknown, issuer: string): Discovery => {
  const source = asObject(value) ?? {};
  if (source['issuer'] !== issuer)
    throw new Error('The login service names itself otherwise than the hub does.');
  const endpoint = (key: string): string => {
    const found = asText(source[key]);
    if (found === null || !isSafeOrigin(found)) throw new Error(`The login service has no usable ${key}.`);
    return found;
  };
  return {
    issuer,
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    endSessionEndpoint:
      source['end_session_endpoint'] === undefined ? null : endpoint('end_session_endpoint'),
  };
};

/** Fetches and reads the metadata of the issuer. Throws an Error that says what is wrong. */
export const discover = async (issuer: string): Promise<Discovery> => {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { credentials: 'omit' }).catch(() => {
    throw new Error(`The login service at ${issuer} cannot be reached from this page.`);
  });
  if (!response.ok) throw new Error(`The login service answers ${response.status}.`);
  return parseDiscovery(await response.json(), issuer);
};
