import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Json } from './ask';

/** A mutation with one id to fill in, where its decision looks for the case or record; all else is the least that is valid. */
export interface AimedMutation {
  readonly name: string;
  readonly category: string;
  readonly source: string;
  /** Type of the row that the id names. */
  readonly aims: string;
  variables(id: string): Json;
}

/** Mutations that look for their case in the database itself: the argument that names it. */
const BY_FUNCTION: Readonly<Record<string, string>> = {
  assignCase: 'caseId',
  lockStaff: 'caseId',
  unlockStaff: 'caseId',
};

interface Aim {
  readonly path: string;
  readonly type: string;
  /** Where the mutation is told which kind of record it aims at. */
  readonly typePath?: string;
}

/** The row that a mutation is about, where its decision looks for one; null: it looks for none. */
export const aimOf = (field: GraphQLField<unknown, unknown>): Aim | null => {
  const target = field.extensions.target;
  switch (target?.kind) {
    case 'case':
      return { path: target.path, type: 'Case' };
    case 'record':
      return { path: target.path, type: target.type };
    case 'any-record':
      return { path: target.path, type: 'Incident', typePath: target.typePath };
    case 'none':
    case undefined: {
      const path = BY_FUNCTION[field.name];
      return path === undefined ? null : { path, type: 'Case' };
    }
  }
};

/** The least value of a type. `id` stands for every id that is not aimed. */
const least = (type: GraphQLInputType, id: string): unknown => {
  if (isNonNullType(type)) return required(type.ofType, id);
  return undefined;
};

const required = (type: GraphQLInputType, id: string): unknown => {
  if (isListType(type)) return [required(unwrapped(type.ofType), id)];
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields()).flatMap((field) => {
        const value = least(field.type, id);
        return value === undefined ? [] : [[field.name, value]];
      }),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isNonNullType(type)) return required(type.ofType, id);
  switch (type.name) {
    case 'ID':
      return id;
    case 'DateTime':
      return '2026-11-01T10:00:00Z';
    case 'LocalDate':
      return '2026-11-01';
    case 'Boolean':
      return false;
    case 'Int':
      return 1;
    default:
      return 'Incident';
  }
};

const unwrapped = (type: GraphQLInputType): GraphQLInputType => (isNonNullType(type) ? type.ofType : type);

const withAt = (value: Json, path: readonly string[], id: string): Json => {
  const [key = '', ...rest] = path;
  return { ...value, [key]: rest.length === 0 ? id : withAt(value[key] as Json, rest, id) };
};

export const aimedMutations = (schema: GraphQLSchema, other: string): AimedMutation[] =>
  Object.values(schema.getMutationType()!.getFields()).flatMap((field): AimedMutation[] => {
    const aim = aimOf(field);
    if (aim === null) return [];
    const scalar = String(field.type) === 'Boolean';
    const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
    const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const plain: Json = Object.fromEntries(field.args.map((arg) => [arg.name, least(arg.type, other)]));
    const base = aim.typePath === undefined ? plain : withAt(plain, aim.typePath.split('.'), aim.type);
    return [
      {
        name: field.name,
        category: String(field.extensions.category),
        source: `mutation Aimed(${declared}) { ${field.name}(${passed}) ${scalar ? '' : '{ id }'} }`,
        aims: aim.type,
        variables: (id) => withAt(base, aim.path.split('.'), id),
      },
    ];
  });
