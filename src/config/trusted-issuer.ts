import { isLoopback } from '../lib/loopback';
import { ALGORITHMS, type OidcIssuer } from './issuers';

/** An OpenID provider that the hub trusts, and how far: an entry of `SPONA_OIDC_ISSUERS` with its audience filled in, or the demo's own. */
export interface TrustedIssuer extends OidcIssuer {
  readonly audience: string;
  /** Accept http on a loopback host; the demo alone. */
  readonly allowPlainText?: boolean;
}

/** Fills in what an entry leaves to the hub. */
export const trustIssuer = (issuer: OidcIssuer, audience: string, production: boolean): TrustedIssuer => ({
  ...issuer,
  audience: issuer.audience ?? audience,
  ...(!production && issuer.issuer.startsWith('http:') ? { allowPlainText: true } : {}),
});

export const bindsAgency = ({ agencies }: Pick<TrustedIssuer, 'agencies'>, code: string): boolean =>
  agencies === 'ALL' || agencies.includes(code);

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

const isPlainAddress = (url: URL): boolean => url.username + url.password + url.search + url.hash === '';

const hasSafeTransport = (url: URL, issuer: TrustedIssuer, production: boolean): boolean =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && issuer.allowPlainText === true && !production && isLoopback(url.hostname));

const problemsOf = (issuer: TrustedIssuer, production: boolean): readonly string[] => {
  const url = parse(issuer.issuer);
  if (url === undefined) return ['is not a URL'];
  const keys = issuer.jwksUri === undefined ? url : parse(issuer.jwksUri);
  const unknown = issuer.algorithms.filter((algorithm) => !ALGORITHMS.includes(algorithm));
  const checks: readonly (readonly [boolean, string])[] = [
    [isPlainAddress(url), 'must have no user, query or fragment'],
    [
      hasSafeTransport(url, issuer, production),
      production ? 'must use https in production' : 'must use https, or a loopback address',
    ],
    [keys?.origin === url.origin, 'must publish its keys (jwksUri) on its own origin'],
    [issuer.audience !== '', 'must have an audience'],
    [issuer.algorithms.length > 0, 'must be pinned to at least one algorithm'],
    [unknown.length === 0, `must be pinned to asymmetric algorithms, not to ${unknown.join(', ')}`],
    [issuer.agencies.length > 0, 'must be bound to at least one agency'],
    [issuer.agencies !== 'ALL' || !production, 'must name its agencies in production; ALL is for the demo'],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
};

/** Everything that is wrong with the issuers, by their place in the list, all of it at once; empty if they are usable. */
export const issuerProblems = (issuers: readonly TrustedIssuer[], production: boolean): readonly string[] => {
  const names = issuers.map(({ issuer }) => issuer);
  return issuers.flatMap((issuer, index) =>
    [
      ...problemsOf(issuer, production),
      ...(names.indexOf(issuer.issuer) < index ? ['must be configured once'] : []),
    ].map((problem) => `SPONA_OIDC_ISSUERS[${index}]: ${problem}`),
  );
};
