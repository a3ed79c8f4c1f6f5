import { testsOf, type Fault } from '../fault';

const verify = testsOf('unit/identity/verify-token');
const algorithms = testsOf('unit/identity/verify-token', 'algorithms');
const keys = testsOf('unit/identity/keys');
const resolve = testsOf('unit/identity/resolve-viewer');
const CLAIMS = 'src/identity/claims.ts';

/** From a token to the viewer. */
export const IDENTITY_FAULTS: readonly Fault[] = [
  {
    id: 'signature-not-verified',
    breaks: 'A token is taken at its word.',
    file: 'src/identity/verify-token.ts',
    find: 'await verifySignature(',
    replace: 'void ((..._parts: unknown[]) => undefined)(',
    caughtBy: verify('every byte of the signed part counts'),
  },
  {
    id: 'algorithm-of-the-token',
    breaks: 'The signature is verified by whatever algorithm the token names.',
    file: 'src/identity/signature.ts',
    find: '{ algorithms: [...algorithms] }',
    replace: '{}',
    caughtBy: keys('the signature itself is verified with the pinned algorithms alone'),
  },
  {
    id: 'algorithm-none',
    breaks: 'A token of the algorithm none, and without a signature, is accepted.',
    file: 'src/identity/verify-token.ts',
    find: 'checkHeader(header, issuer.config.algorithms);',
    replace:
      "if (header['alg'] === 'none') return readClaims(claims, issuer.config, now() / 1000);\n      checkHeader(header, issuer.config.algorithms);",
    caughtBy: algorithms('alg "none" is refused'),
  },
  {
    id: 'header-algorithm-unchecked',
    breaks:
      'The header’s algorithm is not held to the issuer’s: a stranger’s token makes the hub fetch keys.',
    file: 'src/identity/protected-header.ts',
    find: 'if (!algorithms.some(',
    replace: 'if (algorithms.length < 0 && !algorithms.some(',
    caughtBy: keys('an algorithm beyond the pinned ones causes no fetch'),
  },
  {
    id: 'key-in-the-token',
    breaks: 'A token that brings its own key is not refused.',
    file: 'src/identity/protected-header.ts',
    find: "'jku', 'jwk',",
    replace: "'jku',",
    caughtBy: verify('refused header: jwk'),
  },
  {
    id: 'audience-that-begins-alike',
    breaks: 'A token for another service whose name begins with the hub’s is accepted.',
    file: CLAIMS,
    find: '!named.includes(expected)',
    replace: '!named.some((name) => String(name).startsWith(expected))',
    caughtBy: verify('refused: an audience that only begins alike'),
  },
  {
    id: 'expiry-a-second-late',
    breaks: 'A token still counts at the end of the tolerance.',
    file: CLAIMS,
    find: 'expires <= now - CLOCK_SKEW',
    replace: 'expires < now - CLOCK_SKEW',
    caughtBy: verify('an expired token has its own code, 5 s after its end'),
  },
  {
    id: 'not-yet-valid',
    breaks: 'A token counts before it is valid.',
    file: CLAIMS,
    find: "for (const name of ['nbf', 'iat'])",
    replace: "for (const name of ['iat'])",
    caughtBy: verify('refused: not yet valid'),
  },
  {
    id: 'issuer-that-begins-alike',
    breaks: 'An issuer whose name begins with a configured one’s is taken for that one.',
    file: 'src/identity/verify-token.ts',
    find: "trusted.get(claims['iss'])",
    replace: "[...trusted].find(([name]) => String(claims['iss']).startsWith(name))?.[1]",
    caughtBy: keys('an unknown issuer causes no fetch'),
  },
  {
    id: 'agency-that-begins-alike',
    breaks: 'An issuer vouches for an agency whose code begins with that of its own.',
    file: 'src/config/trusted-issuer.ts',
    find: 'agencies.includes(code)',
    replace: 'agencies.some((own) => code.startsWith(own))',
    caughtBy: testsOf('unit/config/trusted-issuer')('an issuer vouches for its own agencies alone'),
  },
  {
    id: 'staff-of-another-agency',
    breaks: 'A machine client names a staff member of another agency.',
    file: 'src/identity/named-staff.ts',
    find: 'if (named.agency.id !== agency.id) throw',
    replace: 'if (named.agency.id === null) throw',
    caughtBy: resolve('every state of token, registry and headers token 6'),
  },
  {
    id: 'named-is-proven',
    breaks: 'Whom a machine client names counts as proven by his own token.',
    file: 'src/identity/resolve-viewer.ts',
    find: "party.staff === null ? 'ASSERTED'",
    replace: "staff === null ? 'ASSERTED'",
    caughtBy: resolve('every state of token, registry and headers token 6'),
  },
  {
    id: 'disabled-client',
    breaks: 'The token of a disabled client still counts.',
    file: 'src/identity/bearer-party.ts',
    find: 'if (!client.active) throw',
    replace: 'if (client.active === null) throw',
    caughtBy: resolve('every state of token, registry and headers token 6'),
  },
  {
    id: 'purpose-of-either',
    breaks: 'A purpose that either client or person allows is open, not only one that both do.',
    file: 'src/identity/resolve-viewer.ts',
    find: 'limits.every((limit)',
    replace: 'limits.some((limit)',
    caughtBy: resolve('purpose roles do not widen what a named member may do through a client'),
  },
  {
    id: 'two-spellings-of-a-token',
    breaks: 'A token has more than one spelling: what was refused comes back changed.',
    file: 'src/identity/compact-form.ts',
    find: "bytes.toString('base64url') === part ? bytes : null",
    replace: 'bytes',
    caughtBy: testsOf('unit/identity/compact-form')(
      'every value has one spelling: changed trailing bits are refused',
    ),
  },
];
