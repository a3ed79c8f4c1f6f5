import type { KeyObject } from 'node:crypto';
import type { Country } from '../lib/country';
import { ConfigError } from './config-error';
import { type Environment, parseEnvironment, unknownVariables } from './environment';
import { checkMode, type Scope } from './mode-checks';
import { trustIssuer, type TrustedIssuer } from './trusted-issuer';
import type { Values, VariableName } from './variables';

/** Addresses of a database that Spona does not run itself; they hold passwords. */
export interface ExternalDatabase {
  readonly servingUrl: string;
  readonly ownerUrl: string | undefined;
}

/** Upper bounds of what one sender may ask. */
export interface Limits {
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
  /** Records of a page. */
  readonly page: number;
  readonly bodyBytes: number;
  /** Operations a minute of one staff member. */
  readonly staffPerMinute: number;
  /** Operations a minute of one machine client, for each staff member whom it names. */
  readonly clientPerMinute: number;
  readonly operationTimeoutMs: number;
}

/** All settings of a hub, checked and frozen. */
export interface Config {
  readonly mode: 'demo' | 'production';
  readonly country: Country;
  readonly host: string;
  readonly port: number;
  /** Origin under which clients reach the hub, without a trailing slash. */
  readonly publicUrl: string;
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: number;
  /** Where `/metrics` listens; null serves it beside the API. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: the embedded one. */
  readonly database: ExternalDatabase | null;
  readonly audience: string;
  readonly issuers: readonly TrustedIssuer[];
  /** Null in demo mode without one: the hub makes a key for as long as it runs. */
  readonly cursorKey: KeyObject | null;
  /** Null in demo mode without one: the data directory keeps one. */
  readonly identifierKey: KeyObject | null;
  readonly logLevel: NonNullable<Values['SPONA_LOG_LEVEL']>;
  readonly limits: Limits;
}

/** The port that exporters of OpenTelemetry's Prometheus form listen on by convention. */
const METRICS_PORT = 9464;
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** A value that a default or the checks before guarantee. */
const certain = <Name extends VariableName>(values: Values, name: Name): NonNullable<Values[Name]> => {
  const value = values[name];
  if (value === undefined) throw new ConfigError([`${name}: must be set`]);
  return value;
};

const metricsOf = (values: Values, production: boolean): Config['metrics'] => {
  const port = values.SPONA_METRICS_PORT ?? (production ? METRICS_PORT : undefined);
  return port === undefined ? null : { host: certain(values, 'SPONA_METRICS_HOST'), port };
};

const limitsOf = (values: Values): Limits => ({
  depth: certain(values, 'SPONA_MAX_DEPTH'),
  cost: certain(values, 'SPONA_MAX_COST'),
  aliases: certain(values, 'SPONA_MAX_ALIASES'),
  page: certain(values, 'SPONA_MAX_PAGE'),
  bodyBytes: certain(values, 'SPONA_MAX_BODY_BYTES'),
  staffPerMinute: certain(values, 'SPONA_RATE_PER_MINUTE'),
  clientPerMinute: certain(values, 'SPONA_CLIENT_RATE_PER_MINUTE'),
  operationTimeoutMs: certain(values, 'SPONA_TIMEOUT_MS'),
});

const build = (values: Values): Config => {
  const mode = certain(values, 'SPONA_MODE');
  const production = mode === 'production';
  const port = certain(values, 'PORT');
  const publicUrl = values.SPONA_PUBLIC_URL ?? new URL(`http://localhost:${port}`);
  const { DATABASE_URL: servingUrl } = values;
  return {
    mode,
    country: certain(values, 'SPONA_COUNTRY'),
    host: certain(values, 'HOST'),
    port,
    publicUrl: publicUrl.origin,
    allowedHosts: values.SPONA_ALLOWED_HOSTS ?? (production ? [publicUrl.host] : LOOPBACK_NAMES),
    trustedProxies: certain(values, 'SPONA_TRUSTED_PROXIES'),
    metrics: metricsOf(values, production),
    dataDir: certain(values, 'SPONA_DATA_DIR'),
    database: servingUrl === undefined ? null : { servingUrl, ownerUrl: values.DATABASE_OWNER_URL },
    audience: certain(values, 'SPONA_AUDIENCE'),
    issuers: (values.SPONA_OIDC_ISSUERS ?? []).map((issuer) =>
      trustIssuer(issuer, certain(values, 'SPONA_AUDIENCE'), production),
    ),
    cursorKey: values.SPONA_CURSOR_KEY ?? null,
    identifierKey: values.SPONA_IDENTIFIER_KEY ?? null,
    logLevel: certain(values, 'SPONA_LOG_LEVEL'),
    limits: limitsOf(values),
  };
};

const isPlain = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const freeze = <T>(value: T): T => {
  if (!isPlain(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
};

/**
 * Reads the environment. With the scope `database` production is asked only for what the database's commands need, with `none` for nothing.
 * @throws ConfigError with everything that is wrong.
 */
export const loadConfig = (environment: Environment = process.env, scope: Scope = 'all'): Config => {
  const { values, explicit, problems } = parseEnvironment(environment);
  const all = [...unknownVariables(environment), ...problems, ...checkMode({ values, explicit }, scope)];
  if (all.length > 0) throw new ConfigError(all);
  return freeze(build(values));
};
