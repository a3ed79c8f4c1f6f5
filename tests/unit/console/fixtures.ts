import type { ConsoleConfig } from '../../../src/console/config';

export const CONFIG: ConsoleConfig = {
  issuer: 'http://localhost:4000/oidc',
  clientId: 'graphiql',
  audience: 'http://localhost:4000/graphql',
  scopes: 'openid graphql',
  mode: 'demo',
  invented: true,
  personas: [
    {
      persona: 'police',
      name: 'Jelena Marković',
      agency: 'Police Department',
      sector: 'POLICE',
      roles: ['COMPETENT_OFFICER'],
      about: 'named on DEMO-1',
      purposes: ['PROTECTION', 'INVESTIGATION'],
    },
    {
      persona: 'health',
      name: 'Adem Ćorović',
      agency: 'Hospital',
      sector: 'HEALTH',
      roles: ['PHYSICIAN'],
      about: null,
      purposes: ['CARE'],
    },
  ],
  purposes: ['PROTECTION', 'INVESTIGATION', 'CARE'],
};

export const METADATA = {
  issuer: CONFIG.issuer,
  authorization_endpoint: `${CONFIG.issuer}/auth`,
  token_endpoint: `${CONFIG.issuer}/token`,
};

/** An ID token with these claims; nobody verifies its signature here. */
export const idToken = (claims: Readonly<Record<string, unknown>>): string =>
  ['{"alg":"ES256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
