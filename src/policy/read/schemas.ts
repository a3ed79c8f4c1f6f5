import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { packageRoot } from '../../lib/root';
import type { Problem } from '../problem';
import type { Path, Source } from './source';

export type DocumentKind = 'vocabulary' | 'protocol' | 'policy' | 'test';

const SCHEMAS = join(packageRoot, 'policies', '_schema');

const load = (name: string): object =>
  JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8')) as object;

let validators: ReadonlyMap<DocumentKind, ValidateFunction> | undefined;

/** The editor's own schemas, compiled once a process. */
const validatorOf = (kind: DocumentKind): ValidateFunction => {
  validators ??= compileAll();
  const found = validators.get(kind);
  if (found === undefined) throw new Error(`no schema for ${kind}`);
  return found;
};

const compileAll = (): ReadonlyMap<DocumentKind, ValidateFunction> => {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, schemas: [load('facts')] });
  const kinds: readonly DocumentKind[] = ['vocabulary', 'protocol', 'policy', 'test'];
  return new Map(kinds.map((kind) => [kind, ajv.compile(load(kind))]));
};

/** What the schema finds wrong with a file, in words and places. */
export const checkSchema = (kind: DocumentKind, source: Source): Problem[] => {
  const validate = validatorOf(kind);
  if (validate(source.value)) return [];
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .filter((error) => error.propertyName === undefined || error.keyword === 'propertyNames')
    .map((error) => describe(error, source));
};

const describe = (error: ErrorObject, source: Source): Problem => {
  const path = pathOf(error.instancePath, source.value);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return { ...source.atKey([...path, key]), text: `unknown key ${quoted(key)}` };
    }
    case 'propertyNames': {
      const key = String(params['propertyName']);
      return { ...source.atKey([...path, key]), text: `${quoted(key)} is not a valid name here` };
    }
    case 'required':
      return {
        ...source.at(path),
        text: `missing key ${quoted(String(params['missingProperty']))}${inside(path)}`,
      };
    case 'enum':
      return {
        ...source.at(path),
        text: `${quoted(valueAt(source.value, path))} is none of ${(params['allowedValues'] as string[]).join(', ')}`,
      };
    case 'const':
      return {
        ...source.at(path),
        text: `${quoted(valueAt(source.value, path))} must be ${String(params['allowedValue'])}${orList(error)}`,
      };
    case 'pattern':
      return {
        ...source.at(path),
        text: `${quoted(valueAt(source.value, path))} is not well formed`,
      };
    default:
      return { ...source.at(path), text: `${error.message ?? 'is not valid'}${inside(path)}` };
  }
};

/** Scope and tie take a list as well as ANY. */
const orList = (error: ErrorObject): string => (error.schemaPath.includes('/else/') ? ' or a list' : '');

const inside = (path: Path): string => {
  const last = path.findLast((part) => typeof part === 'string');
  return last === undefined ? '' : ` in ${quoted(last)}`;
};

/** ajv's JSON pointer as a path; parts that lead into a list become numbers. */
const pathOf = (pointer: string, root: unknown): Path => {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path: (string | number)[] = [];
  let value = root;
  for (const part of parts) {
    const step = Array.isArray(value) ? Number(part) : part;
    path.push(step);
    value = valueAt(value, [step]);
  }
  return path;
};

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === 'object'
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    root,
  );

const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  return `"${(text ?? '').length > 60 ? `${(text ?? '').slice(0, 60)}…` : (text ?? '')}"`;
};
