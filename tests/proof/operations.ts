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
import type { Choices } from './choices';
import type { Near } from './near';
import type { Pools } from './pools';
import { literal, Values, type Kind } from './values';

export type RootField = GraphQLField<unknown, unknown>;

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Json;
  /** Names of its root fields, by their aliases. */
  readonly roots: ReadonlyMap<string, string>;
  /** Its lists with pages: alias → variable of the cursor; of each the answer tells `page { endCursor }`. */
  readonly pages: ReadonlyMap<string, string>;
}

/** What stands between a list and its rows is always asked for. */
const PAGE = ['edges', 'node'];
const ONCE = ['history', 'subject'];

/** Root fields that are taken more often than others, where they are open: what much is behind, and where much has to stand together. */
const WEIGHTS: Readonly<Record<string, number>> = {
  case: 3,
  cases: 3,
  auditTrail: 6,
  explainAccess: 6,
  whoCanSee: 2,
  emergencyAccesses: 2,
  releases: 2,
};
/** Of these most is asked for: an answer is otherwise by few words in it. */
const WHOLE = ['auditTrail', 'explainAccess', 'whoCanSee', 'emergencyAccesses', 'releases'];

/** One of the root fields. */
export const pickRoot = (choices: Choices, fields: readonly RootField[]): RootField =>
  choices.pick(fields.flatMap((field) => Array<RootField>(WEIGHTS[field.name] ?? 1).fill(field)));

/** The root fields of an operation type. */
export const rootsOf = (schema: GraphQLSchema, kind: Kind): RootField[] => {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type!.getFields());
};

/**
 * Valid operations over the whole schema: aliases, fragments, directives, nested filters, orders, pages, ids, inputs. Each rests on the
 * choices that are given for it, and on nothing that was made before.
 */
export class Operations {
  /** `near`: what is taken more often than other things. */
  constructor(
    private readonly pools: Pools,
    private readonly near?: Near,
  ) {}

  /** Of these root fields. */
  make(choices: Choices, kind: Kind, fields: readonly RootField[]): GeneratedOperation {
    return new Draft(kind, choices, new Values(choices, this.pools, kind, this.near)).operation(fields);
  }
}

/** One operation while it is written. */
class Draft {
  private readonly variables: Json = {};
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private readonly pages = new Map<string, string>();
  private names = 0;
  /** The share of fields that are asked for. */
  private share = 0.5;

  constructor(
    private readonly kind: Kind,
    private readonly choices: Choices,
    private readonly values: Values,
  ) {}

  operation(chosen: readonly RootField[]): GeneratedOperation {
    const roots = new Map<string, string>();
    const fields = chosen.map((field) => {
      const alias = this.fresh('f');
      roots.set(alias, field.name);
      return this.root(field, alias);
    });
    const head = this.declared.length === 0 ? '' : `(${this.declared.join(', ')})`;
    return {
      source: `${this.kind} Generated${head} {\n${fields.join('\n')}\n}\n${this.fragments.join('\n')}`,
      variables: this.variables,
      roots,
      pages: this.pages,
    };
  }

  private root(field: RootField, alias: string): string {
    this.share = WHOLE.includes(field.name) ? 0.85 : 0.5;
    const text = this.field(field, [], alias);
    if (!this.pages.has(alias)) return text;
    return text.replace(/\}$/u, ' page: pageInfo { endCursor } }');
  }

  private field(field: RootField, path: readonly string[], alias?: string): string {
    const named = getNamedType(field.type);
    const label = alias ?? (this.choices.chance(0.15) ? this.fresh('f') : undefined);
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
    const { choices } = this;
    const within = path.filter((name) => !PAGE.includes(name)).length;
    const share = within > 4 ? 0.25 : this.share;
    const open = Object.values(type.getFields()).filter(
      (field) =>
        !(ONCE.includes(field.name) && path.includes(field.name)) &&
        (within < 6 || !isCompositeType(getNamedType(field.type))),
    );
    const leaves = open.filter((field) => !isCompositeType(getNamedType(field.type)));
    const picked = open.filter(({ name }) => PAGE.includes(name) || choices.chance(share));
    const fields = (picked.length > 0 ? picked : leaves.slice(0, 1)).map((field) => this.field(field, path));
    if (choices.chance(0.3)) fields.push('__typename');
    // What a mutation made is known by its id.
    if (this.kind === 'mutation' && leaves.some(({ name }) => name === 'id')) fields.push('id');
    const body = fields.length === 0 ? '__typename' : fields.join(' ');
    if (choices.chance(0.1)) return `{ ... on ${type.name} { ${body} } }`;
    if (choices.chance(0.1)) {
      const fragment = this.fresh('Part');
      this.fragments.push(`fragment ${fragment} on ${type.name} { ${body} }`);
      return `{ ...${fragment} }`;
    }
    return `{ ${body} }`;
  }

  private directive(): string {
    if (!this.choices.chance(0.03)) return '';
    const include = this.choices.chance(0.7);
    return ` @include(if: ${this.variable('Boolean!', include)})`;
  }

  private args(field: RootField, answers: string, alias: string | undefined): string {
    const chosen = this.values.fields(
      field.args.filter(({ name }) => name !== 'after'),
      { root: field.name, bearer: field.name, answers, depth: 0, around: {} },
      () => (field.args.some(({ name }) => name === 'from') ? 0.25 : 0.6),
    );
    const texts = field.args.flatMap(({ name, type }) => {
      if (name === 'after' && alias !== undefined) return [this.page(alias)];
      if (!(name in chosen)) return [];
      return [`${name}: ${this.argument(name, type, chosen[name])}`];
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  private argument(name: string, type: GraphQLInputType, value: unknown): string {
    const { choices } = this;
    if (name === 'first') return String(choices.pick([0, 1, 3, 20, 100]));
    return choices.chance(0.5) ? this.variable(String(type), value) : literal(value, type);
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
