import { execFileSync, spawnSync } from 'node:child_process';
import { EmbeddedError } from './errors';

/** The operating system account that the server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

const find = (): Account | undefined => {
  const ids = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
    return status === 0 ? Number.parseInt(stdout, 10) : undefined;
  });
  const [uid, gid] = ids;
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
};

/**
 * PostgreSQL refuses to run as root, so root hands it to the system account `postgres`, which is created where the machine
 * has none. Undefined for an ordinary user: the server then runs as that user.
 */
export const serverAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const existing = find();
  if (existing !== undefined) return existing;
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME],
      {
        stdio: 'pipe',
      },
    );
  } catch (cause) {
    throw new EmbeddedError(
      `PostgreSQL does not run as root, and the account "${NAME}" could not be created. Create it, run Spona as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
  const created = find();
  if (created === undefined)
    throw new EmbeddedError(`The account "${NAME}" was created but cannot be looked up.`);
  return created;
};

/** Whether the account can enter the directory: a home of mode 0700 above it would keep the server out. */
export const canEnter = (account: Account | undefined, directory: string): boolean =>
  account === undefined || spawnSync('test', ['-x', directory], { ...account }).status === 0;
