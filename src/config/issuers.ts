import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error';

/** Signature algorithms that an issuer may be pinned to: asymmetric ones alone, so that no public key can serve as a secret. */
export const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** One entry of `SPONA_OIDC_ISSUERS`. */
const issuer = z.strictObject({
  issuer: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
  audience: z.string().min(1).optional(),
  algorithms: z
    .array(z.enum(ALGORITHMS, { error: `must be one of ${ALGORITHMS.join(', ')}` }), {
      error: 'must be a list of signature algorithms, such as ["RS256"]',
    })
    .min(1),
  agencies: z.union([z.literal('ALL'), z.array(z.string().min(1)).min(1)], {
    error: 'must be a list of agency codes',
  }),
  jwksUri: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
});

/** An OpenID provider as the configuration names it. */
export interface OidcIssuer {
  /** Exactly as in the tokens' `iss`. */
  readonly issuer: string;
  /** What the tokens' `aud` must contain: this hub; that of `SPONA_AUDIENCE` when absent. */
  readonly audience?: string;
  readonly algorithms: readonly Algorithm[];
  /** Codes of the agencies whose people and systems it may vouch for; `ALL` is for the demo. */
  readonly agencies: readonly string[] | 'ALL';
  /** Where the keys are, on the issuer's own origin; found by discovery if absent. */
  readonly jwksUri?: string;
}

const readJson = (text: string): unknown => {
  const inline = text.trimStart().startsWith('[');
  let source = text;
  if (!inline) {
    try {
      source = readFileSync(text, 'utf8');
    } catch {
      throw new Error('must be a JSON array, or the path of a readable file that holds one');
    }
  }
  try {
    return JSON.parse(source);
  } catch {
    throw new Error(inline ? 'is not valid JSON' : 'names a file that is not valid JSON');
  }
};

/** Reads the JSON array, or the file that holds it. */
export const parseIssuers = (text: string): readonly OidcIssuer[] => {
  const result = z.array(issuer).safeParse(readJson(text));
  if (!result.success)
    throw new ConfigError(
      result.error.issues.map(
        ({ path, message }) =>
          `${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}: ${message}`,
      ),
    );
  return result.data.map(({ audience, jwksUri, ...rest }) => ({
    ...rest,
    ...(audience === undefined ? {} : { audience }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
  }));
};
