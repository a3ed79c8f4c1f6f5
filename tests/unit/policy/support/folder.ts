import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A policies' folder with these files; remove it with `removeFolder`. */
export const makeFolder = (files: Readonly<Record<string, string>>): string => {
  const dir = mkdtempSync(join(tmpdir(), 'spona-policies-'));
  for (const [file, text] of Object.entries(files)) {
    const path = join(dir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return dir;
};

export const removeFolder = (dir: string): void => {
  rmSync(dir, { recursive: true, force: true });
};

/** Runs `use` on the folder and removes it. */
export const withFolder = <T>(files: Readonly<Record<string, string>>, use: (dir: string) => T): T => {
  const dir = makeFolder(files);
  try {
    return use(dir);
  } finally {
    removeFolder(dir);
  }
};
