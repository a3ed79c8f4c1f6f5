import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERRORS, type ErrorCode } from '../errors/catalogue';
import { verdictOf } from '../errors/verdict';

/** An error as it leaves the hub. */
export interface AnswerError extends GraphQLFormattedError {
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode };
}

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
    const { code, extensions } = verdictOf(error);
    if (ERRORS[code].status >= 500) report(error);
    return {
      ...answer(code, { ...extensions, ...(code === 'SPONA_INTERNAL' ? known : {}) }),
      ...place(error),
    };
  } catch {
    return answer('SPONA_INTERNAL', known);
  }
};
