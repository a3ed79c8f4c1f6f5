import { unknownVariables } from '../../src/config/environment';
import { readCompose, type Service } from './compose';

const compose = readCompose({ SPONA_AGENCIES: '["PU-NS"]' });
const services = Object.entries(compose.services);

const named = (items: Service['configs'] = []): string[] =>
  items.map((item) => (typeof item === 'string' ? item : item.source));
const volumesOf = ({ volumes = [] }: Service): string[] =>
  volumes.map((volume) => volume.split(':')[0] ?? '');
const networksOf = ({ networks = [] }: Service): string[] =>
  Array.isArray(networks) ? networks.map(String) : Object.keys(networks);

describe('docker-compose.yml', () => {
  const REFERENCES = [
    ['volumes', volumesOf],
    ['networks', networksOf],
    ['configs', (service: Service): string[] => named(service.configs)],
  ] as const;

  test.each(REFERENCES)('declares the %s that services use, and no others', (kind, of) => {
    const used = new Set(services.flatMap(([, service]) => of(service)));
    expect([...used].sort()).toEqual(Object.keys(compose[kind]).sort());
  });

  test('waits only for services that exist', () => {
    const awaited = services.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
    expect(awaited.filter((name) => !(name in compose.services))).toEqual([]);
  });

  test.each(services)('%s holds no secret but in files', (_name, { environment = {}, secrets = [] }) => {
    const secret = /(?:PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL|DATABASE_OWNER_URL)$/u;
    expect(Object.keys(environment).filter((name) => secret.test(name))).toEqual([]);
    for (const [name, value] of Object.entries(environment))
      if (/_FILE$/u.test(name)) expect(value).toMatch(/^\/run\/secrets\/spona\/[\w.-]+$/u);
    expect(secrets).toEqual([]);
  });

  test.each(services)('%s gains no privileges', (_name, { cap_drop, security_opt, user, build }) => {
    expect(cap_drop).toEqual(['ALL']);
    expect(security_opt).toEqual(['no-new-privileges:true']);
    expect(user ?? build?.dockerfile_inline).toBeDefined();
  });

  test('only the service that makes the secrets runs as root, and it has no network', () => {
    const root = services.filter(([, { user = 'root' }]) => /^(?:root|0)\b/u.test(user));
    expect(root.map(([name]) => name)).toEqual(['secrets']);
    expect(compose.services['secrets']).toMatchObject({ network_mode: 'none', read_only: true });
  });

  test('the vault is open to its maker alone, and each other place of secrets to one service', () => {
    const readers = (volume: string): string[] =>
      services.filter(([, service]) => volumesOf(service).includes(volume)).map(([name]) => name);
    expect(readers('vault')).toEqual(['secrets']);
    for (const volume of Object.keys(compose.volumes).filter((name) => name.startsWith('secrets-')))
      expect(readers(volume)).toEqual(['secrets', volume.slice('secrets-'.length)]);
  });

  test('the hub runs in production mode, read-only, as an ordinary user, and is asked whether it is ready', () => {
    const { hub } = compose.services;
    expect(hub).toMatchObject({ user: 'node', read_only: true, environment: { SPONA_MODE: 'production' } });
    expect(hub?.healthcheck?.test.join(' ')).toContain('/health/ready');
    expect(hub?.build?.dockerfile_inline).toMatch(
      /^FROM node:24-slim AS build$[^]*^FROM node:24-slim$[^]*^USER node$/mu,
    );
    expect(networksOf(hub ?? {}).filter((name) => name === 'front')).toEqual([]);
  });

  test.each(['hub', 'migrate'])('%s is given only variables that it knows', (name) => {
    expect(unknownVariables(compose.services[name]?.environment ?? {})).toEqual([]);
  });

  test('publishes its ports on loopback unless told otherwise', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:4443:4443', '127.0.0.1:8443:8443']);
    expect(
      readCompose({ SPONA_AGENCIES: '[]', SPONA_ADDRESS: '0.0.0.0' }).services['gateway']?.ports,
    ).toEqual(['0.0.0.0:4443:4443']);
  });

  test('asks for the agencies that Keycloak vouches for', () => {
    expect(() => readCompose({})).toThrow('SPONA_AGENCIES: set the codes');
  });

  test('the realm has a public client with PKCE and a machine client with a key, both for the audience of the hub', () => {
    const realm = JSON.parse(compose.configs['realm']?.content ?? '') as {
      clients: Record<string, unknown>[];
    };
    const audience = [
      expect.objectContaining({ config: expect.objectContaining({ 'included.custom.audience': 'spona' }) }),
    ];
    expect(realm.clients).toEqual([
      expect.objectContaining({
        clientId: 'graphiql',
        publicClient: true,
        directAccessGrantsEnabled: false,
        attributes: expect.objectContaining({ 'pkce.code.challenge.method': 'S256' }),
        protocolMappers: audience,
      }),
      expect.objectContaining({
        clientId: 'agency-system',
        clientAuthenticatorType: 'client-jwt',
        serviceAccountsEnabled: true,
        standardFlowEnabled: false,
        protocolMappers: audience,
      }),
    ]);
    expect(compose.configs['realm']?.content).toContain('"${AGENCY_SYSTEM_CERTIFICATE}"');
  });
});
