import { ALGORITHMS, type Algorithm } from '../config/issuers';
import { isLoopback } from './loopback';

/** Codes of the agencies whose people and systems an issuer may vouch for; `ALL` exists for the demo issuer alone. */
export type AgencyBinding = readonly string[] | 'ALL';

/** One OpenID provider that the hub trusts, and how far. */
export interface IssuerConfig {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** What the tokens' `aud` must contain: this hub. */
  readonly audience: string;
  readonly algorithms: readonly Algorithm[];
  /** Where the keys are, on the issuer's own origin; found by discovery if absent. */
  readonly jwksUri?: string;
  readonly agencies: AgencyBinding;
  /** Accept http on a loopback host; the demo alone. */
  readonly allowPlainText?: boolean;
}

/** The configured issuers cannot be used; `problems` lists every reason. */
export class IssuerConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The OIDC issuers are not usable:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'IssuerConfigError';
  }
}

export const bindsAgency = (binding: AgencyBinding, code: string): boolean =>
  binding === 'ALL' || binding.includes(code);

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

const isPlainAddress = (url: URL): boolean => url.username + url.password + url.search + url.hash === '';

const hasSafeTransport = (url: URL, config: IssuerConfig, production: boolean): boolean =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && config.allowPlainText === true && !production && isLoopback(url));

const problemsOf = (config: IssuerConfig, production: boolean): readonly string[] => {
  const url = parse(config.issuer);
  if (url === undefined) return ['is not a URL'];
  const keys = config.jwksUri === undefined ? url : parse(config.jwksUri);
  const unknown = config.algorithms.filter((algorithm) => !ALGORITHMS.includes(algorithm));
  const checks: readonly (readonly [boolean, string])[] = [
    [isPlainAddress(url), 'must have no user, query or fragment'],
    [hasSafeTransport(url, config, production), 'must use https'],
    [keys?.origin === url.origin, 'must publish its keys (jwksUri) on its own origin'],
    [config.audience !== '', 'must have an audience'],
    [config.algorithms.length > 0, 'must be pinned to at least one algorithm'],
    [unknown.length === 0, `must be pinned to asymmetric algorithms, not to ${unknown.join(', ')}`],
    [config.agencies.length > 0, 'must be bound to at least one agency'],
    [config.agencies !== 'ALL' || !production, 'must name its agencies in production'],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
};

/** Everything that is wrong with the configured issuers, for a start that reports all of it at once; empty if they are usable. */
export const checkIssuers = (issuers: readonly IssuerConfig[], production: boolean): readonly string[] => {
  const names = issuers.map(({ issuer }) => issuer);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...issuers.flatMap((config) =>
      problemsOf(config, production).map((problem) => `${config.issuer}: ${problem}`),
    ),
    ...[...repeated].map((name) => `${name}: must be configured once`),
  ];
};
