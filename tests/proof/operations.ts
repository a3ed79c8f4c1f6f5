import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Json } from './ask';
import type { nearTo } from './near';
import type { Pools } from './pools';
import type { Random } from './random';
import { literal, Values } from './values';

export type RootField = GraphQLField<unknown, unknown>;

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Json;
  /** Names of its root fields, by their aliases. */
  readonly roots: ReadonlyMap<string, string>;
  /** Its lists with pages: alias → variable of the cursor; of each the answer tells `page { endCursor }`. */
  readonly pages: ReadonlyMap<string, string>;
}

type Near = ReturnType<typeof nearTo>;

/** What stands between a list and its rows is always asked for. */
const PAGE = ['edges', 'node'];
const ONCE = ['history', 'subject'];

/** The root fields of an operation type. */
export const rootsOf = (schema: GraphQLSchema, kind: 'query' | 'mutation'): RootField[] => {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type!.getFields());
};

/** Deals root fields in turns: each once before any comes again, in a new order every time. */
export class Deck {
  private rest: RootField[] = [];

  constructor(
    private readonly fields: readonly RootField[],
    private readonly random: Random,
  ) {}

  next(): RootField {
    if (this.rest.length === 0) this.rest = [...this.fields];
    return this.rest.splice(this.random.below(this.rest.length), 1)[0]!;
  }
}

/** Random valid operations over the whole schema: aliases, fragments, directives, nested filters, orders, pages, ids, inputs. */
export class Operations {
  private readonly queries: readonly RootField[];
  private near: Near = { query: new Map(), mutation: new Map() };
  private values: Values;
  private variables: Json = {};
  private declared: string[] = [];
  private fragments: string[] = [];
  private pages = new Map<string, string>();
  private names = 0;
  private kind: keyof Near = 'query';

  constructor(
    schema: GraphQLSchema,
    private readonly pools: Pools,
    private random: Random,
  ) {
    this.values = new Values(random, pools);
    this.queries = rootsOf(schema, 'query');
  }

  /** From here on by this generator. `near`: ids that are taken more often than others. */
  start(random: Random, near: Near): void {
    this.random = random;
    this.near = near;
  }

  /** A query; its first root field is the given one, else one at random. */
  query(first?: RootField): GeneratedOperation {
    const { random } = this;
    const weighted = [
      ...this.queries,
      ...this.queries
        .filter(({ name }) => name === 'cases' || name === 'case')
        .flatMap((root) => [root, root, root]),
    ];
    const more = Array.from({ length: random.below(3) }, () => random.pick(weighted));
    return this.operation('query', [first ?? random.pick(weighted), ...more]);
  }

  /** A mutation of these fields. */
  mutation(fields: readonly RootField[]): GeneratedOperation {
    return this.operation('mutation', fields);
  }

  private operation(kind: keyof Near, chosen: readonly RootField[]): GeneratedOperation {
    this.kind = kind;
    this.values = new Values(this.random, this.pools, this.near[kind]);
    this.variables = {};
    this.declared = [];
    this.fragments = [];
    this.pages = new Map();
    this.names = 0;
    const roots = new Map<string, string>();
    const fields = chosen.map((field) => {
      const alias = this.fresh('f');
      roots.set(alias, field.name);
      return this.root(field, alias);
    });
    const head = this.declared.length === 0 ? '' : `(${this.declared.join(', ')})`;
    return {
      source: `${kind} Generated${head} {\n${fields.join('\n')}\n}\n${this.fragments.join('\n')}`,
      variables: this.variables,
      roots,
      pages: this.pages,
    };
  }

  private root(field: RootField, alias: string): string {
    const text = this.field(field, [], alias);
    if (!this.pages.has(alias)) return text;
    return text.replace(/\}$/u, ' page: pageInfo { endCursor } }');
  }

  private field(field: RootField, path: readonly string[], alias?: string): string {
    const named = getNamedType(field.type);
    const random = this.random.chance(0.15) ? this.fresh('f') : undefined;
    const label = alias ?? random;
    const name = label === undefined ? field.name : `${label}: ${field.name}`;
    const args = this.args(field, named.name, path.length === 0 ? alias : undefined);
    const below = isCompositeType(named)
      ? ` ${this.selection(named as GraphQLObjectType, [...path, field.name])}`
      : '';
    // A page is turned by what the answer says of it.
    const directive = alias !== undefined && this.pages.has(alias) ? '' : this.directive();
    return `${name}${args}${directive}${below}`;
  }

  private selection(type: GraphQLObjectType, path: readonly string[]): string {
    if (!isObjectType(type)) throw new Error(`teach the generator about ${String(type)}`);
    const { random } = this;
    const within = path.filter((name) => !PAGE.includes(name)).length;
    const share = within > 4 ? 0.25 : 0.5;
    const open = Object.values(type.getFields()).filter(
      (field) =>
        !(ONCE.includes(field.name) && path.includes(field.name)) &&
        (within < 6 || !isCompositeType(getNamedType(field.type))),
    );
    const leaves = open.filter((field) => !isCompositeType(getNamedType(field.type)));
    const picked = open.filter(({ name }) => PAGE.includes(name) || random.chance(share));
    const fields = (picked.length > 0 ? picked : leaves.slice(0, 1)).map((field) => this.field(field, path));
    if (random.chance(0.3)) fields.push('__typename');
    // What a mutation made is known by its id.
    if (this.kind === 'mutation' && leaves.some(({ name }) => name === 'id')) fields.push('id');
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

  private args(field: RootField, answers: string, alias: string | undefined): string {
    const chosen = this.values.fields(
      field.args.filter(({ name }) => name !== 'after'),
      { bearer: field.name, answers, depth: 0, around: {} },
      () => 0.6,
    );
    const texts = field.args.flatMap(({ name, type }) => {
      if (name === 'after' && alias !== undefined) return [this.page(alias)];
      if (!(name in chosen)) return [];
      return [`${name}: ${this.argument(name, type, chosen[name])}`];
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  private argument(name: string, type: GraphQLInputType, value: unknown): string {
    const { random } = this;
    if (name === 'first') return String(random.pick([0, 1, 3, 20, 100]));
    return random.chance(0.5) ? this.variable(String(type), value) : literal(value, type);
  }

  private page(alias: string): string {
    const cursor = this.variable('String', null);
    this.pages.set(alias, cursor.slice(1));
    return `after: ${cursor}`;
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
