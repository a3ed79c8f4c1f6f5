import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageRoot } from '../../src/lib/root';

/** Folders that are never committed; as in .gitignore. */
const OUTSIDE = new Set(['.git', '.data', 'node_modules', 'dist', 'coverage']);
const BINARY = /\.(png|ico|woff2?|gz)$/u;

const list = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (OUTSIDE.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });

interface Ban {
  readonly what: string;
  /** Written so that this file does not contain what it bans. */
  readonly pattern: RegExp;
  /** Where it applies; everywhere if absent. */
  readonly files?: RegExp;
  /** Files that may, each for the reason beside it. */
  readonly except?: ReadonlySet<string>;
}

const BANS: readonly Ban[] = [
  { what: 'a path of one machine', pattern: /(?<![\w.:/-])\/(?:work|root|home\/\w+)\/|\/tmp\/plan/u },
  {
    what: 'the host of a package registry',
    pattern: /\bregistry\.(?!example\b)[\w-]+\.(com|org|net|io|dev|pm)\b|\bregistry\s*=\s*http/u,
  },
  { what: 'an address in the lockfile', pattern: /"resolved": *"[^"]*:\/\//u, files: /package-lock\.json$/u },
  {
    what: 'work left for later',
    pattern: /\b(?:TO[D]O|FIX[M]E|HAC[K])\b/u,
    files: /^(?!package-lock\.json)/u,
  },
  {
    what: 'a test that is left out or runs alone',
    // Where a machine lacks a browser or a folder of data, a test may be left out, if its title says so.
    pattern:
      /\b(?:describe|test|it)(?:\.\w+)*\.(?:(?:only|todo|failing)\b|skip\b(?!\)?\(\s*['`][^'`]*\(skipped))|\b(?:f(?:describe|it)|x(?:describe|it|test))\(/u,
    files: /^tests\/.*\.tsx?$/u,
  },
  {
    what: 'a rule of the linter switched off without a reason',
    pattern: /eslint-disable(?!.* -- \S)/u,
    files: /\.(?:tsx?|mjs|cjs|js)$/u,
    except: new Set(['tests/architecture/text.test.ts']),
  },
  {
    what: 'a type error silenced',
    pattern: /@ts-(?:ignore|nocheck)/u,
    files: /^(?:src|migrations|tests)\/(?!architecture\/text)/u,
  },
];

describe('the text of the project', () => {
  const files = list(packageRoot)
    .map((path) => relative(packageRoot, path).split(sep).join('/'))
    .filter((file) => !BINARY.test(file) && !file.endsWith('.log'));

  test.each(BANS)('nowhere $what', ({ pattern, files: where, except }) => {
    const found = files
      .filter((file) => (where?.test(file) ?? true) && !except?.has(file))
      .flatMap((file) => {
        const text = readFileSync(join(packageRoot, file), 'utf8');
        return [...text.matchAll(new RegExp(pattern, 'gu'))].map(({ index }) => {
          const before = text.slice(0, index).split('\n');
          const line = text.split('\n')[before.length - 1] ?? '';
          return `${file}:${String(before.length)}: ${line.trim().slice(0, 120)}`;
        });
      });
    expect(found).toEqual([]);
  });
});
