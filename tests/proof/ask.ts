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

type Asked = Pick<Hub, 'schema' | 'execute'>;

const documents = new Map<string, DocumentNode>();

/** Parsed and validated once. */
const documentOf = (hub: Asked, source: string): DocumentNode => {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const document = parse(source);
  const problems = validate(hub.schema, document);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  documents.set(source, document);
  return document;
};

/** The answer's text, to a valid document; what the executor throws becomes an answer, as the server makes it one. */
export const askText = async (
  hub: Asked,
  viewer: Viewer,
  document: DocumentNode,
  variables: Json,
  onUnexpected: (error: unknown) => void = () => undefined,
  idempotencyKey: string | null = null,
): Promise<string> => {
  const definition = getOperationAST(document)!;
  const format = (error: unknown) => formatError(error, 'request', onUnexpected);
  try {
    const { data, errors, extensions } = await hub.execute({
      requestId: '00000000-0000-4000-8000-000000000000',
      viewer,
      signal: new AbortController().signal,
      idempotencyKey,
      document,
      definition,
      operationName: definition.name?.value ?? null,
      variables,
    });
    return JSON.stringify({ data, errors: errors?.map(format), extensions });
  } catch (error) {
    return JSON.stringify({ data: null, errors: [format(error)] });
  }
};

/** Executes as the viewer. */
export const ask = async (
  hub: Asked,
  viewer: Viewer,
  source: string,
  variables: Json = {},
  onUnexpected: (error: unknown) => void = () => undefined,
): Promise<Answered> =>
  JSON.parse(await askText(hub, viewer, documentOf(hub, source), variables, onUnexpected)) as Answered;
