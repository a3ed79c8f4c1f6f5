import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import type { Answer } from '../support/hub';

/** Every field of a case file. */
export const CASE_FILE = readFileSync(join(packageRoot, 'tests', 'queries', 'case-file.graphql'), 'utf8');

/** What one viewer sees of a case, short enough to be read: a line a row, and what is withheld under which code. */
export type CaseView = Readonly<
  Record<string, readonly string[] | string | Readonly<Record<string, string>>>
> | null;

/** Random at each run, or the same for everybody. */
const LEFT_OUT = new Set([
  'id',
  'fromId',
  'toId',
  'measureId',
  'recordedAt',
  'recordedByName',
  'deliveredAt',
]);
const HOUR = 3_600_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Times as hours from the first event of the case, for they follow the clock of the run. */
const scalarOf = (value: unknown, start: number): string => {
  if (typeof value !== 'string') return String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return `T+${String(Math.round((Date.parse(value) - start) / HOUR))}h`;
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? '(id)' : value;
};

const valueOf = (value: unknown, start: number): string => {
  if (Array.isArray(value)) return `[${value.map((item) => valueOf(item, start)).join(' ')}]`;
  if (!isObject(value)) return scalarOf(value, start);
  return Object.entries(value)
    .filter(([key, inner]) => inner !== null && inner !== false && !LEFT_OUT.has(key))
    .map(([, inner]) => valueOf(inner, start))
    .join('/');
};

const lineOf = (row: Readonly<Record<string, unknown>>, start: number): string =>
  Object.entries(row)
    .filter(([key, value]) => value !== null && key !== 'subject' && !LEFT_OUT.has(key))
    .map(([key, value]) => `${key}=${valueOf(value, start)}`)
    .join(' · ');

const isRows = (value: unknown): value is readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) && value.every(isObject);

const withheldOf = (extensions: Answer['extensions']): Readonly<Record<string, string>> => {
  const withheld = (extensions?.['withheld'] ?? []) as readonly {
    type: string;
    field: string;
    code: string;
  }[];
  const codes = [...new Set(withheld.map(({ code }) => code))].sort();
  return Object.fromEntries(
    codes.map((code) => [
      code,
      withheld
        .filter((field) => field.code === code)
        .map(({ type, field }) => `${type}.${field}`)
        .sort()
        .join(' '),
    ]),
  );
};

/** Reduces an answer to {@link CASE_FILE}; null where there is no case for the viewer. `start` is the time T. */
export const viewOf = ({ data, extensions }: Answer, start: number): CaseView => {
  const file = data?.['case'] as Readonly<Record<string, unknown>> | null;
  if (file === null) return null;
  const own = Object.entries(file).filter(([, value]) => !isRows(value));
  const collections = Object.entries(file).filter(([, value]) => isRows(value) && value.length > 0);
  return {
    case: lineOf(Object.fromEntries(own), start),
    ...Object.fromEntries(
      collections.map(([name, rows]) => [
        name,
        isRows(rows) ? rows.map((row) => lineOf(row, start)).sort() : [],
      ]),
    ),
    withheld: withheldOf(extensions),
    ...(extensions?.['handling'] === undefined
      ? {}
      : { handling: extensions['handling'] as readonly string[] }),
  };
};
