import { GraphQLError, isValueNode, Kind, type GraphQLFormattedError } from 'graphql';
import { ERRORS, type ErrorCode } from '../errors/catalogue';
import type { Problem } from '../errors/problem';
import { SponaError } from '../errors/spona-error';
import { inputProblems } from './input-problems';

/** An error as it leaves the hub. */
export interface AnswerError extends GraphQLFormattedError {
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode };
}

interface Verdict {
  readonly code: ErrorCode;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const CHAIN = 8;

const sponaErrorIn = (error: unknown): SponaError | null => {
  let current = error;
  for (let level = 0; level < CHAIN; level += 1) {
    if (current instanceof SponaError) return current;
    if (!(current instanceof GraphQLError)) return null;
    current = current.originalError;
  }
  return null;
};

/** Suggestions name parts of the schema that the client did not name. */
const withoutSuggestion = (message: string): string => message.replace(/ ?Did you mean .*?\?/gs, '').trim();

const quoting = (code: ErrorCode, error: GraphQLError): Verdict => {
  const problem: Problem = { message: withoutSuggestion(error.message) };
  return { code, extensions: { problems: [problem] } };
};

/** Points at a value or a variable of the client's own document: GraphQL's check of arguments, not a resolver's failure. */
const isAboutInput = (error: GraphQLError): boolean => {
  const node = error.nodes?.[0];
  if (node === undefined) return error.path === undefined && error.message.endsWith('Execution aborted.');
  return isValueNode(node) || (error.path === undefined && node.kind === Kind.VARIABLE_DEFINITION);
};

const judgeGraphQL = (error: GraphQLError): Verdict => {
  switch (error.extensions['code']) {
    case 'GRAPHQL_PARSE_FAILED':
      return error.message.endsWith('Parsing aborted.')
        ? { code: 'SPONA_LIMIT', extensions: { limit: 'tokens' } }
        : quoting('SPONA_SYNTAX', error);
    case 'GRAPHQL_VALIDATION_FAILED':
      return quoting('SPONA_VALIDATION', error);
    case 'BAD_REQUEST':
      return quoting('SPONA_INVALID', error);
    default: {
      if (isAboutInput(error)) return quoting('SPONA_INVALID', error);
      const problems = inputProblems(error.extensions['validationErrors']);
      return problems.length > 0
        ? { code: 'SPONA_INVALID', extensions: { problems } }
        : { code: 'SPONA_INTERNAL' };
    }
  }
};

const judge = (error: unknown): Verdict =>
  sponaErrorIn(error) ?? (error instanceof GraphQLError ? judgeGraphQL(error) : { code: 'SPONA_INTERNAL' });

const place = (error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> => {
  if (!(error instanceof GraphQLError)) return {};
  const { locations, path } = error;
  return { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
};

const answer = (code: ErrorCode, extensions: Readonly<Record<string, unknown>>): AnswerError => ({
  message: ERRORS[code].message,
  extensions: { ...extensions, code },
});

/**
 * The one place where an error becomes an answer. The text is the catalogue's; only a quotation of the client's own request may
 * stand beside it. What is not understood is SPONA_INTERNAL with the request's id and goes to `report`. Never throws.
 */
export const formatError = (
  error: unknown,
  requestId: string | null,
  report: (error: unknown) => void,
): AnswerError => {
  const known = requestId === null ? {} : { requestId };
  try {
    const { code, extensions } = judge(error);
    if (ERRORS[code].status >= 500) report(error);
    return {
      ...answer(code, { ...extensions, ...(code === 'SPONA_INTERNAL' ? known : {}) }),
      ...place(error),
    };
  } catch {
    return answer('SPONA_INTERNAL', known);
  }
};
