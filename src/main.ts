import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config/config';
import { emergencyCounts } from './casework/grants/emergency-counts';
import { poolCounts } from './db/connection';
import { openDatabase } from './db/open-database';
import { followFiles } from './db/policy-versions';
import { DEMO_PERSONAS, loadDemoRegion } from './demo';
import { createHub, type Hub } from './gateway/hub';
import { identifierKeyOf } from './gateway/identifier-key';
import { reportOtherFiles } from './gateway/report-files';
import { CONSOLE_CLIENT, CONSOLE_SCOPES, demoIssuer } from './identity/demo/issuer';
import { withoutRuntimeWarning } from './identity/demo/runtime-warning';
import { createViewerResolver } from './identity/resolve-viewer';
import { createTokenVerifier } from './identity/verify-token';
import { createBlindIndex } from './lib/blind-index';
import { packageRoot } from './lib/root';
import { PURPOSES, purposesOfRoles } from './policy';
import { shortVersion } from './policy/load-version';
import { createIdentityRegistry } from './registry/identity-registry';
import { DEMO_ISSUER, demoMachineClients, demoPersonas, knownPersonas } from './registry/demo-sources';
import { createServer } from './server/create-server';
import { createMetrics } from './server/metrics';
import type { RunningServer } from './server/server-parts';
import type { Closable } from './server/shutdown';

export interface StartOptions {
  readonly logger: Logger;
  /** Told in plain words what takes time at start. */
  readonly say?: (message: string) => void;
  readonly progress?: (done: number, total: number) => void;
  /** The demo region is for people who try the hub; trials with foreign data start without it. */
  readonly demoRegion?: boolean;
}

export interface StartedHub {
  readonly server: RunningServer;
  readonly issuer: string | null;
  readonly ownerUrl: string | null;
  /** What to close after the server, in this order. */
  readonly parts: readonly Closable[];
}

const WELL_KNOWN = Object.keys(DEMO_PERSONAS);

/** Puts a whole hub together and starts it: database, policies, identity, HTTP. */
export const startHub = async (config: Config, options: StartOptions): Promise<StartedHub> => {
  const { logger, say = () => undefined, progress = () => undefined } = options;
  const demo = config.mode === 'demo';
  const database = await openDatabase(config, { log: say });
  const opened: Closable[] = [{ name: 'database', close: () => database.close() }];
  try {
    const identifierKey = identifierKeyOf(config);
    // Elsewhere the demo is for trials with data of one's own.
    const invented = demo && (options.demoRegion ?? config.country === 'RS');
    if (invented && database.ownerUrl !== null) {
      await loadDemoRegion(database.ownerUrl, {
        country: config.country,
        now: new Date(),
        progress,
        indexIdentifier: createBlindIndex(identifierKey),
      });
    }
    if (demo && database.ownerUrl !== null) {
      const changed = await followFiles({
        url: database.ownerUrl,
        from: 'SPONA_DATA_DIR',
        by: 'spona serve',
      });
      if (changed !== null)
        say(`The policy files have changed: version ${shortVersion(changed)} is in force now`);
    }
    const metrics = createMetrics();
    const hub = await createHub({
      servingUrl: database.servingUrl,
      config,
      identifierKey,
      logger,
      onAuditWrite: metrics.auditWrite,
    });
    opened.unshift({ name: 'connections', close: () => hub.close() });
    reportOtherFiles(hub.policies.version, logger);
    metrics.watchPool(() => poolCounts(hub.dataSource));
    metrics.watchEmergencies(() => emergencyCounts(hub.dataSource));
    const issuer = demo ? `${config.publicUrl}/oidc` : null;
    const audience = `${config.publicUrl}/graphql`;
    const verifier = createTokenVerifier(
      [...config.issuers, ...(issuer === null ? [] : [demoIssuer(issuer, audience)])],
      { production: !demo },
    );
    const resolver = createViewerResolver({
      verifier,
      registry: createIdentityRegistry(hub.dataSource, (name) => (name === issuer ? DEMO_ISSUER : name)),
      policiesOf: hub.policiesOf,
    });
    const personas = demoPersonas(hub.dataSource, WELL_KNOWN);
    const consoleDir = join(packageRoot, 'dist', 'console');
    const server = await createServer({
      config,
      schema: hub.schema,
      executor: hub.execute,
      resolveViewer: (headers) => resolver.resolve(headers),
      recordRefusal: hub.recordRefusal,
      checks: { database: () => hub.dataSource.query('select 1') },
      ...(existsSync(consoleDir)
        ? {
            console: {
              dir: consoleDir,
              config: {
                issuer: issuer ?? config.issuers[0]?.issuer,
                clientId: CONSOLE_CLIENT,
                audience: issuer === null ? config.audience : audience,
                scopes: CONSOLE_SCOPES,
                mode: config.mode,
                invented,
                personas: demo ? await consolePersonas(hub) : [],
                purposes: PURPOSES,
              },
              origins: config.issuers.map(({ issuer: url }) => new URL(url).origin),
            },
          }
        : {}),
      ...(issuer === null
        ? {}
        : {
            mountDemoProvider: async (app) => {
              // Only the demo loads a provider that gives anybody any persona.
              const { mountDemoProvider } = await withoutRuntimeWarning(
                async () => import('./identity/demo-provider.js'),
              );
              mountDemoProvider(app, {
                issuer,
                audience,
                origins: [config.publicUrl],
                personas,
                machineClients: demoMachineClients(hub.dataSource),
                dataDirectory: config.dataDir,
                onError: (err) => {
                  logger.error({ err }, 'the demo identity provider failed');
                },
              });
            },
          }),
      logger,
      metrics,
    });
    return {
      server,
      issuer,
      ownerUrl: database.ownerUrl,
      parts: opened,
    };
  } catch (error) {
    for (const { close } of opened) await close();
    throw error;
  }
};

/** What the console offers to log in as, with the purposes that the roles of each allow. */
const consolePersonas = async ({ dataSource, policies }: Hub): Promise<object[]> =>
  (await knownPersonas(dataSource, WELL_KNOWN)).map(({ subject, name, agency, sector, roles }) => ({
    persona: subject,
    name,
    agency,
    sector,
    roles,
    about: DEMO_PERSONAS[subject] ?? null,
    purposes: purposesOfRoles(policies, sector, roles),
  }));
