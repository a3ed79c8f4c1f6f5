import { asArray, asObject, asText, asTexts, type Json } from '../read';

/** An operation as GraphiQL hands it over. */
export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/** Who asks and what for; both go into headers that the editor cannot change. */
export interface Credentials {
  readonly accessToken: string;
  /** Null asks which purposes there are: a single one is taken, several are named in the refusal. */
  readonly purpose: string | null;
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
    if (credentials.purpose === null) sent.delete('spona-purpose');
    else sent.set('spona-purpose', credentials.purpose);
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

export interface HubError {
  readonly message: string;
  readonly code: string | null;
  /** The purposes that a refused request could have had. */
  readonly purposes: readonly string[];
}

/** The first error of an answer, or null. */
export const errorOf = (answer: Json): HubError | null => {
  const [first] = asArray(answer['errors']);
  if (first === undefined) return null;
  const error = asObject(first) ?? {};
  const extensions = asObject(error['extensions']) ?? {};
  return {
    message: asText(error['message']) ?? 'The hub refused without saying why.',
    code: asText(extensions['code']),
    purposes: asTexts(extensions['purposes']),
  };
};
