import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALGORITHMS } from '../../../src/config/issuers';
import { createKeySource } from '../../../src/identity/key-source';
import { verifySignature } from '../../../src/identity/signature';
import { createTokenVerifier } from '../../../src/identity/verify-token';
import { packageRoot } from '../../../src/lib/root';
import { IssuerServer } from './support/issuer-server';
import { codeOf } from './support/refused';

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  /** A compact form, or an object of the JSON serialization, which is never a bearer token. */
  readonly jws?: string | object;
  readonly result: 'valid' | 'invalid';
}
type Key = Readonly<Record<string, unknown>>;
interface Group {
  readonly private: Key & { readonly keys?: readonly Key[] };
  readonly public?: Key & { readonly keys?: readonly Key[] };
  readonly tests: readonly Vector[];
}
interface Case {
  readonly name: string;
  readonly keys: readonly Key[];
  readonly token: string;
  readonly valid: boolean;
  readonly symmetric: boolean;
}

const FOLDER = join(packageRoot, '..', 'shared', 'data', 'vectors', 'wycheproof-jose');
const FILES = ['json_web_signature_test.json', 'json_web_key_test.json', 'json_web_crypto_test.json'];
const RSA_AND_EC_SECRETS = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/** What an issuer would publish; symmetric keys stay as they are, to be refused. */
const published = ({ private: own, public: open }: Group): readonly Key[] => {
  const set = open ?? own;
  return (set.keys ?? [set]).map((key) =>
    Object.fromEntries(Object.entries(key).filter(([name]) => !RSA_AND_EC_SECRETS.includes(name))),
  );
};

const read = (file: string): readonly Case[] => {
  const { testGroups } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { testGroups: Group[] };
  return testGroups.flatMap((group) =>
    group.tests
      .filter(({ jws }) => jws !== undefined)
      .map(({ tcId, comment, jws, result }) => {
        const keys = published(group);
        return {
          name: `${file} ${tcId} ${comment}`,
          keys,
          token: typeof jws === 'string' ? jws : JSON.stringify(jws),
          valid: result === 'valid',
          symmetric: keys.every(({ kty }) => kty === 'oct'),
        };
      }),
  );
};

const present = existsSync(FOLDER);
const cases = present ? FILES.flatMap(read) : [];

(present ? describe : describe.skip)('Wycheproof vectors (skipped where ../shared/data is absent)', () => {
  let server: IssuerServer;
  beforeAll(async () => (server = await new IssuerServer().start()));
  afterAll(() => server.stop());

  const verify = (vector: Case): Promise<void> => {
    server.keys = vector.keys;
    return verifySignature(vector.token, createKeySource(server.config, Date.now), ALGORITHMS);
  };

  test('343 invalid, 24 valid and 7 symmetric ones are read', () => {
    const valid = cases.filter((vector) => vector.valid);
    expect({
      invalid: cases.filter((vector) => !vector.valid).length,
      valid: valid.filter(({ symmetric }) => !symmetric).length,
      symmetric: valid.filter(({ symmetric }) => symmetric).length,
    }).toEqual({ invalid: 343, valid: 24, symmetric: 7 });
  });

  test('the signature alone refuses every invalid vector', async () => {
    const accepted: string[] = [];
    for (const vector of cases.filter((vector) => !vector.valid)) {
      await verify(vector).then(
        () => accepted.push(vector.name),
        (error: unknown) => expect(error).toMatchObject({ code: 'SPONA_UNAUTHENTICATED' }),
      );
    }
    expect(accepted).toEqual([]);
  });

  test('the signature accepts every valid vector, but for symmetric keys', async () => {
    const failed: string[] = [];
    for (const vector of cases.filter(({ valid }) => valid)) {
      const accepted = await verify(vector).then(
        () => true,
        () => false,
      );
      if (accepted === vector.symmetric) failed.push(vector.name);
    }
    expect(failed).toEqual([]);
  });

  test('the verifier refuses them all: none is a token of a configured issuer', async () => {
    const verifier = createTokenVerifier([server.config], { production: false });
    for (const { token } of cases)
      await expect(codeOf(verifier.verify(token))).resolves.toBe('SPONA_UNAUTHENTICATED');
  });
});
