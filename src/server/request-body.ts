import express, { type RequestHandler } from 'express';
import { invalidInput } from '../errors/invalid';
import type { Problem } from '../errors/problem';
import { SponaError } from '../errors/spona-error';
import type { ErrorCode } from '../errors/catalogue';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMissing = (value: unknown): boolean => value === undefined || value === null;

const problemsOf = (body: unknown): Problem[] => {
  if (!isObject(body))
    return [{ message: 'The body must be one JSON object; operations are sent one at a time.' }];
  const problems: Problem[] = [];
  const check = (path: string, valid: boolean, form: string): void => {
    if (!valid) problems.push({ path, message: `${path} must be ${form}.` });
  };
  const { query, operationName, variables, extensions } = body;
  check('query', typeof query === 'string' && query.trim() !== '', 'a GraphQL document');
  check('operationName', isMissing(operationName) || typeof operationName === 'string', 'a string or null');
  check('variables', isMissing(variables) || isObject(variables), 'an object or null');
  check('extensions', isMissing(extensions) || isObject(extensions), 'an object or null');
  if (isObject(extensions) && 'persistedQuery' in extensions) {
    problems.push({
      path: 'extensions.persistedQuery',
      message: 'Persisted queries are not kept; send the document.',
    });
  }
  return problems;
};

/** Rejects a body that is not one operation; what a client got wrong is told all at once. */
export const checkBody: RequestHandler = (request, _response, next) => {
  const problems = problemsOf(request.body);
  next(problems.length === 0 ? undefined : invalidInput(problems));
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  'entity.too.large': 'SPONA_TOO_LARGE',
  'encoding.unsupported': 'SPONA_MEDIA_TYPE',
  'charset.unsupported': 'SPONA_MEDIA_TYPE',
};

const bodyError = (error: unknown): SponaError => {
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  const code = CODES[type];
  if (code !== undefined) return new SponaError(code);
  const problems: Problem[] = [{ message: 'The body is not valid JSON.' }];
  return new SponaError('SPONA_INVALID', { detail: type, extensions: { problems } });
};

/** Reads JSON up to the limit. Compressed bodies are refused: a small one can unpack to any size. */
export const readBody = (bodyBytes: number): RequestHandler => {
  const parse: RequestHandler = express.json({
    limit: bodyBytes,
    inflate: false,
    strict: false,
    type: () => true,
  });
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => {
      next(error === undefined ? undefined : bodyError(error));
    });
  };
};
