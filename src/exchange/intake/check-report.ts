import { validate, type ValidationError } from 'class-validator';
import type { OpenCaseInput } from '../../casework/inputs';
import type { RefusalReason } from './report';

export interface Refusal {
  readonly reason: RefusalReason;
  /** Dotted paths into the report; never a value. */
  readonly paths: readonly string[];
}

const failedPaths = (errors: readonly ValidationError[], parent = ''): string[] =>
  errors.flatMap(({ property, constraints, children = [] }) => {
    const path = `${parent}${property}`;
    return [...(constraints === undefined ? [] : [path]), ...failedPaths(children, `${path}.`)];
  });

/** PostgreSQL holds every character but this one. */
const NUL = '\0';

const pathsWithNul = (value: unknown, path: string): string[] => {
  if (typeof value === 'string') return value.includes(NUL) ? [path] : [];
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsWithNul(inner, path === '' ? key : `${path}.${key}`),
  );
};

interface Named {
  readonly reference: string | null;
}

/** Paths of references that are missing, and of those that stand twice. */
const references = (field: string, list: readonly Named[]): { missing: string[]; twice: string[] } => {
  const seen = new Set<string>();
  const missing: string[] = [];
  const twice: string[] = [];
  list.forEach(({ reference }, index) => {
    const path = `${field}.${String(index)}.reference`;
    if (typeof reference !== 'string' || reference === '') missing.push(path);
    else if (seen.has(reference)) twice.push(path);
    else seen.add(reference);
  });
  return { missing, twice };
};

const pairsTwice = ({ relationships }: OpenCaseInput): string[] => {
  const seen = new Set<string>();
  return relationships.flatMap(({ from, to }, index) => {
    const pair = JSON.stringify([from, to]);
    if (seen.has(pair)) return [`relationships.${String(index)}`];
    seen.add(pair);
    return [];
  });
};

const selfPairs = ({ relationships }: OpenCaseInput): string[] =>
  relationships.flatMap(({ from, to }, index) => (from === to ? [`relationships.${String(index)}`] : []));

const refusal = (reason: RefusalReason, paths: readonly string[]): Refusal | null =>
  paths.length === 0 ? null : { reason, paths };

/**
 * What is wrong with a report by itself, before anything is read or written; null if nothing is. In a batch one bad report must not
 * undo the others, therefore no rule is left to the database that can be judged here.
 */
export const checkReport = async (report: OpenCaseInput): Promise<Refusal | null> => {
  const errors = await validate(report, {
    forbidUnknownValues: false,
    validationError: { value: false, target: false },
  });
  const persons = references('participants', report.participants);
  const incidents = references('incidents', report.incidents);
  return (
    refusal('INVALID', [
      ...failedPaths(errors),
      ...pathsWithNul(report, ''),
      ...persons.missing,
      ...incidents.missing,
      ...selfPairs(report),
    ]) ?? refusal('DUPLICATE', [...persons.twice, ...incidents.twice, ...pairsTwice(report)])
  );
};
