import { accessSync, closeSync, constants, lstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileProblem } from '../../lib/file-problem';

/** The rejects file cannot be made where it is wished. */
export class RejectsError extends Error {
  override readonly name = 'RejectsError';
}

/** Where rejects are written once there are any. */
export interface RejectsFile {
  /** Whether an earlier import's file is there, which says nothing of this one. */
  readonly outdated: boolean;
  /** Makes the file, readable by its owner alone. */
  open(): { readonly file: string; readonly descriptor: number };
}

/** The first line, by which an import knows a file of its own kind. */
export const REJECTS_HEADER = 'line,reason,field\n';

const MINE_ALONE = 0o600;

const make = (file: string): number => openSync(file, 'wx', MINE_ALONE);

const checkFolder = (file: string): void => {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new RejectsError(
      `${dirname(file)}, where the rejects would go: ${fileProblem(error) ?? 'cannot be written'}`,
    );
  }
};

const startOf = (file: string): string => {
  const start = Buffer.alloc(REJECTS_HEADER.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  return start.toString();
};

const ofAnImport = (file: string): boolean => {
  try {
    return startOf(file) === REJECTS_HEADER;
  } catch {
    return false;
  }
};

/** The file that the user names: one of an earlier import gives way, any other stays. @throws RejectsError */
export const namedFile = (file: string): RejectsFile => {
  const found = lstatSync(file, { throwIfNoEntry: false });
  const outdated = found !== undefined;
  // What a link leads to may be anything.
  if (outdated && !(found.isFile() && ofAnImport(file)))
    throw new RejectsError(
      `${file} exists and is not overwritten, since no import wrote it: name another with --rejects`,
    );
  checkFolder(file);
  return {
    outdated,
    open: () => {
      if (outdated) unlinkSync(file);
      return { file, descriptor: make(file) };
    },
  };
};

const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

/** In the working folder, under the input's name with the first number that is free: what earlier imports rejected stays. @throws RejectsError */
export const numberedFile = (input: string): RejectsFile => {
  const stem = `${basename(input)}.rejects`;
  checkFolder(stem);
  return {
    outdated: false,
    open: () => {
      for (let number = 1; ; number += 1) {
        const file = number === 1 ? `${stem}.csv` : `${stem}-${String(number)}.csv`;
        try {
          return { file, descriptor: make(file) };
        } catch (error) {
          if (!isThere(error)) throw error;
        }
      }
    },
  };
};
