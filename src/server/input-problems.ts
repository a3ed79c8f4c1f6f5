import type { Problem } from '../errors/problem';

/** The parts of class-validator's ValidationError that are read; `value` and `target` hold the input and stay unread. */
interface InputFault {
  readonly property: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly unknown[];
}

const isFault = (value: unknown): value is InputFault =>
  typeof value === 'object' && value !== null && 'property' in value && typeof value.property === 'string';

const DEPTH = 10;

/** Flattens what class-validator found into problems with dotted paths; anything of another form gives none. */
export const inputProblems = (faults: unknown, parent = '', level = 0): readonly Problem[] => {
  if (!Array.isArray(faults) || level > DEPTH) return [];
  return faults.filter(isFault).flatMap(({ property, constraints, children }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const own = Object.values(constraints ?? {}).map((message): Problem => ({ path, message }));
    return [...own, ...inputProblems(children, path, level + 1)];
  });
};
