import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/config';
import { ConfigError } from '../../../src/config/config-error';
import type { Environment } from '../../../src/config/environment';
import { printableConfig } from '../../../src/config/printable';

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const ISSUER = { issuer: 'https://id.example.org/', algorithms: ['ES256'], agencies: ['police-1'] };
const PRODUCTION: Environment = {
  SPONA_MODE: 'production',
  SPONA_COUNTRY: 'RS',
  HOST: '0.0.0.0',
  DATABASE_URL: 'postgres://hub:hidden@db/spona',
  SPONA_OIDC_ISSUERS: JSON.stringify([ISSUER]),
  SPONA_PUBLIC_URL: 'https://spona.example.org',
  SPONA_CURSOR_KEY: KEY,
  SPONA_IDENTIFIER_KEY: KEY,
};

const problemsOf = (environment: Environment, scope?: 'database'): readonly string[] => {
  try {
    loadConfig(environment, scope);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'config-'))));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const file = (name: string, content: string): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  it('is a demo on loopback with the embedded database by default, and frozen throughout', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      mode: 'demo',
      country: 'RS',
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://localhost:4000',
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      metrics: null,
      dataDir: join(process.cwd(), '.data'),
      database: null,
      audience: 'spona',
      issuers: [],
      cursorKey: null,
      identifierKey: null,
      limits: { depth: 14, page: 100, bodyBytes: 1_048_576, operationTimeoutMs: 10_000 },
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.limits)).toBe(true);
    expect(Object.isFrozen(config.allowedHosts)).toBe(true);
  });

  it('reports every problem at once, and never a value that may be secret', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: '0.0.0.0',
      SPONA_MODE: 'demo',
      SPONA_COUNTRY: 'HR',
      SPONA_MAX_DEPTHS: '5',
      SPONA_MAX_COST: '1e9',
      SPONA_NOTHING_LIKE_IT: 'x',
      DATABASE_URL: 'mysql://hub:hidden@db/spona',
      SPONA_CURSOR_KEY: 'hidden',
      SPONA_PUBLIC_URL: 'https://spona.example.org/path',
      SPONA_ALLOWED_HOSTS: 'a b',
    });
    expect(problems).toEqual([
      'SPONA_MAX_DEPTHS: is not known; did you mean SPONA_MAX_DEPTH?',
      'SPONA_NOTHING_LIKE_IT: is not known',
      'PORT: must be a whole number from 0 to 65535',
      'SPONA_COUNTRY: must be one of RS, ME, RO, XX',
      'DATABASE_URL: must begin with postgres://',
      'SPONA_PUBLIC_URL: must hold scheme, host and port alone',
      'SPONA_ALLOWED_HOSTS: must be host names separated by commas, each with or without a port',
      'SPONA_CURSOR_KEY: must be 32 random bytes, as 64 hexadecimal digits or in base64 (openssl rand -hex 32)',
      'SPONA_MAX_COST: must be a whole number from 1 to 10000000',
      'HOST: must be a loopback address in demo mode, whose personas need no password',
    ]);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(4000);
  });

  it('is complete for production', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      mode: 'production',
      publicUrl: 'https://spona.example.org',
      allowedHosts: ['spona.example.org'],
      metrics: { host: '127.0.0.1', port: 9464 },
      database: { servingUrl: 'postgres://hub:hidden@db/spona' },
      issuers: [{ ...ISSUER, audience: 'spona' }],
    });
  });

  it('refuses every demo default in production', () => {
    expect(problemsOf({ SPONA_MODE: 'production' }).map((problem) => problem.split(':')[0])).toEqual([
      'DATABASE_URL',
      'SPONA_COUNTRY',
      'HOST',
      'SPONA_OIDC_ISSUERS',
      'SPONA_PUBLIC_URL',
      'SPONA_CURSOR_KEY',
      'SPONA_IDENTIFIER_KEY',
    ]);
    expect(problemsOf({ SPONA_MODE: 'production' }, 'database')).toHaveLength(2);
  });

  it.each([
    ['a plain-text issuer', { issuer: 'http://id.example.org' }, '[0]: must use https in production'],
    [
      'an issuer of all agencies',
      { agencies: 'ALL' },
      '[0]: must name its agencies in production; ALL is for the demo',
    ],
    [
      'plain-text keys',
      { jwksUri: 'http://id.example.org/keys' },
      '[0]: must publish its keys (jwksUri) on its own origin',
    ],
  ])('refuses %s in production', (_name, change, problem) => {
    const SPONA_OIDC_ISSUERS = JSON.stringify([{ ...ISSUER, ...change }]);
    expect(problemsOf({ ...PRODUCTION, SPONA_OIDC_ISSUERS })).toEqual([`SPONA_OIDC_ISSUERS${problem}`]);
  });

  it('refuses an issuer of the demo that is off this machine and in plain text, or named twice', () => {
    const issuers = [ISSUER, { ...ISSUER, issuer: 'http://id.example.org' }, ISSUER];
    expect(problemsOf({ SPONA_OIDC_ISSUERS: JSON.stringify(issuers) })).toEqual([
      'SPONA_OIDC_ISSUERS[1]: must use https, or a loopback address',
      'SPONA_OIDC_ISSUERS[2]: must be configured once',
    ]);
  });

  it('refuses an empty list of issuers and a plain-text public address in production', () => {
    expect(
      problemsOf({ ...PRODUCTION, SPONA_OIDC_ISSUERS: '[]', SPONA_PUBLIC_URL: 'http://spona.example.org' }),
    ).toEqual([
      'SPONA_OIDC_ISSUERS: must name at least one issuer in production',
      'SPONA_PUBLIC_URL: must use https in production',
    ]);
  });

  it('names the place of each problem in the issuers', () => {
    const issuers = [{ ...ISSUER, algorithms: ['HS256'], secret: 1 }, { issuer: 'no' }];
    const problems = problemsOf({ SPONA_OIDC_ISSUERS: JSON.stringify(issuers) });
    expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
      'SPONA_OIDC_ISSUERS[0].algorithms[0]',
      'SPONA_OIDC_ISSUERS[0]',
      'SPONA_OIDC_ISSUERS[1].issuer',
      'SPONA_OIDC_ISSUERS[1].algorithms',
      'SPONA_OIDC_ISSUERS[1].agencies',
    ]);
  });

  it('reads issuers and secrets from files', () => {
    const config = loadConfig({
      SPONA_OIDC_ISSUERS: file('issuers.json', JSON.stringify([ISSUER])),
      SPONA_AUDIENCE: 'hub',
      DATABASE_URL_FILE: file('url', 'postgres://hub:hidden@db/spona\n'),
      DATABASE_OWNER_URL_FILE: file('owner', 'postgres://owner:hidden@db/spona\n'),
      SPONA_CURSOR_KEY_FILE: file('key', `${KEY}\n`),
    });
    expect(config.issuers).toEqual([{ ...ISSUER, audience: 'hub' }]);
    expect(config.database).toEqual({
      servingUrl: 'postgres://hub:hidden@db/spona',
      ownerUrl: 'postgres://owner:hidden@db/spona',
    });
    expect(config.cursorKey?.export().toString('hex')).toBe(KEY);
    expect(JSON.stringify(config)).not.toContain(KEY);
  });

  it('says which file is missing, and that two sources contradict', () => {
    expect(
      problemsOf({
        DATABASE_URL_FILE: join(directory, 'missing'),
        SPONA_CURSOR_KEY: KEY,
        SPONA_CURSOR_KEY_FILE: 'x',
        SPONA_OIDC_ISSUERS: join(directory, 'missing'),
      }),
    ).toEqual([
      'DATABASE_URL: cannot be read from the file that DATABASE_URL_FILE names',
      'SPONA_OIDC_ISSUERS: must be a JSON array, or the path of a readable file that holds one',
      'SPONA_CURSOR_KEY: is set beside SPONA_CURSOR_KEY_FILE; set one of them',
    ]);
  });

  it('demands two users of one database', () => {
    const url = 'postgres://same:hidden@db/spona';
    expect(problemsOf({ DATABASE_URL: url, DATABASE_OWNER_URL: url })).toEqual([
      'DATABASE_URL: must name another user than DATABASE_OWNER_URL: the serving role owns nothing',
    ]);
    expect(problemsOf({ DATABASE_OWNER_URL: url })).toEqual([
      'DATABASE_OWNER_URL: is of no use without DATABASE_URL',
    ]);
  });

  it('accepts http of a demo issuer, and says so', () => {
    const config = loadConfig({
      SPONA_OIDC_ISSUERS: JSON.stringify([{ ...ISSUER, issuer: 'http://localhost:8080/realm' }]),
    });
    expect(config.issuers[0]).toMatchObject({ allowPlainText: true });
  });

  it('prints without secrets', () => {
    const environment = { ...PRODUCTION, DATABASE_OWNER_URL_FILE: join(directory, 'missing') };
    const printed = printableConfig(environment);
    expect(JSON.stringify(printed)).not.toMatch(`hidden|${KEY}`);
    expect(printed.find(({ name }) => name === 'DATABASE_URL')).toMatchObject({
      value: 'postgres://hub:***@db/spona',
      source: 'environment',
    });
    expect(printed.find(({ name }) => name === 'SPONA_CURSOR_KEY')?.value).toBe('(secret)');
    expect(printed.find(({ name }) => name === 'PORT')).toMatchObject({ value: '4000', source: 'default' });
  });
});
