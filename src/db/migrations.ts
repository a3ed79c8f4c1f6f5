import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sha256 } from '../lib/canonical';
import { packageRoot } from '../lib/root';

/** The migrations cannot be applied; the message names the file. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** One file of `migrations/`. */
export interface MigrationFile {
  /** The file's name without its ending. */
  readonly name: string;
  /** Of the name's timestamp, in milliseconds since 1970. */
  readonly time: number;
  readonly sql: string;
  readonly sha256: string;
}

export const MIGRATIONS_DIRECTORY: string = join(packageRoot, 'migrations');

/** Remembers what was applied; TypeORM's own table holds no checksum. */
export const CHECKSUM_TABLE = 'spona_migration_file';

const NAME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})-[a-z0-9]+(-[a-z0-9]+)+$/;

/** The timestamp of a file's name; undefined where the name has no such form or its date does not exist. */
const timeOf = (name: string): number | undefined => {
  const parts = NAME.exec(name)?.slice(1, 7);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.toISOString().replace(/\D/g, '').startsWith(parts.join('')) ? date.getTime() : undefined;
};

/** All migrations in the order of their timestamps. @throws MigrationError naming every file whose name is wrong or whose timestamp is taken. */
export const readMigrations = (directory: string = MIGRATIONS_DIRECTORY): readonly MigrationFile[] => {
  const problems: string[] = [];
  const seen = new Map<number, string>();
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file): MigrationFile[] => {
      const name = file.slice(0, -'.sql'.length);
      const time = timeOf(name);
      const other = time === undefined ? undefined : seen.get(time);
      if (time === undefined || other !== undefined) {
        problems.push(
          other === undefined
            ? `${file}: must be named <14 digit timestamp>-<verb>-<noun>.sql`
            : `${file}: has the timestamp of ${other}`,
        );
        return [];
      }
      seen.set(time, file);
      const sql = readFileSync(join(directory, file), 'utf8');
      return [{ name, time, sql, sha256: sha256(sql) }];
    });
  if (problems.length > 0) throw new MigrationError(problems.join('\n'));
  return files;
};

/** The class that TypeORM runs for one file, in one transaction with the checksum. There is no way down: a mistake is corrected by a next migration. */
export const migrationClass = (file: MigrationFile): new () => MigrationInterface =>
  class implements MigrationInterface {
    // TypeORM takes the order from the last 13 characters.
    readonly name = `${file.name}-${file.time}`;

    async up(runner: QueryRunner): Promise<void> {
      try {
        await runner.query(file.sql);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new MigrationError(`${file.name}.sql: ${reason}`, { cause });
      }
      await runner.query(`insert into ${CHECKSUM_TABLE} (name, sha256) values ($1, $2)`, [
        file.name,
        file.sha256,
      ]);
    }

    down(): Promise<void> {
      return Promise.reject(new MigrationError(`${file.name}: migrations are not undone, write a next one`));
    }
  };

/** @throws MigrationError when an applied file was edited or removed afterwards: the database would no longer be what the files say. */
export const checkApplied = (files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): void => {
  const known = new Map(files.map((file) => [file.name, file.sha256]));
  const problems = [...applied].flatMap(([name, sha256]) => {
    const now = known.get(name);
    if (now === sha256) return [];
    return now === undefined
      ? `${name}.sql was applied to this database and is missing here: the database belongs to a newer Spona`
      : `${name}.sql was edited after it had been applied: restore it and write a next migration. A demo's database may be deleted instead, and is made anew`;
  });
  if (problems.length > 0) throw new MigrationError(problems.join('\n'));
};
