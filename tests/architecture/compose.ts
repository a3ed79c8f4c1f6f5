import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/lib/root';

type Source = string | { readonly source: string; readonly target?: string };

/** The part of a service that the tests look at. */
export interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly configs?: readonly Source[];
  readonly secrets?: readonly Source[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly build?: { readonly dockerfile_inline: string };
  readonly entrypoint?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`; `$$` is a dollar. */
const interpolate = (text: string, environment: Readonly<Record<string, string>>): string =>
  text.replace(
    /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/gu,
    (all: string, name: string | undefined, operator: string | undefined, rest: string | undefined) => {
      if (all === '$$') return '$';
      const value = environment[name ?? ''] ?? '';
      if (value !== '') return value;
      if (operator === '-') return rest ?? '';
      throw new Error(`${String(name)}: ${operator === '?' ? String(rest) : 'is not set'}`);
    },
  );

const walk = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change)]));
};

/** docker-compose.yml as Compose reads it: anchors merged, variables put in. */
export const readCompose = (environment: Readonly<Record<string, string>>): Compose => {
  const text = readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8');
  return walk(parse(text, { merge: true }), (item) => interpolate(item, environment)) as Compose;
};
