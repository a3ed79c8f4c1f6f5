import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';
import { readCompose } from './compose';

const compose = readCompose({ SPONA_AGENCIES: '["PU-NS"]' });
const present = ['openssl', 'bash'].every((tool) => spawnSync(tool, ['--version']).error === undefined);
const PLACES = (compose.services['secrets']?.volumes ?? []).map((volume) =>
  volume.replace(/^.*:\/made\//u, ''),
);

(present ? describe : describe.skip)(
  'the secrets of docker-compose.yml (skipped where openssl is absent)',
  () => {
    let made: string;
    let owners: string;

    /** Runs the service's script; `chown` only writes down what it is asked for, since that needs root. */
    const make = (domain: string): void => {
      const { status, stderr } = spawnSync('bash', ['-c', compose.configs['make-secrets']?.content ?? ''], {
        encoding: 'utf8',
        env: {
          ...process.env,
          MADE: made,
          DOMAIN: domain,
          OWNERS: owners,
          PATH: `${join(made, 'bin')}:${process.env['PATH'] ?? ''}`,
        },
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    };
    const path = (place: string, name: string): string => join(made, place, name);
    const read = (place: string, name: string): string => readFileSync(path(place, name), 'utf8');
    const all = (): Record<string, string> =>
      Object.fromEntries(
        PLACES.flatMap((place) =>
          readdirSync(join(made, place)).map((name) => [`${place}/${name}`, read(place, name)]),
        ),
      );

    beforeAll(() => {
      made = mkdtempSync(join(tmpdir(), 'spona-made-'));
      owners = join(made, 'owners');
      for (const place of [...PLACES, 'bin']) mkdirSync(join(made, place));
      writeFileSync(path('bin', 'chown'), '#!/bin/sh\necho "$1 $2" >> "$OWNERS"\n');
      chmodSync(path('bin', 'chown'), 0o755);
      make('spona.localhost');
    });
    afterAll(() => rmSync(made, { recursive: true, force: true }));

    test('are every file that a service reads', () => {
      const text = Object.entries(compose.services).map(([name, service]): [string, string] => [
        name,
        JSON.stringify(service),
      ]);
      const wanted = text.flatMap(([name, service]) =>
        [...service.matchAll(/\/run\/secrets\/spona\/([\w.-]+)/gu)].map(
          ([, file]) => `${name}/${String(file)}`,
        ),
      );
      expect(wanted.filter((file) => !(file in all()))).toEqual([]);
      for (const file of ['superuser', 'owner', 'hub', 'keycloak'])
        expect(existsSync(path('postgres', `${file}.password`))).toBe(true);
    });

    test('are readable by their owner alone', () => {
      for (const file of Object.keys(all())) expect(statSync(join(made, file)).mode & 0o077).toBe(0);
      expect(statSync(join(made, 'vault')).mode & 0o077).toBe(0);
      const owned = readFileSync(owners, 'utf8').trim().split('\n');
      const users = new Map(owned.map((line) => [line.split('/').at(-2), line.split(' ')[0]]));
      expect(Object.fromEntries(users)).toEqual({
        postgres: '999:999',
        migrate: '1000:1000',
        hub: '1000:1000',
        gateway: '101:101',
        keycloak: '1000:0',
        'agency-system': '1000:1000',
      });
    });

    test('configure the hub for production', () => {
      const issuers = path('hub', 'issuers.json');
      writeFileSync(issuers, compose.configs['issuers']?.content ?? '');
      const environment = Object.entries(compose.services['hub']?.environment ?? {}).map(([name, value]) => [
        name,
        value.replace('/run/secrets/spona', join(made, 'hub')).replace('/etc/spona/issuers.json', issuers),
      ]);
      expect(loadConfig(Object.fromEntries(environment) as Record<string, string>)).toMatchObject({
        mode: 'production',
        country: 'RS',
      });
      rmSync(issuers);
      expect(read('migrate', 'database-owner-url')).toBe(
        `postgres://spona_owner:${read('postgres', 'owner.password').trim()}@postgres:5432/spona`,
      );
    });

    test.each([
      ['gateway', 'spona.localhost'],
      ['keycloak', 'id.spona.localhost'],
    ])('certify %s as %s', (place, host) => {
      const authority = new X509Certificate(read('hub', 'ca.pem'));
      const certificate = new X509Certificate(read(place, 'tls.pem'));
      expect(authority.ca).toBe(true);
      expect(certificate.verify(authority.publicKey)).toBe(true);
      expect(certificate.checkHost(host)).toBe(host);
      expect(certificate.checkPrivateKey(createPrivateKey(read(place, 'tls.key')))).toBe(true);
    });

    test('give Keycloak the certificate of the key that the agency has', () => {
      const certificate = new X509Certificate(Buffer.from(read('keycloak', 'agency-system.der64'), 'base64'));
      expect(certificate.checkPrivateKey(createPrivateKey(read('agency-system', 'agency-system.key')))).toBe(
        true,
      );
    });

    test('stay as they are; another domain changes certificates alone; what is lost is made again', () => {
      const before = all();
      make('spona.localhost');
      expect(all()).toEqual(before);
      make('hub.example');
      const changed = Object.entries(all()).filter(([file, text]) => before[file] !== text);
      expect(changed.map(([file]) => file).sort()).toEqual([
        'gateway/tls.key',
        'gateway/tls.pem',
        'keycloak/tls.key',
        'keycloak/tls.pem',
        'vault/gateway.key',
        'vault/gateway.pem',
        'vault/keycloak.key',
        'vault/keycloak.pem',
      ]);
      rmSync(path('hub', 'cursor-key'));
      make('hub.example');
      expect(read('hub', 'cursor-key')).toBe(before['hub/cursor-key']);
    });
  },
);
