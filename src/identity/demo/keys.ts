import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { DEMO_ALGORITHM } from './issuer';
import { readOrCreatePrivateFile } from './private-file';

const privateJwk = z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string(), d: z.string() });
const content = z.object({ signing: privateJwk, machine: privateJwk, cookies: z.string().min(32) });

/** The secrets of one demo. */
export interface DemoKeys {
  /** Signs the provider's tokens. */
  readonly signing: JWK;
  /** The key pair that all demo machine clients share. */
  readonly machine: JWK & { readonly alg: string };
  /** Signs the provider's cookies. */
  readonly cookies: string;
}

/** One algorithm for tokens and client assertions. */
const newPrivateKey = (kid: string): JWK => ({
  ...(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JWK),
  kid,
  alg: DEMO_ALGORITHM,
  use: 'sig',
});

const generate = (): string =>
  JSON.stringify({
    signing: newPrivateKey(`demo-${randomBytes(6).toString('hex')}`),
    machine: newPrivateKey('demo-machines'),
    cookies: randomBytes(32).toString('base64url'),
  });

/**
 * The demo's secrets of a data directory, made at first use and kept (0600), so that tokens survive a restart.
 * @throws Error if the file is not readable as such or open to other users
 */
export const loadDemoKeys = (dataDirectory: string): DemoKeys => {
  const file = join(dataDirectory, 'demo-identity.json');
  const text = readOrCreatePrivateFile(file, generate);
  try {
    return content.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} does not hold the demo's keys: delete it to have them made anew`);
  }
};

/** What may be published of a key. */
export const publicPart = ({ kty, crv, x, y, kid, alg, use }: JWK): JWK =>
  Object.fromEntries(
    Object.entries({ kty, crv, x, y, kid, alg, use }).filter(([, value]) => value !== undefined),
  );
