import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Json } from './ask';
import type { Random } from './random';

/** Values that arguments are drawn from, some of which exist: a filter by what is nowhere proves little. */
export interface Pools {
  /** Ids of rows by the type that a root field answers. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly agencies: readonly string[];
  readonly texts: readonly string[];
  readonly times: readonly string[];
}

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Json;
}

const ONCE = ['history', 'subject'];
/** The audit of a run is its own subject: reading it answers what was asked before. */
const AUDIT = ['auditTrail', 'disclosuresByAgency'];

/** Random valid operations over the whole schema: aliases, fragments, directives, nested filters, orders, pages, ids. */
export class Operations {
  private variables: Json = {};
  private declared: string[] = [];
  private fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly pools: Pools,
  ) {}

  next(): GeneratedOperation {
    const { random } = this;
    this.variables = {};
    this.declared = [];
    this.fragments = [];
    this.names = 0;
    const roots = Object.values(this.schema.getQueryType()!.getFields()).filter(
      ({ name }) => !AUDIT.includes(name),
    );
    const weighted = [
      ...roots,
      ...roots
        .filter(({ name }) => name === 'cases' || name === 'case')
        .flatMap((root) => [root, root, root]),
    ];
    const chosen = Array.from({ length: 1 + random.below(3) }, () => random.pick(weighted));
    const fields = chosen.map((field) => this.field(field, [], true)).join('\n');
    const head = this.declared.length === 0 ? '' : `(${this.declared.join(', ')})`;
    return {
      source: `query Generated${head} {\n${fields}\n}\n${this.fragments.join('\n')}`,
      variables: this.variables,
    };
  }

  private field(field: GraphQLField<unknown, unknown>, path: readonly string[], alias: boolean): string {
    const named = getNamedType(field.type);
    const name = alias || this.random.chance(0.15) ? `${this.fresh('f')}: ${field.name}` : field.name;
    const args = this.args(field, named.name);
    const below = isCompositeType(named)
      ? ` ${this.selection(named as GraphQLObjectType, [...path, field.name])}`
      : '';
    return `${name}${args}${this.directive()}${below}`;
  }

  private selection(type: GraphQLObjectType, path: readonly string[]): string {
    if (!isObjectType(type)) throw new Error(`teach the generator about ${String(type)}`);
    const { random } = this;
    const share = path.length > 4 ? 0.25 : 0.5;
    const open = Object.values(type.getFields()).filter(
      (field) =>
        !(ONCE.includes(field.name) && path.includes(field.name)) &&
        (path.length < 7 || !isCompositeType(getNamedType(field.type))),
    );
    const leaves = open.filter((field) => !isCompositeType(getNamedType(field.type)));
    const picked = random.sample(open, share);
    const fields = (picked.length > 0 ? picked : leaves.slice(0, 1)).map((field) =>
      this.field(field, path, false),
    );
    if (random.chance(0.3)) fields.push('__typename');
    const body = fields.length === 0 ? '__typename' : fields.join(' ');
    if (random.chance(0.1)) return `{ ... on ${type.name} { ${body} } }`;
    if (random.chance(0.1)) {
      const fragment = this.fresh('Part');
      this.fragments.push(`fragment ${fragment} on ${type.name} { ${body} }`);
      return `{ ...${fragment} }`;
    }
    return `{ ${body} }`;
  }

  private directive(): string {
    if (!this.random.chance(0.03)) return '';
    const include = this.random.chance(0.7);
    return ` @include(if: ${this.variable('Boolean!', include)})`;
  }

  private args(field: GraphQLField<unknown, unknown>, answers: string): string {
    const { random } = this;
    const args = field.args.flatMap((arg) => {
      const required = isNonNullType(arg.type) && arg.defaultValue === undefined;
      if (arg.name === 'after' || (!required && random.chance(0.4))) return [];
      return [`${arg.name}: ${this.argument(arg.name, arg.type, answers)}`];
    });
    return args.length === 0 ? '' : `(${args.join(', ')})`;
  }

  private argument(name: string, type: GraphQLInputType, answers: string): string {
    const { random } = this;
    if (name === 'first') return String(random.pick([0, 1, 3, 20, 100]));
    const value = name === 'id' ? this.id(answers) : this.value(type, 0, name);
    return random.chance(0.5) ? this.variable(String(type), value) : literal(value, type);
  }

  private id(answers: string): string {
    const { random } = this;
    return random.chance(0.1) ? random.uuid() : random.pick(this.pools.ids.get(answers) ?? [random.uuid()]);
  }

  /** A random value of an input type, as JSON. */
  value(type: GraphQLInputType, depth: number, name: string): unknown {
    const { random, pools } = this;
    if (isNonNullType(type)) return this.value(type.ofType, depth, name);
    if (isListType(type)) {
      const items = Array.from({ length: random.below(3) }, () => this.value(type.ofType, depth + 1, name));
      // One item may stand for a list of it.
      return items.length === 1 && random.chance(0.5) ? items[0] : items;
    }
    if (isInputObjectType(type)) return this.object(type, depth);
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    switch (type.name) {
      case 'ID':
        return random.pick(pools.agencies);
      case 'DateTime':
        return random.pick(pools.times);
      case 'Boolean':
        return random.chance(0.5);
      case 'Int':
        return random.below(100);
      default:
        return random.pick(pools.texts);
    }
  }

  private object(type: GraphQLInputObjectType, depth: number): Json {
    const { random } = this;
    const fields = Object.values(type.getFields());
    // An order names exactly one key.
    if (type.name === 'CaseOrder') {
      const field = random.pick(fields);
      return { [field.name]: this.value(field.type, depth, field.name) };
    }
    const nested = (field: (typeof fields)[number]): boolean => isInputObjectType(getNamedType(field.type));
    const open = fields.filter((field) => depth < 4 || !nested(field));
    const share = depth === 0 ? 0.25 : 0.15;
    const picked = open.filter((field) => random.chance(nested(field) ? 0.35 : share));
    const chosen = picked.length > 0 ? picked : [random.pick(open)];
    return Object.fromEntries(
      chosen.map((field) => [field.name, this.value(field.type, depth + 1, field.name)]),
    );
  }

  private variable(type: string, value: unknown): string {
    const name = this.fresh('v');
    this.declared.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  private fresh(stem: string): string {
    this.names += 1;
    return `${stem}${this.names}`;
  }
}

/** A value as GraphQL writes it. */
export const literal = (value: unknown, type: GraphQLInputType): string => {
  if (value === null || value === undefined) return 'null';
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return `[${items.map((item) => literal(item, type.ofType)).join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return `{ ${Object.entries(value as Json)
      .map(([name, inner]) => `${name}: ${literal(inner, fields[name]!.type)}`)
      .join(', ')} }`;
  }
  return isEnumType(type) ? (value as string) : JSON.stringify(value);
};
