import type { JWK } from 'jose';
import { isRocaModulus } from './roca';
import { isJsonObject, type JsonObject } from './strict-json';

const MAX_KEYS = 100;
const MIN_RSA_EXPONENT = 65537n;
const KEY_TYPES: readonly unknown[] = ['EC', 'OKP', 'RSA'];
const SECRET_MEMBERS: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const toInteger = (value: unknown): bigint =>
  typeof value === 'string' ? BigInt(`0x0${Buffer.from(value, 'base64url').toString('hex')}`) : 0n;

const isSoundRsa = ({ n, e }: JsonObject): boolean => {
  const modulus = toInteger(n);
  const exponent = toInteger(e);
  return exponent >= MIN_RSA_EXPONENT && exponent % 2n === 1n && !isRocaModulus(modulus);
};

/** A key whose secret is published protects nothing; it is left out like a weak one. */
const isUsable = (key: JsonObject): boolean =>
  KEY_TYPES.includes(key['kty']) &&
  !SECRET_MEMBERS.some((member) => member in key) &&
  (key['kty'] !== 'RSA' || isSoundRsa(key));

/**
 * The public keys of an issuer's published key set, without those that are symmetric, secret or weak. Use, curve and length are
 * matched with the algorithm when a key is picked.
 * @throws Error if the document is not a key set
 */
export const readKeySet = (document: JsonObject): readonly JWK[] => {
  const keys = document['keys'];
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) throw new Error('its key set is malformed');
  return (keys as unknown[]).filter(isJsonObject).filter(isUsable);
};
