import { unauthenticated } from './refusal';
import { parseStrictObject, type JsonObject } from './strict-json';

/** What a bearer token says before anything in it has been verified. */
export interface UnverifiedToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Larger than any token of a sound issuer, small enough to make decoding free. */
export const MAX_TOKEN_LENGTH = 8192;

/** Strict base64url (RFC 4648 section 5, RFC 7515 section 2): its alphabet alone, no padding, and one spelling for each value. */
const decode = (part: string): Buffer | null => {
  if (!/^[A-Za-z0-9_-]+$/u.test(part)) return null;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
};

const decodeObject = (part: string): JsonObject | null => {
  const bytes = decode(part);
  return bytes === null ? null : parseStrictObject(bytes);
};

/**
 * Reads the compact form of a signed JWT in its one strict spelling: libraries accept more (padding, whitespace, stray bits), and
 * whatever two readers take differently can be made to pass one of them.
 * @throws SponaError SPONA_UNAUTHENTICATED
 */
export const readCompactForm = (token: string): UnverifiedToken => {
  if (token.length > MAX_TOKEN_LENGTH) throw unauthenticated('the token is too long');
  const parts = token.split('.');
  const [headerPart, claimsPart, signaturePart] = parts;
  if (parts.length !== 3 || !headerPart || !claimsPart || !signaturePart) {
    throw unauthenticated('the token does not consist of three parts');
  }
  const header = decodeObject(headerPart);
  if (header === null) throw unauthenticated('the header is not a strict base64url JSON object');
  const claims = decodeObject(claimsPart);
  if (claims === null) throw unauthenticated('the payload is not a strict base64url JSON object');
  if (decode(signaturePart) === null) throw unauthenticated('the signature is not strict base64url');
  return { header, claims };
};
