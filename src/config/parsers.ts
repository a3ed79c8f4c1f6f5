import { createSecretKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';

/** Turns a variable's text into its value, or throws an Error that says what the text must be. */
export type Parse<T> = (text: string) => T;

export const text: Parse<string> = (value) => value;

export const directory: Parse<string> = (value) => resolve(value);

export const oneOf =
  <T extends string>(...values: readonly T[]): Parse<T> =>
  (value) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  };

/** Decimal digits alone: `1e3`, `0x10` and blanks are more often a slip than a wish. */
export const integer =
  (least: number, most: number): Parse<number> =>
  (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most))
      throw new Error(`must be a whole number from ${least} to ${most}`);
    return number;
  };

export const port: Parse<number> = integer(0, 65_535);

const NAME = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/i;

export const hostList: Parse<readonly string[]> = (value) => {
  const hosts = value
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
  const wrong = hosts.filter((host) => !NAME.test(host));
  if (hosts.length === 0 || wrong.length > 0)
    throw new Error('must be host names separated by commas, each with or without a port');
  return hosts;
};

const parseUrl = (value: string): URL => {
  if (!URL.canParse(value)) throw new Error('must be a URL');
  return new URL(value);
};

/** The address of a web origin, without path, query or user. */
export const webOrigin: Parse<URL> = (value) => {
  const url = parseUrl(value);
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error('must begin with https:// or http://');
  if (`${url.origin}/` !== url.href) throw new Error('must hold scheme, host and port alone');
  return url;
};

/** A PostgreSQL address with user and database; never echoed, because it holds a password. */
export const databaseUrl: Parse<string> = (value) => {
  const url = parseUrl(value);
  if (!['postgres:', 'postgresql:'].includes(url.protocol)) throw new Error('must begin with postgres://');
  if (url.username === '') throw new Error('must name the user');
  if (url.pathname.length < 2) throw new Error('must name the database');
  return value;
};

const KEY_BYTES = 32;

/** 32 random bytes in hexadecimal or base64; held so that it does not print. */
export const secretKey: Parse<KeyObject> = (value) => {
  const bytes = /^[0-9a-f]{64}$/i.test(value)
    ? Buffer.from(value, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(value)
      ? Buffer.from(value, 'base64')
      : undefined;
  if (bytes?.length !== KEY_BYTES)
    throw new Error('must be 32 random bytes, as 64 hexadecimal digits or in base64 (openssl rand -hex 32)');
  if (new Set(bytes).size < 8) throw new Error('must be random: its bytes repeat');
  return createSecretKey(bytes);
};
