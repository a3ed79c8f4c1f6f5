import type { SourceDocument } from './document';
import { Misfit, type Scalar } from './value';

/** A row's cells, by the header's names. */
export interface Row {
  readonly line: number;
  cell(column: string): string;
}

type Step = (items: readonly Scalar[]) => readonly Scalar[];

export const fold = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ').toLowerCase();

const listOf = (value: Scalar | null | readonly Scalar[]): readonly Scalar[] =>
  value === null ? [] : typeof value === 'object' ? value : [value];

const extracting = (source: SourceDocument): Step => {
  if (source.extract === undefined) return (items) => items;
  const pattern = new RegExp(source.extract, 'u');
  return (items) =>
    items.map((item) => {
      const match = pattern.exec(String(item));
      if (match === null) throw new Misfit('NO_MATCH');
      return match[1] ?? match[0];
    });
};

/** `strict`: an item that `values` does not have is a misfit, and otherwise stands for itself. */
const mapping = ({ values, otherwise }: SourceDocument, strict: boolean): Step => {
  if (values === undefined) return (items) => items;
  const table = new Map(Object.entries(values).map(([text, value]) => [fold(text), listOf(value)]));
  return (items) =>
    items.flatMap((item) => {
      const known = table.get(fold(String(item)));
      if (known !== undefined) return known;
      if (otherwise !== undefined) return listOf(otherwise);
      if (strict) throw new Misfit('NOT_MAPPED');
      return [item];
    });
};

/** A number as it is written; never the empty text, which counts as 0 elsewhere. */
export const numberOf = (item: Scalar): number => {
  const number = typeof item === 'string' && !/^[+-]?\d+(\.\d+)?$/u.test(item) ? NaN : Number(item);
  if (!Number.isFinite(number)) throw new Misfit('NOT_A_NUMBER');
  return number;
};

const ranging = ({ ranges }: SourceDocument): Step => {
  if (ranges === undefined) return (items) => items;
  return (items) =>
    items.flatMap((item) => {
      const number = numberOf(item);
      const range = ranges.find(({ from = -Infinity, to = Infinity }) => number >= from && number <= to);
      return range === undefined ? [] : [range.value];
    });
};

const picking = ({ pick }: SourceDocument): Step => {
  if (pick === undefined) return (items) => items;
  if (pick === 'first') return (items) => items.slice(0, 1);
  return (items) => {
    const best = pick.find((choice) => items.includes(choice));
    return best === undefined ? items.slice(0, 1) : [best];
  };
};

/** The items of a source in a row, from its cells to what is told, before they get the form of their field. */
export const compileItems = (
  source: SourceDocument,
  empty: ReadonlySet<string>,
  strict: boolean,
): ((row: Row) => readonly Scalar[]) => {
  const { constant, separator } = source;
  if (constant !== undefined) return () => [constant];
  const columns = source.columns ?? [source.column ?? ''];
  const filled = (text: string): boolean => !empty.has(text);
  const steps = [extracting(source), mapping(source, strict), ranging(source), picking(source)];
  return (row) => {
    const text = columns
      .map((column) => row.cell(column).trim())
      .filter(filled)
      .join(' ');
    if (text === '') return [];
    const cut = separator === undefined ? [text] : text.split(separator).map((item) => item.trim());
    return steps.reduce<readonly Scalar[]>((items, step) => step(items), cut.filter(filled));
  };
};
