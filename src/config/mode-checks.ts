import { isLoopback } from '../lib/loopback';
import { issuerProblems, trustIssuer } from './trusted-issuer';
import type { Values, VariableName } from './variables';

/** What the checks of a mode look at. */
export interface Settings {
  readonly values: Values;
  /** Variables that the environment sets itself. */
  readonly explicit: ReadonlySet<VariableName>;
}

type Check = (settings: Settings) => readonly string[];

const required =
  (name: VariableName, why: string): Check =>
  ({ explicit }) =>
    explicit.has(name) ? [] : [`${name}: must be set in production: ${why}`];

const when = (condition: boolean, problem: string): readonly string[] => (condition ? [problem] : []);

const userOf = (url: string): string => new URL(url).username;

/** Holds in both modes. */
const checkDatabaseRoles: Check = ({ values: { DATABASE_URL, DATABASE_OWNER_URL } }) => [
  ...when(
    DATABASE_OWNER_URL !== undefined && DATABASE_URL === undefined,
    'DATABASE_OWNER_URL: is of no use without DATABASE_URL',
  ),
  ...when(
    DATABASE_OWNER_URL !== undefined &&
      DATABASE_URL !== undefined &&
      userOf(DATABASE_OWNER_URL) === userOf(DATABASE_URL),
    'DATABASE_URL: must name another user than DATABASE_OWNER_URL: the serving role owns nothing',
  ),
];

const checkDemoHost: Check = ({ values: { HOST } }) =>
  when(
    HOST !== undefined && !isLoopback(HOST),
    'HOST: must be a loopback address in demo mode, whose personas need no password',
  );

/** Holds in both modes, more strictly in production. */
const checkIssuers: Check = ({ values: { SPONA_MODE, SPONA_OIDC_ISSUERS, SPONA_AUDIENCE = '' } }) => {
  const production = SPONA_MODE === 'production';
  return issuerProblems(
    (SPONA_OIDC_ISSUERS ?? []).map((issuer) => trustIssuer(issuer, SPONA_AUDIENCE, production)),
    production,
  );
};

const checkSomeIssuer: Check = ({ values: { SPONA_OIDC_ISSUERS: issuers } }) =>
  when(issuers?.length === 0, 'SPONA_OIDC_ISSUERS: must name at least one issuer in production');

const checkPublicUrl: Check = ({ values: { SPONA_PUBLIC_URL: url } }) =>
  when(url?.protocol === 'http:', 'SPONA_PUBLIC_URL: must use https in production');

/** What the database's commands need. */
const PRODUCTION_DATABASE: readonly Check[] = [
  required('DATABASE_URL', 'the embedded database is for demo and trials'),
  required('SPONA_COUNTRY', 'it decides whose law applies'),
];

/** What serving needs beside. */
const PRODUCTION_SERVING: readonly Check[] = [
  required('HOST', 'the default is for the demo'),
  required('SPONA_OIDC_ISSUERS', 'the demo identity provider does not exist there'),
  required('SPONA_PUBLIC_URL', 'clients and tokens refer to it'),
  required('SPONA_CURSOR_KEY', 'cursors must outlive a restart and be valid on every hub'),
  required('SPONA_IDENTIFIER_KEY', 'who works on a case is compared with its persons by it'),
  checkSomeIssuer,
  checkPublicUrl,
];

/** What a command needs of production's settings: all that serving does, the database alone, or nothing that it does not ask for itself. */
export type Scope = 'all' | 'database' | 'none';

/** What is wrong with settings that are well-formed one by one. */
export const checkMode = (settings: Settings, scope: Scope): readonly string[] => {
  if (scope === 'none') return [];
  const production = settings.values.SPONA_MODE === 'production';
  const serving = production ? PRODUCTION_SERVING : [checkDemoHost];
  return [
    checkDatabaseRoles,
    ...(production ? PRODUCTION_DATABASE : []),
    ...(scope === 'all' ? [...serving, checkIssuers] : []),
  ].flatMap((check) => check(settings));
};
