import { type Environment, findText } from './environment';
import { VARIABLE_NAMES, VARIABLES, type Variable, type VariableName } from './variables';

/** One setting as it may be shown. */
export interface PrintedVariable {
  readonly name: VariableName;
  readonly value: string;
  readonly source: 'environment' | 'file' | 'default' | 'unset';
  readonly meaning: string;
}

/** A database's address without its password; any other secret not at all. */
export const maskedAddress = (text: string): string => {
  if (!URL.canParse(text)) return '(secret)';
  const { protocol, username, host, pathname } = new URL(text);
  return `${protocol}//${username}:***@${host}${pathname}`;
};

const print = (environment: Environment, name: VariableName): PrintedVariable => {
  const { meaning, secret }: Variable<unknown> = VARIABLES[name];
  try {
    const found = findText(environment, name);
    if (found === undefined) return { name, value: '', source: 'unset', meaning };
    return { name, value: secret ? maskedAddress(found.text) : found.text, source: found.source, meaning };
  } catch {
    return { name, value: '(unreadable)', source: 'file', meaning };
  }
};

/** Every variable with its effective value, secrets masked. */
export const printableConfig = (environment: Environment = process.env): readonly PrintedVariable[] =>
  VARIABLE_NAMES.map((name) => print(environment, name));
