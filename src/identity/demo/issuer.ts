import type { TrustedIssuer } from '../../config/trusted-issuer';

/** The one client of the demo provider that people use: GraphiQL, and the command line in its place. */
export const CONSOLE_CLIENT = 'graphiql';
/** What the console and machines ask to be allowed. */
export const SCOPE = 'graphql';
/** All that the console asks to be allowed, at the demo provider and at any other. */
export const CONSOLE_SCOPES = `openid ${SCOPE}`;
/** Of all that the demo signs: the provider's tokens, the machine clients' assertions. */
export const DEMO_ALGORITHM = 'ES256';

/** How the hub trusts its own demo provider: for every agency, over plain text, and never in production (`issuerProblems`). */
export const demoIssuer = (issuer: string, audience: string): TrustedIssuer => ({
  issuer,
  audience,
  algorithms: [DEMO_ALGORITHM],
  agencies: 'ALL',
  allowPlainText: true,
});

/** Below the issuer: everybody whom one can be, for the command line. */
export const PERSONA_LIST = '/personas';

/** Where the console of an origin may take its code: the page itself, or a page of its own. */
export const consoleRedirects = (origin: string): readonly [string, string] => [
  `${origin}/graphiql/`,
  `${origin}/graphiql/callback`,
];
