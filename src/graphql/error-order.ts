import type { ExecutionResult, GraphQLError } from 'graphql';

const placeOf = ({ locations, path }: GraphQLError): readonly (string | number)[] => {
  const { line = 0, column = 0 } = locations?.[0] ?? {};
  return [line, column, ...(path ?? [])];
};

const compare = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right === undefined) return 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
};

/** Errors in the order of the document and of its lists: which field failed first would tell what each had to wait for. */
export const withErrorsInOrder = (result: ExecutionResult): ExecutionResult => {
  if (result.errors === undefined) return result;
  const placed = result.errors.map((error) => ({ error, place: placeOf(error) }));
  placed.sort((a, b) => compare(a.place, b.place));
  return { ...result, errors: placed.map(({ error }) => error) };
};
