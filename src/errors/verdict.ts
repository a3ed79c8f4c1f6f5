import { GraphQLError, isValueNode, Kind } from 'graphql';
import type { ErrorCode } from './catalogue';
import type { Problem } from './problem';
import { SponaError } from './spona-error';

/** What an error means to the client. */
export interface Verdict {
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

/** Where GraphQL says that a variable is wrong: `at "input.roles[0]"`; a variable that is wrong as a whole is named before. */
const pathIn = (message: string): Pick<Problem, 'path'> => {
  const path =
    / at "([\w.[\]]+)"; /.exec(message)?.[1] ?? /^(?:Variable "\$|Argument ")(\w+)"/.exec(message)?.[1];
  return path === undefined ? {} : { path: path.replaceAll(/\[(\d+)\]/g, '.$1') };
};

const quoting = (code: ErrorCode, error: GraphQLError): Verdict => {
  const problem: Problem = {
    ...(code === 'SPONA_INVALID' ? pathIn(error.message) : {}),
    message: withoutSuggestion(error.message),
  };
  return { code, extensions: { problems: [problem] } };
};

/** Points at a value or a variable of the client's own document: GraphQL's check of arguments, not a resolver's failure. */
const isAboutInput = (error: GraphQLError): boolean => {
  const node = error.nodes?.[0];
  if (node === undefined) return error.path === undefined && error.message.endsWith('Execution aborted.');
  return isValueNode(node) || (error.path === undefined && node.kind === Kind.VARIABLE_DEFINITION);
};

const judgeInput = (error: GraphQLError): Verdict =>
  isAboutInput(error) ? quoting('SPONA_INVALID', error) : { code: 'SPONA_INTERNAL' };

const judgeGraphQL = (error: GraphQLError): Verdict => {
  // An error with a path comes out of a resolver, and GraphQL copies whatever extensions that threw.
  if (error.path !== undefined) return judgeInput(error);
  switch (error.extensions['code']) {
    case 'GRAPHQL_PARSE_FAILED':
      return error.message.endsWith('Parsing aborted.')
        ? { code: 'SPONA_LIMIT', extensions: { limit: 'tokens' } }
        : quoting('SPONA_SYNTAX', error);
    case 'GRAPHQL_VALIDATION_FAILED':
      return quoting('SPONA_VALIDATION', error);
    case 'BAD_REQUEST':
      return quoting('SPONA_INVALID', error);
    default:
      return judgeInput(error);
  }
};

/**
 * The code of any error, and what may be sent beside it: quotations of the client's own request, never of a row. What is not
 * understood is SPONA_INTERNAL. Knows GraphQL's errors raw, as an execution returns them, and as Apollo wraps them.
 */
export const verdictOf = (error: unknown): Verdict =>
  sponaErrorIn(error) ?? (error instanceof GraphQLError ? judgeGraphQL(error) : { code: 'SPONA_INTERNAL' });
