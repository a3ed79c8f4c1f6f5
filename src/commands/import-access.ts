import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config-error';
import { demoAccess, ownAccess } from '../exchange/agencies/open-access';
import type { Credentials } from '../exchange/import/hub-session';
import type { Access, SurveyedFile } from '../exchange/import/import-file';
import { loadDemoKeys } from '../identity/demo/keys';
import type { ReachedHub } from './reached-hub';

/** How a production client proves itself: all of it, or the demo's own clients are used. */
export interface CredentialOptions {
  readonly issuer?: string;
  readonly client?: string;
  readonly keyFile?: string;
}

/** A client's private key as a JWK with its algorithm. What is wrong with the file is told without quoting it. */
const readKey = (file: string): Credentials['key'] => {
  const refuse = (): never => {
    throw new ConfigError([`${file}: must hold a private JWK with its "alg"`]);
  };
  let key: Partial<Credentials['key']> | null = null;
  try {
    key = JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials['key']> | null;
  } catch {
    refuse();
  }
  const { alg, kty } = key ?? {};
  return typeof alg === 'string' && typeof kty === 'string' ? { ...key, alg } : refuse();
};

/** @throws ConfigError */
export const credentialsOf = ({ issuer, client, keyFile }: CredentialOptions): Credentials | null => {
  if (issuer === undefined && client === undefined && keyFile === undefined) return null;
  if (issuer === undefined || client === undefined || keyFile === undefined)
    throw new ConfigError(['--issuer, --client and --key-file belong together']);
  return { issuer, clientId: client, key: readKey(keyFile) };
};

/** A hub names its demo issuer by its own address, whatever address it was reached by. */
export const demoIssuerAt = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/oidc/.well-known/openid-configuration`, { redirect: 'error' });
  if (!response.ok) throw new Error(`${url} is no demo hub: give --issuer, --client and --key-file`);
  return String(((await response.json()) as { issuer?: unknown }).issuer);
};

const withOwner = async <T>(
  ownerUrl: string | null,
  work: (owner: Client | null) => Promise<T>,
): Promise<T> => {
  if (ownerUrl === null) return work(null);
  const owner = new Client({ connectionString: ownerUrl, application_name: 'spona import' });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
};

export interface AccessOptions {
  readonly config: Config;
  readonly credentials: Credentials | null;
  /** Let unknown agencies work at once. */
  readonly create: boolean;
  readonly tell: (message: string) => void;
}

/** Opens the hub to the file's agencies. */
export const accessTo = async (
  hub: ReachedHub,
  file: SurveyedFile,
  { config, credentials, create, tell }: AccessOptions,
): Promise<Access> => {
  if (credentials !== null) return ownAccess(hub.url, credentials);
  const { machine: key } = loadDemoKeys(config.dataDir);
  const issuer = await demoIssuerAt(hub.url);
  return withOwner(hub.ownerUrl, (owner) => {
    if (owner === null) tell('The registry is not at hand here: unknown agencies cannot be entered in it');
    const { url } = hub;
    const { country } = config;
    return demoAccess({ url, issuer, key, country, create, owner, say: tell }, file.survey.agencies);
  });
};
