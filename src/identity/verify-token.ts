import { ConfigError } from '../config/config-error';
import { issuerProblems, type TrustedIssuer } from '../config/trusted-issuer';
import { readClaims, type VerifiedToken } from './claims';
import { readCompactForm } from './compact-form';
import { createKeySource } from './key-source';
import { checkHeader } from './protected-header';
import { unauthenticated } from './refusal';
import { verifySignature } from './signature';

export type { VerifiedToken } from './claims';

export interface TokenVerifier {
  /** @throws SponaError SPONA_UNAUTHENTICATED, SPONA_TOKEN_EXPIRED, SPONA_UNAVAILABLE (the issuer's keys cannot be had) */
  verify(token: string): Promise<VerifiedToken>;
}

export interface TokenVerifierOptions {
  /** Refuse what only the demo may do: plain text, an issuer for all agencies. */
  readonly production: boolean;
  /** Milliseconds since the epoch; the system's clock if absent. */
  readonly now?: () => number;
}

/**
 * Verifies bearer tokens of any number of issuers. The order matters: the form before any content, the issuer before any fetch, the
 * signature before any claim that decides.
 * @throws ConfigError with everything that is wrong with the issuers
 */
export const createTokenVerifier = (
  issuers: readonly TrustedIssuer[],
  { production, now = Date.now }: TokenVerifierOptions,
): TokenVerifier => {
  const problems = issuerProblems(issuers, production);
  if (problems.length > 0) throw new ConfigError(problems);
  const trusted = new Map(
    issuers.map((config) => [config.issuer, { config, keys: createKeySource(config, now) }] as const),
  );
  return {
    async verify(token): Promise<VerifiedToken> {
      const { header, claims } = readCompactForm(token);
      const issuer = typeof claims['iss'] === 'string' ? trusted.get(claims['iss']) : undefined;
      if (issuer === undefined) throw unauthenticated('the issuer is not configured');
      checkHeader(header, issuer.config.algorithms);
      await verifySignature(token, issuer.keys, issuer.config.algorithms);
      return readClaims(claims, issuer.config, now() / 1000);
    },
  };
};
