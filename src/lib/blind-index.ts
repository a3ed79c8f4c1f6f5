import { createHmac, type KeyObject } from 'node:crypto';

/**
 * The blind index of a person's number: the same for the same number of the same kind however it is written, and of no use to whoever
 * lacks the key. 64 hexadecimal digits.
 */
export type BlindIndex = (kind: string, identifier: string) => string;

/** Blanks and punctuation are the writer's, and so is the case of letters. */
const normalised = (identifier: string): string =>
  identifier
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** HMAC-SHA-256 over kind and number: equal numbers of two kinds are two persons'. */
export const createBlindIndex =
  (key: KeyObject): BlindIndex =>
  (kind, identifier) =>
    createHmac('sha256', key)
      .update(`${kind}\u0000${normalised(identifier)}`)
      .digest('hex');
