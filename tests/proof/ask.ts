import { getOperationAST, parse, validate, type DocumentNode } from 'graphql';
import type { Hub } from '../../src/gateway/hub';
import type { Viewer } from '../../src/identity/viewer';
import { formatError } from '../../src/server/format-error';

export type Json = Record<string, unknown>;

/** An answer as it leaves the hub: errors as the server writes them. */
export interface Answered {
  readonly data: Json | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Json }[];
  readonly extensions?: Json;
}

const documents = new Map<string, DocumentNode>();

/** Parsed and validated once. */
const documentOf = (hub: Pick<Hub, 'schema'>, source: string): DocumentNode => {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const document = parse(source);
  const problems = validate(hub.schema, document);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  documents.set(source, document);
  return document;
};

const answered = (answer: unknown): Answered => JSON.parse(JSON.stringify(answer)) as Answered;

/** Executes as the viewer; what the executor throws becomes an answer, as the server makes it one. */
export const ask = async (
  hub: Pick<Hub, 'schema' | 'execute'>,
  viewer: Viewer,
  source: string,
  variables: Json = {},
  onUnexpected: (error: unknown) => void = () => undefined,
): Promise<Answered> => {
  const document = documentOf(hub, source);
  const definition = getOperationAST(document)!;
  const format = (error: unknown) => formatError(error, 'request', onUnexpected);
  try {
    const { data, errors, extensions } = await hub.execute({
      requestId: '00000000-0000-4000-8000-000000000000',
      viewer,
      signal: new AbortController().signal,
      idempotencyKey: null,
      document,
      definition,
      operationName: definition.name?.value ?? null,
      variables,
    });
    return answered({ data, errors: errors?.map(format), extensions });
  } catch (error) {
    return answered({ data: null, errors: [format(error)] });
  }
};
