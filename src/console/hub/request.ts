import { asArray, asObject, asText, type Json } from '../read';

/** An operation as GraphiQL hands it over. */
export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/** Who asks and what for; both go into headers that the editor cannot change. */
export interface Credentials {
  readonly accessToken: string;
  readonly purpose: string;
}

/** The address of the hub, seen from the page's folder. */
const HUB = '../graphql';

/** An answer of the form that every reader of GraphQL errors understands. */
export const refusal = (message: string, code?: string): Json => ({
  errors: [{ message, ...(code === undefined ? {} : { extensions: { code } }) }],
});

const read = async (response: Response): Promise<Json> => {
  const body = asObject(await response.json().catch(() => null));
  return (
    body ?? refusal(`The hub answered with status ${response.status} and nothing that the console can read.`)
  );
};

/** Sends an operation. Never throws: what goes wrong is an answer with `errors`. */
export const send = async (
  operation: Operation,
  credentials: Credentials,
  headers: Readonly<Record<string, string>> = {},
): Promise<Json> => {
  try {
    const sent = new Headers(headers);
    sent.set('content-type', 'application/json');
    sent.set('accept', 'application/json');
    sent.set('authorization', `Bearer ${credentials.accessToken}`);
    sent.set('spona-purpose', credentials.purpose);
    const response = await fetch(HUB, {
      method: 'POST',
      headers: sent,
      body: JSON.stringify(operation),
      credentials: 'omit',
      redirect: 'error',
    });
    return await read(response);
  } catch (error) {
    // A header that is no header is the editor's mistake; everything else means that nobody answered.
    if (error instanceof TypeError && /header|value/i.test(error.message)) return refusal(error.message);
    return refusal('The hub cannot be reached. Is it running, and is this computer connected?');
  }
};

/** The first error of an answer, or null. */
export const errorOf = (answer: Json): { readonly message: string; readonly code: string | null } | null => {
  const [first] = asArray(answer['errors']);
  if (first === undefined) return null;
  const error = asObject(first) ?? {};
  return {
    message: asText(error['message']) ?? 'The hub refused without saying why.',
    code: asText(asObject(error['extensions'])?.['code']),
  };
};
