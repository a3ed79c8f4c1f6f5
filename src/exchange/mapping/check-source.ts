import { nearNames } from '../../config/near-names';
import type { Path } from '../../policy/read/source';
import { DEFAULT_FORMATS } from './compile-source';
import type { SourceDocument } from './document';
import { fold } from './items';
import type { Kind } from './kinds';
import { compileFormat } from './time-format';
import type { Scalar } from './value';

/** Told what is wrong, where in the document. */
export type Report = (path: Path, text: string) => void;

const ORIGINS = ['column', 'columns', 'constant'] as const;

/** Which kinds of field a step makes sense for. */
const STEPS: Readonly<Partial<Record<keyof SourceDocument, readonly Kind['is'][]>>> = {
  join: ['text'],
  prefix: ['text'],
  formats: ['day', 'time'],
  pick: ['text', 'number', 'boolean', 'day', 'time', 'one'],
};

const misfit = (value: Scalar, kind: Kind): string | null => {
  switch (kind.is) {
    case 'one':
    case 'several': {
      if (kind.of.includes(String(value))) return null;
      const near = nearNames(String(value), kind.of);
      const hint = near.length === 0 ? `one of ${kind.of.join(', ')}` : `did you mean ${near.join(' or ')}?`;
      return `"${String(value)}" is no value of this field; ${hint}`;
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'number':
      return Number.isInteger(value) ? null : 'must be a whole number';
    case 'text':
    case 'day':
    case 'time':
      return typeof value === 'boolean' ? 'must be a text: put it in quotes' : null;
  }
};

type Outcome = readonly [path: Path, told: Scalar | null | readonly Scalar[]];

/** What `values` and `otherwise` tell, with its place. */
const mapped = ({ values = {}, otherwise }: SourceDocument, path: Path): readonly Outcome[] => [
  ...Object.entries(values).map(([key, value]): Outcome => [[...path, 'values', key], value]),
  ...(otherwise === undefined ? [] : [[[...path, 'otherwise'], otherwise] satisfies Outcome]),
];

/** What else a source can tell. */
const chosen = ({ constant, ranges = [], pick }: SourceDocument, path: Path): readonly Outcome[] => [
  ...(constant === undefined ? [] : [[[...path, 'constant'], constant] satisfies Outcome]),
  ...ranges.map(({ value }, index): Outcome => [[...path, 'ranges', index, 'value'], value]),
  ...(Array.isArray(pick) ? pick.map((value, index): Outcome => [[...path, 'pick', index], value]) : []),
];

const checkOrigin = (source: SourceDocument, path: Path, report: Report): void => {
  const given = ORIGINS.filter((origin) => source[origin] !== undefined);
  if (given.length !== 1) report(path, `give exactly one of ${ORIGINS.join(', ')}`);
  if (source.constant === undefined) return;
  for (const step of Object.keys(source).filter((key) => key !== 'constant'))
    report([...path, step], `has no effect on a constant`);
};

const NUMBER: Kind = { is: 'number' };

const checkOutcomes = (source: SourceDocument, kind: Kind, path: Path, report: Report): void => {
  const single = kind.is !== 'several' && source.pick === undefined && source.join === undefined;
  const check = (outcomes: readonly Outcome[], of: Kind): void => {
    for (const [place, told] of outcomes) {
      const values = told === null ? [] : [told].flat();
      if (single && values.length > 1)
        report(place, 'tells several values of a field that holds one; add pick');
      for (const value of values) {
        const text = misfit(value, of);
        if (text !== null) report(place, text);
      }
    }
  };
  // What is mapped before ranges is a number for them.
  check(mapped(source, path), source.ranges === undefined ? kind : NUMBER);
  check(chosen(source, path), kind);
};

const checkKeys = ({ values = {} }: SourceDocument, path: Path, report: Report): void => {
  const seen = new Set<string>();
  for (const key of Object.keys(values)) {
    if (seen.has(fold(key)))
      report([...path, 'values', key], 'stands twice: upper and lower case are the same');
    seen.add(fold(key));
  }
};

const checkPattern = ({ extract }: SourceDocument, path: Path, report: Report): void => {
  if (extract === undefined) return;
  try {
    new RegExp(extract, 'u');
  } catch {
    report([...path, 'extract'], 'is no regular expression');
  }
};

const checkFormats = (
  source: SourceDocument,
  kind: Kind,
  path: Path,
  zoned: boolean,
  report: Report,
): void => {
  if (kind.is !== 'day' && kind.is !== 'time') return;
  const formats: readonly string[] = source.formats ?? DEFAULT_FORMATS[kind.is];
  const compiled = formats.map(compileFormat);
  compiled.forEach((format, index) => {
    if (typeof format === 'string') report([...path, 'formats', index], format);
  });
  const local = compiled.some((format) => typeof format === 'object' && !format.fields.has('offset'));
  if (kind.is === 'time' && local && !zoned)
    report(path, 'the time names no offset; give the time zone of the file as "zone"');
};

/** What is wrong with one source of a field. */
export const checkSource = (
  source: SourceDocument,
  kind: Kind,
  path: Path,
  zoned: boolean,
  report: Report,
): void => {
  checkOrigin(source, path, report);
  for (const [step, kinds] of Object.entries(STEPS)) {
    if (source[step as keyof SourceDocument] !== undefined && !kinds.includes(kind.is))
      report([...path, step], 'has no effect on a field of this kind');
  }
  checkOutcomes(source, kind, path, report);
  checkKeys(source, path, report);
  checkPattern(source, path, report);
  checkFormats(source, kind, path, zoned, report);
};
