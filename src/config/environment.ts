import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error';
import { nearNames } from './near-names';
import { VARIABLE_NAMES, type VariableName, VARIABLES, type Values, type Variable } from './variables';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a variable's text came from. */
export interface Found {
  readonly text: string;
  readonly source: 'environment' | 'file' | 'default';
}

/** An empty value counts as absent: compose files pass one for every variable that nobody set. */
const given = (environment: Environment, name: string): string | undefined =>
  environment[name] === '' ? undefined : environment[name];

const spec = (name: VariableName): Variable<unknown> => VARIABLES[name];

/** The text of a variable, from the environment, from its secret's file, or the default. @throws Error */
export const findText = (environment: Environment, name: VariableName): Found | undefined => {
  const { secret, fallback } = spec(name);
  const text = given(environment, name);
  const file = secret ? given(environment, `${name}_FILE`) : undefined;
  if (text !== undefined && file !== undefined)
    throw new Error(`is set beside ${name}_FILE; set one of them`);
  if (text !== undefined) return { text, source: 'environment' };
  if (file !== undefined) {
    try {
      return { text: readFileSync(file, 'utf8').trim(), source: 'file' };
    } catch {
      throw new Error(`cannot be read from the file that ${name}_FILE names`);
    }
  }
  return fallback === undefined ? undefined : { text: fallback, source: 'default' };
};

const KNOWN: readonly string[] = VARIABLE_NAMES.flatMap((name) =>
  spec(name).secret ? [name, `${name}_FILE`] : [name],
);

/** Variables of the hub's own name that it does not know: a misspelt limit must not silently stay at its default. */
export const unknownVariables = (environment: Environment): readonly string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('SPONA_') && !KNOWN.includes(name))
    .map((name) => {
      const near = nearNames(name, KNOWN);
      return `${name}: is not known${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`;
    });

/** Parses every variable, collecting what is wrong with each. */
export const parseEnvironment = (
  environment: Environment,
): { readonly values: Values; readonly explicit: ReadonlySet<VariableName>; readonly problems: string[] } => {
  const values: Partial<Record<VariableName, unknown>> = {};
  const explicit = new Set<VariableName>();
  const problems: string[] = [];
  for (const name of VARIABLE_NAMES) {
    try {
      const found = findText(environment, name);
      if (found === undefined) continue;
      if (found.source !== 'default') explicit.add(name);
      values[name] = spec(name).parse(found.text);
    } catch (error) {
      if (error instanceof ConfigError)
        problems.push(...error.problems.map((problem) => `${name}${problem}`));
      else problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { values: values as Values, explicit, problems };
};
