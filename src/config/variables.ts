import { COUNTRIES } from '../lib/country';
import { parseIssuers } from './issuers';
import {
  databaseUrl,
  directory,
  hostList,
  integer,
  oneOf,
  type Parse,
  port,
  secretKey,
  text,
  webOrigin,
} from './parsers';

/** One environment variable. */
export interface Variable<T> {
  readonly parse: Parse<T>;
  /** As it would be written in the environment; absent where nothing is assumed. */
  readonly fallback?: string;
  readonly meaning: string;
  /** Never printed, and may come from the file that `<NAME>_FILE` names. */
  readonly secret: boolean;
}

interface Options {
  readonly fallback?: string;
  readonly secret?: boolean;
}

const variable = <T>(parse: Parse<T>, meaning: string, options: Options = {}): Variable<T> => ({
  parse,
  meaning,
  secret: options.secret === true,
  ...(options.fallback === undefined ? {} : { fallback: options.fallback }),
});

/** Every variable that the hub reads, with its default: the one table of them. */
export const VARIABLES = {
  PORT: variable(port, 'Port of the hub; 0 takes a free one', { fallback: '4000' }),
  HOST: variable(text, 'Address the hub listens on; the demo on loopback alone', { fallback: '127.0.0.1' }),
  SPONA_MODE: variable(oneOf('demo', 'production'), 'What the hub is for', { fallback: 'demo' }),
  SPONA_COUNTRY: variable(oneOf(...COUNTRIES), 'Whose law applies; XX for trials', {
    fallback: 'RS',
  }),
  DATABASE_URL: variable(databaseUrl, 'PostgreSQL as the serving role; the embedded one if absent', {
    secret: true,
  }),
  DATABASE_OWNER_URL: variable(databaseUrl, 'PostgreSQL as the owner; read by "spona migrate" alone', {
    secret: true,
  }),
  SPONA_DATA_DIR: variable(directory, 'Where the embedded database and its passwords live', {
    fallback: '.data',
  }),
  SPONA_OIDC_ISSUERS: variable(
    parseIssuers,
    'OpenID providers and their agencies: a JSON array, or the path of its file',
  ),
  SPONA_AUDIENCE: variable(text, "What a token's audience must contain", { fallback: 'spona' }),
  SPONA_PUBLIC_URL: variable(webOrigin, 'Origin under which clients reach the hub'),
  SPONA_ALLOWED_HOSTS: variable(hostList, 'Values of the Host header that are answered, separated by commas'),
  SPONA_TRUSTED_PROXIES: variable(integer(0, 10), 'Reverse proxies whose X-Forwarded-For is believed', {
    fallback: '0',
  }),
  SPONA_METRICS_HOST: variable(text, 'Address the metrics listen on in production', {
    fallback: '127.0.0.1',
  }),
  SPONA_METRICS_PORT: variable(port, 'Port of the metrics; the demo serves them beside the API if absent'),
  SPONA_CURSOR_KEY: variable(
    secretKey,
    'Key of cursors and of the pseudonyms of concealed agencies; the demo makes one at each start',
    {
      secret: true,
    },
  ),
  SPONA_IDENTIFIER_KEY: variable(
    secretKey,
    'Key of the index by which numbers of persons and of staff are compared; never change it; the demo keeps one in its data directory',
    { secret: true },
  ),
  SPONA_TOKEN: variable(text, 'Bearer token that "spona audit" asks with; the hub itself reads none', {
    secret: true,
  }),
  SPONA_LOG_LEVEL: variable(
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'Least severity that is logged',
    { fallback: 'info' },
  ),
  SPONA_MAX_DEPTH: variable(integer(1, 100), 'Deepest selection of an operation', { fallback: '14' }),
  SPONA_MAX_COST: variable(integer(1, 10_000_000), 'Estimated fields of an answer', { fallback: '50000' }),
  SPONA_MAX_ALIASES: variable(integer(0, 10_000), 'Aliases of an operation', { fallback: '50' }),
  SPONA_MAX_PAGE: variable(integer(1, 1_000), 'Records of a page', { fallback: '100' }),
  SPONA_MAX_BODY_BYTES: variable(integer(1_024, 104_857_600), 'Bytes of a request body', {
    fallback: '1048576',
  }),
  SPONA_RATE_PER_MINUTE: variable(integer(1, 1_000_000), 'Operations a minute of a staff member', {
    fallback: '600',
  }),
  SPONA_CLIENT_RATE_PER_MINUTE: variable(
    integer(1, 10_000_000),
    'Operations a minute of a machine client, for each staff member whom it names',
    { fallback: '60000' },
  ),
  SPONA_TIMEOUT_MS: variable(integer(100, 600_000), 'Milliseconds that an operation may take', {
    fallback: '10000',
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;

/** The parsed values; undefined where a variable is neither set nor has a default. */
export type Values = {
  readonly [Name in VariableName]: ReturnType<(typeof VARIABLES)[Name]['parse']> | undefined;
};

export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];
