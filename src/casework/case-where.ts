import { SponaError } from '../errors/spona-error';
import type { ProfilePolicy } from '../policy';
import { disclosedSql } from '../graphql/predicate';
import { FACTS } from '../graphql/fact-sql';
import type { RowSource } from '../graphql/row-source';
import { rowsSql } from '../graphql/row-statements';
import {
  CONDITION_CATEGORIES,
  ORDER_CATEGORIES,
  recordCondition,
  type CaseFilter,
  type CaseOrder,
  type SortDirection,
} from './case-filter';

/** Collects the values behind `$n`. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown, type: string): string {
    this.list.push(value);
    return `$${String(this.list.length)}::${type}`;
  }
}

/** What the compilation of a filter needs: the sources of the rows it looks into. */
export interface WhereParts {
  readonly policy: ProfilePolicy;
  readonly source: (type: string) => RowSource;
  readonly values: Values;
  /** Collects the categories that the question rests on. */
  readonly asked: string[];
}

/** A test on a value: unknown where the viewer may not see the value. */
const seen = (disclosed: string, test: string): string =>
  disclosed === 'true' ? `(${test})` : `(case when ${disclosed} then ${test} end)`;

/** Unknown where the custodian is concealed from the viewer: the rows show neither its name, its numbers nor its place. */
const told = (test: string): string => `case when not g.concealed or g.id = viewer_agency() then ${test} end`;

const onCase = ({ policy, asked }: WhereParts, category: string, test: string): string => {
  asked.push(category);
  return seen(disclosedSql(policy, category, FACTS), test);
};

const onSome = (parts: WhereParts, type: string, category: string, test: string): string => {
  const source = parts.source(type);
  parts.asked.push(category);
  return `exists (select ${rowsSql(source, parts.policy)} and ${seen(disclosedSql(parts.policy, category, FACTS), test)})`;
};

type Leaf = (parts: WhereParts, category: string, value: never) => string;

const leaves: Readonly<Record<keyof typeof CONDITION_CATEGORIES, Leaf>> = {
  status: (parts, category, value: string) =>
    onCase(parts, category, `t.status = ${parts.values.add(value, 'text')}`),
  reference: (parts, category, value: string) =>
    onCase(parts, category, told(`t.reference = ${parts.values.add(value, 'text')}`)),
  municipalityCode: (parts, category, value: string) =>
    onCase(
      parts,
      category,
      told(
        `t.municipality_id = (select m.id from municipality m where m.code = ${parts.values.add(value, 'text')})`,
      ),
    ),
  openedFrom: (parts, category, value: Date) =>
    onCase(parts, category, `t.opened_at >= ${parts.values.add(value, 'timestamptz')}`),
  openedBefore: (parts, category, value: Date) =>
    onCase(parts, category, `t.opened_at < ${parts.values.add(value, 'timestamptz')}`),
  custodianId: (parts, category, value: string) =>
    onCase(parts, category, told(`t.custodian_id = ${parts.values.add(value, 'uuid')}`)),
  form: (parts, category, value: string) =>
    onSome(parts, 'Incident', category, `t.forms @> array[${parts.values.add(value, 'text')}]`),
  weapon: (parts, category, value: string) =>
    onSome(parts, 'Incident', category, `t.weapon = ${parts.values.add(value, 'text')}`),
};

const isLeaf = (name: string): name is keyof typeof leaves => Object.hasOwn(leaves, name);

/** Conditions in a filter, whatever their depth. */
const MOST_CONDITIONS = 50;

const countConditions = (filter: CaseFilter): number =>
  1 +
  [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])].reduce(
    (count, inner) => count + countConditions(inner),
    Object.keys(filter).length,
  );

const compile = (filter: CaseFilter, parts: WhereParts): string => {
  const all: string[] = [];
  for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
    if (value === null || value === undefined) continue;
    const condition = recordCondition(name);
    if (isLeaf(name)) all.push(leaves[name](parts, CONDITION_CATEGORIES[name], value as never));
    else if (condition !== undefined) {
      const { type, category, column } = condition;
      all.push(onSome(parts, type, category, `t.${column} = ${parts.values.add(value, 'text')}`));
    } else if (name === 'and') {
      all.push(...(value as CaseFilter[]).map((inner) => compile(inner, parts)));
    } else if (name === 'or') {
      const any = (value as CaseFilter[]).map((inner) => compile(inner, parts));
      all.push(any.length === 0 ? 'false' : `(${any.join(' or ')})`);
    } else if (name === 'not') {
      all.push(`(not ${compile(value as CaseFilter, parts)})`);
    } else throw new Error(`no condition for ${name}`);
  }
  return all.length === 0 ? 'true' : `(${all.join(' and ')})`;
};

/**
 * The filter as SQL in three values: a withheld value of a case is null, at every depth; of a case's records those count that are seen. Throws SPONA_LIMIT for a filter that would cost more
 * than any list is worth.
 */
export const whereSql = (filter: CaseFilter, parts: WhereParts): string => {
  if (countConditions(filter) > MOST_CONDITIONS) {
    throw new SponaError('SPONA_LIMIT', { extensions: { limit: 'conditions', allowed: MOST_CONDITIONS } });
  }
  return compile(filter, parts);
};

export interface SortKey {
  readonly sql: string;
  readonly type: string;
  readonly descending: boolean;
}

const SORTS = {
  openedAt: { column: 't.opened_at', type: 'timestamptz' },
  reference: { column: told('t.reference'), type: 'text' },
} as const satisfies Record<keyof typeof ORDER_CATEGORIES, object>;

/** The sort key as the viewer sees it; withheld values are null and come last. */
export const sortSql = (order: CaseOrder | null, parts: WhereParts): SortKey => {
  const [[name, direction] = ['openedAt', 'DESC']] = Object.entries(order ?? {}).filter(
    (entry): entry is [keyof typeof SORTS, SortDirection] => entry[1] !== null && entry[1] !== undefined,
  );
  const key = name as keyof typeof SORTS;
  const { column, type } = SORTS[key];
  return { sql: onCase(parts, ORDER_CATEGORIES[key], column), type, descending: direction === 'DESC' };
};
