import { asArray, asObject, asText, asTexts, type Json } from './read';

/** A staff member whom the demo issuer lets in without a password. */
export interface Persona {
  readonly persona: string;
  readonly name: string;
  readonly agency: string;
  readonly sector: string;
  readonly roles: readonly string[];
  /** What one sees as this persona. */
  readonly about: string | null;
  readonly purposes: readonly string[];
}

/** What the hub tells its console: where to log in, as which client, and for what a request may be made. */
export interface ConsoleConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
  readonly scopes: string;
  readonly mode: 'demo' | 'production';
  /** The hub was filled with the invented region. */
  readonly invented: boolean;
  /** Empty in production. */
  readonly personas: readonly Persona[];
  readonly purposes: readonly string[];
}

/** A token must not travel in the clear: https, or http that does not leave this machine. */
export const isSafeOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

const readPersona = (value: unknown, index: number, problems: string[]): Persona => {
  const source: Json = asObject(value) ?? {};
  const text = (key: string): string => {
    const found = asText(source[key]);
    if (found === null) problems.push(`personas[${index}].${key} is missing`);
    return found ?? '';
  };
  const purposes = asTexts(source['purposes']);
  if (purposes.length === 0) problems.push(`personas[${index}].purposes is empty`);
  return {
    persona: text('persona'),
    name: text('name'),
    agency: text('agency'),
    sector: text('sector'),
    roles: asTexts(source['roles']),
    about: asText(source['about']),
    purposes,
  };
};

/** Reads `config.json`. Throws an Error that lists every problem at once. */
export const parseConfig = (value: unknown): ConsoleConfig => {
  const problems: string[] = [];
  const source: Json = asObject(value) ?? {};
  const text = (key: string): string => {
    const found = asText(source[key]);
    if (found === null) problems.push(`${key} is missing`);
    return found ?? '';
  };
  const issuer = text('issuer');
  if (issuer !== '' && !isSafeOrigin(issuer)) problems.push('issuer must be an https address');
  const mode = source['mode'] === 'demo' ? 'demo' : 'production';
  if (source['mode'] !== mode) problems.push('mode must be demo or production');
  const config: ConsoleConfig = {
    issuer,
    clientId: text('clientId'),
    audience: text('audience'),
    scopes: text('scopes'),
    mode,
    invented: source['invented'] === true,
    personas: asArray(source['personas']).map((persona, index) => readPersona(persona, index, problems)),
    purposes: asTexts(source['purposes']),
  };
  if (config.purposes.length === 0) problems.push('purposes is empty');
  if (mode === 'production' && config.personas.length > 0) problems.push('production has no personas');
  if (problems.length > 0)
    throw new Error(`The hub's console configuration is wrong: ${problems.join('; ')}.`);
  return config;
};
