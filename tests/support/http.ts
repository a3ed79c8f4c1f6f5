import type { HubProcess } from './running-hub';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are whatever the document asked for
type Data = Record<string, any>;

/** An answer of a hub over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Data | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: Data }[];
    readonly extensions?: Data;
  };
}

/** Who asks, and for what. */
export interface Asker {
  readonly token?: string;
  readonly purpose?: string;
  readonly staff?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts a body to `/graphql`, as it is where it is a text. */
export const post = async (
  hub: Pick<HubProcess, 'origin'>,
  asker: Asker,
  body: unknown,
): Promise<HttpAnswer> => {
  const { token, purpose, staff, headers } = asker;
  const response = await fetch(`${hub.origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(purpose === undefined ? {} : { 'spona-purpose': purpose }),
      ...(staff === undefined ? {} : { 'spona-staff': staff }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as HttpAnswer['body'],
  };
};

/** Asks one operation. */
export const ask = (
  hub: Pick<HubProcess, 'origin'>,
  asker: Asker,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<HttpAnswer> => post(hub, asker, { query, variables });

/** The codes of the errors. */
export const codes = ({ body }: HttpAnswer): readonly string[] =>
  (body.errors ?? []).map(({ extensions }) => String(extensions['code']));
