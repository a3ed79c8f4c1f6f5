import type { JWK } from 'jose';
import type { TrustedIssuer } from '../config/trusted-issuer';
import { findJwksUri } from './discovery';
import { fetchJson } from './fetch-json';
import { readKeySet } from './key-set';

/**
 * The usable keys that an issuer publishes now.
 * @throws Error with a reason fit for the log
 */
export const fetchKeys = async (issuer: TrustedIssuer): Promise<readonly JWK[]> =>
  readKeySet(await fetchJson(await findJwksUri(issuer)));
