import type { TimePrecision } from '../../casework/case-values';
import type { SourceDocument } from './document';
import { compileItems, numberOf, type Row } from './items';
import type { Kind } from './kinds';
import { compileFormat, readDay, readTime, type TimeFormat } from './time-format';
import { Misfit, type Scalar, type Value } from './value';

/** A value with the precision of the time that it is, if it is one. */
export interface Told {
  readonly value: Value;
  readonly precision?: TimePrecision;
}

export type CompiledSource = (row: Row) => Told;

/** What the sources of one mapping share. */
export interface SourceSettings {
  readonly empty: ReadonlySet<string>;
  readonly zone: string;
}

export const DEFAULT_FORMATS = {
  day: ['yyyy-MM-dd'],
  time: [
    'yyyy-MM-ddTHH:mm:ssXXX',
    'yyyy-MM-ddTHH:mmXXX',
    'yyyy-MM-dd HH:mm:ss',
    'yyyy-MM-dd HH:mm',
    'yyyy-MM-dd',
  ],
} as const;

const NOTHING: Told = { value: null };

const only = (items: readonly Scalar[]): Scalar => {
  const [first, ...others] = [...new Set(items)];
  if (first === undefined || others.length > 0) throw new Misfit('SEVERAL_VALUES');
  return first;
};

const formatsOf = ({ formats }: SourceDocument, kind: 'day' | 'time'): readonly TimeFormat[] =>
  (formats ?? DEFAULT_FORMATS[kind]).map(compileFormat).filter((format) => typeof format !== 'string');

type Form = (items: readonly Scalar[]) => Told;

const textForm = ({ join, prefix = '' }: SourceDocument): Form => {
  if (join === undefined) return (items) => ({ value: `${prefix}${String(only(items))}` });
  return (items) => ({ value: `${prefix}${items.map(String).join(join)}` });
};

const timeForm = (source: SourceDocument, zone: string): Form => {
  const formats = formatsOf(source, 'time');
  return (items) => {
    const time = readTime(String(only(items)), formats, zone);
    if (time === null) throw new Misfit('NOT_A_TIME');
    return { value: time.instant.toISOString(), precision: time.precision };
  };
};

const dayForm = (source: SourceDocument): Form => {
  const formats = formatsOf(source, 'day');
  return (items) => {
    const day = readDay(String(only(items)), formats);
    if (day === null) throw new Misfit('NOT_A_DAY');
    return { value: day };
  };
};

/** The greatest whole number of GraphQL. */
const MOST = 2 ** 31 - 1;

const wholeNumber = (items: readonly Scalar[]): Told => {
  const number = numberOf(only(items));
  if (!Number.isInteger(number) || Math.abs(number) > MOST) throw new Misfit('NOT_A_NUMBER');
  return { value: number };
};

const member = (item: Scalar, of: readonly string[]): Scalar => {
  if (!of.includes(String(item))) throw new Misfit('NOT_MAPPED');
  return item;
};

const formOf = (source: SourceDocument, kind: Kind, zone: string): Form => {
  switch (kind.is) {
    case 'text':
      return textForm(source);
    case 'number':
      return wholeNumber;
    case 'boolean':
      return (items) => {
        const value = only(items);
        if (typeof value !== 'boolean') throw new Misfit('NOT_MAPPED');
        return { value };
      };
    case 'day':
      return dayForm(source);
    case 'time':
      return timeForm(source, zone);
    case 'one':
      return (items) => ({ value: member(only(items), kind.of) });
    case 'several':
      return (items) => ({ value: [...new Set(items)].map((item) => member(item, kind.of)) });
  }
};

/** Which kinds take an item that `values` does not have as it is: those that no closed list bounds. */
const isOpen = ({ is }: Kind): boolean => is === 'text' || is === 'number' || is === 'day' || is === 'time';

const compileOne = (source: SourceDocument, kind: Kind, settings: SourceSettings): CompiledSource => {
  // Ranges read numbers, whatever the field holds.
  const strict = !isOpen(kind) && source.ranges === undefined;
  const items = compileItems(source, settings.empty, strict);
  const form = formOf(source, kind, settings.zone);
  return (row) => {
    const found = items(row);
    return found.length === 0 ? NOTHING : form(found);
  };
};

/** Several sources of a list add up; of anything else the first that has something is told. */
export const compileSources = (
  sources: SourceDocument | readonly SourceDocument[],
  kind: Kind,
  settings: SourceSettings,
): CompiledSource => {
  const compiled = [sources].flat().map((source) => compileOne(source, kind, settings));
  const [single] = compiled;
  if (single !== undefined && compiled.length === 1) return single;
  if (kind.is === 'several') {
    return (row) => {
      const all = new Set(compiled.flatMap((one) => (one(row).value ?? []) as readonly Scalar[]));
      return all.size === 0 ? NOTHING : { value: [...all] };
    };
  }
  return (row) => {
    for (const one of compiled) {
      const told = one(row);
      if (told.value !== null) return told;
    }
    return NOTHING;
  };
};
