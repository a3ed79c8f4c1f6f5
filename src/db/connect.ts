import { Client } from 'pg';
import { maskedAddress } from '../config/printable';
import { StartError } from '../errors/start-error';

/** The setting that a database's address comes from. */
export type AddressSource = 'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'SPONA_DATA_DIR';

const ADVICE: Readonly<Record<string, string>> = {
  // PostgreSQL's own conditions.
  '28P01': 'It refuses the login: are user and password right?',
  '28000': 'It refuses the login: does the user exist, and does pg_hba.conf admit it?',
  '3D000': 'It has no such database: create it first.',
  '42501': 'The login may not connect to this database: grant connect to it.',
  '53300': 'It takes no more connections: raise max_connections, or end some.',
  '57P03': 'It is just starting or stopping: try again.',
};
/** Milliseconds that a connection may take. */
const PATIENCE = 10_000;

/** The condition, and what to do; other failures (of TLS, say) explain themselves. */
const reasonOf = (error: unknown): string => {
  const { code, message } = error as Partial<Record<'code' | 'message', string>>;
  if (code === undefined) return message ?? '';
  const unreached = /^E[A-Z_]+$/u.test(code)
    ? 'No PostgreSQL answers there: does it run, and are host and port right?'
    : message;
  return `${code}. ${ADVICE[code] ?? unreached ?? ''}`;
};

/** What is wrong with the address, and what to do, without its password. */
const explain = (cause: unknown, url: string, from: AddressSource): StartError =>
  new StartError('SPONA_DATABASE', `${from}: ${maskedAddress(url)} cannot be used: ${reasonOf(cause)}`, {
    cause,
  });

/**
 * Connects to a database; the caller ends the client.
 * @throws StartError SPONA_DATABASE that names the setting and says what to do
 */
export const connectTo = async (
  url: string,
  from: AddressSource,
  applicationName: string,
): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: PATIENCE,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw explain(error, url, from);
  }
};
