import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from './errors';
import { type Layout, writePrivateFile } from './layout';

/** Passwords of the three logins of an embedded cluster. */
export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly hub: string;
}

const read = (layout: Layout, name: keyof Secrets): string | undefined => {
  const path = join(layout.secrets, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
};

const readOrMake = (layout: Layout, name: keyof Secrets): string => {
  const known = read(layout, name);
  if (known !== undefined) return known;
  // Only letters, digits, "-" and "_": the value needs no escaping in an address or a statement.
  const made = randomBytes(24).toString('base64url');
  writePrivateFile(join(layout.secrets, name), `${made}\n`);
  return made;
};

/** Reads the passwords, and makes those that are missing. The superuser's cannot be made anew once the cluster exists. */
export const openSecrets = (layout: Layout, clusterExists: boolean): Secrets => {
  if (clusterExists && read(layout, 'superuser') === undefined)
    throw new EmbeddedError(
      `The database in ${layout.home} is there, but its password file ${join(layout.secrets, 'superuser')} is not. Put it back, or remove ${layout.home} to begin anew without its data.`,
    );
  return {
    superuser: readOrMake(layout, 'superuser'),
    owner: readOrMake(layout, 'owner'),
    hub: readOrMake(layout, 'hub'),
  };
};
