import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { serverAccount } from './account';
import { locateBinaries } from './binaries';
import { EmbeddedError } from './errors';
import { checkClusterVersion, clusterExists, initialiseCluster, sweepUnfinished } from './initialise';
import { layoutOf, placeCluster, prepareLayout, readRemembered, remember } from './layout';
import { acquireLock, lockHolder } from './lock';
import { DATABASE, ensureRoles, HUB_ROLE, OWNER_ROLE } from './roles';
import { openSecrets, type Secrets } from './secrets';
import { clearLeftServer, startServer } from './server';

export { EmbeddedError, EmbeddedInUseError } from './errors';

/** Addresses of the embedded database, each with its password: never log them. */
export interface EmbeddedUrls {
  /** The role that owns the objects: migrations alone. */
  readonly ownerUrl: string;
  /** The role that the hub serves with. */
  readonly servingUrl: string;
  /** The cluster's superuser, for tests and repair. */
  readonly superuserUrl: string;
}

/** An embedded database that this process runs. */
export interface Embedded extends EmbeddedUrls {
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Told in plain words what takes time. */
  readonly log?: (message: string) => void;
  /** False only for throwaway clusters of tests: no write is forced to disk. */
  readonly durable?: boolean;
}

const urls = (port: number, secrets: Secrets): EmbeddedUrls => {
  const url = (user: string, password: string, database: string): string =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url(OWNER_ROLE, secrets.owner, DATABASE),
    servingUrl: url(HUB_ROLE, secrets.hub, DATABASE),
    superuserUrl: url('postgres', secrets.superuser, 'postgres'),
  };
};

/**
 * Starts the embedded PostgreSQL of a data directory, and creates it at the first start.
 * @throws EmbeddedInUseError when another process runs it; {@link attachEmbedded} then gives its addresses.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const { log = () => undefined, durable = true } = options;
  const account = serverAccount();
  const layout = layoutOf(resolve(options.dataDir));
  prepareLayout(layout, account);
  const release = acquireLock(layout.lock, layout.dataDir);
  try {
    const binaries = locateBinaries(account);
    const { cluster, port } = placeCluster(layout, account);
    sweepUnfinished(cluster);
    const exists = clusterExists(cluster);
    const secrets = openSecrets(layout, exists);
    if (!exists) {
      log(`Creating a PostgreSQL ${binaries.major} database in ${cluster}`);
      await initialiseCluster(binaries, cluster, secrets.superuser, account, durable);
    } else {
      checkClusterVersion(cluster, binaries.major);
      await clearLeftServer(cluster);
    }
    const server = await startServer({ binaries, cluster, log: layout.log, account, durable, port });
    try {
      const addresses = urls(server.port, secrets);
      await ensureRoles(addresses.superuserUrl, secrets);
      remember(layout, { cluster, port: server.port });
      log(`PostgreSQL ${binaries.major} runs on 127.0.0.1:${server.port}, data in ${cluster}`);
      const stop = async (): Promise<void> => {
        await server.stop();
        release();
      };
      return { ...addresses, stop };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
};

/** Whether the data directory holds a database, running or not. */
export const embeddedExists = (dataDir: string): boolean => {
  const remembered = readRemembered(layoutOf(resolve(dataDir)));
  return remembered !== undefined && clusterExists(remembered.cluster);
};

/** Addresses of the embedded database that another process runs; undefined when none does, or it is still starting. */
export const attachEmbedded = (dataDir: string): EmbeddedUrls | undefined => {
  const layout = layoutOf(resolve(dataDir));
  if (lockHolder(layout.lock) === undefined) return undefined;
  const remembered = readRemembered(layout);
  if (remembered?.port === undefined || !clusterExists(remembered.cluster)) return undefined;
  return urls(remembered.port, openSecrets(layout, true));
};

/** Removes a stopped embedded database with all its data. */
export const removeEmbedded = async (dataDir: string): Promise<void> => {
  const layout = layoutOf(resolve(dataDir));
  if (!existsSync(layout.home)) return;
  const holder = lockHolder(layout.lock);
  if (holder !== undefined && holder.pid !== process.pid)
    throw new EmbeddedError(`Process ${holder.pid} still runs the database in ${layout.dataDir}.`);
  const remembered = readRemembered(layout);
  if (remembered !== undefined) {
    await clearLeftServer(remembered.cluster);
    rmSync(remembered.cluster, { recursive: true, force: true });
  }
  rmSync(layout.home, { recursive: true, force: true });
};
