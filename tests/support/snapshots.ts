import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const WIDTH = 110;

const isMany = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 1;

/** Null where Prettier would not leave it on one line, whatever its length: in a list of several lists or objects. */
const oneLine = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.values(value).map(oneLine);
  if (parts.includes(null)) return null;
  if (Array.isArray(value)) return value.length > 1 && value.every(isMany) ? null : `[${parts.join(', ')}]`;
  const members = Object.keys(value).map((key, index) => `${JSON.stringify(key)}: ${String(parts[index])}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

const print = (value: unknown, indent: string, column: number): string => {
  const line = oneLine(value);
  const fits = line !== null && column + line.length < WIDTH;
  if (fits || typeof value !== 'object' || value === null) return line ?? 'null';
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item: unknown) => print(item, inner, inner.length))
    : Object.entries(value).map(([key, item]: [string, unknown]) => {
        const start = `${JSON.stringify(key)}: `;
        return `${start}${print(item, inner, inner.length + start.length)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((text) => `${inner}${text}`).join(',\n')}\n${indent}${close}`;
};

/** JSON as Prettier leaves it, so that a written sidecar is a formatted file. */
export const printJson = (value: unknown): string => `${print(value, '', 0)}\n`;

/** With spaces made one; what was issued before is named by its number, so that a statement in a loop is plain to see. */
export const printStatements = (statements: readonly string[]): string => {
  const seen = new Map<string, number>();
  return statements
    .map((statement, index) => {
      const number = String(index + 1);
      const before = seen.get(statement);
      if (before !== undefined) return `-- ${number}: again ${String(before)}\n`;
      seen.set(statement, index + 1);
      const lines = statement.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
      return `-- ${number}\n${lines.join('\n')};\n`;
    })
    .join('\n');
};

const mayWrite = process.env['UPDATE_SNAPSHOTS'] === '1' && !process.env['CI'];

/** Compares with the file beside the test. It is written with UPDATE_SNAPSHOTS=1 alone, and never where CI is set. */
export const expectSidecar = (path: string, actual: string): void => {
  if (mayWrite) writeFileSync(path, actual);
  const expected = existsSync(path)
    ? readFileSync(path, 'utf8')
    : 'not written yet: run with UPDATE_SNAPSHOTS=1';
  expect(actual).toBe(expected);
};
