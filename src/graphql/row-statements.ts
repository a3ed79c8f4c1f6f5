import { createHash } from 'node:crypto';
import type { Statement } from '../db/transaction';
import type { ProfilePolicy } from '../policy';
import {
  caseFactsSql,
  delivered,
  deliveredBefore,
  FACTS,
  PERSON_EXISTENCE,
  rowFactsSql,
  SUBJECT_FACTS,
  SUBJECT_JOINS,
} from './fact-sql';
import { disclosedSql } from './predicate';
import type { RowSource } from './row-source';

/** A statement that is prepared by name. */
export const prepared = (text: string): Statement => ({
  name: createHash('sha1').update(text).digest('hex'),
  text,
});

/**
 * Whether a row exists for the viewer, where SQL must know: for a page, a count or a filter. Its holder knows whom he recorded. Rows
 * that are read otherwise are judged by their reader.
 */
const existsSql = (source: RowSource, policy: ProfilePolicy): string => {
  const exists = disclosedSql(policy, source.existence, FACTS);
  if (source.subject !== 'subject_id') return exists;
  return `${exists} and (f.record = 1 or ${disclosedSql(policy, PERSON_EXISTENCE, SUBJECT_FACTS)})`;
};

const PERSON_COLUMNS = `
  u.record as "$personRecord", u.grants as "$personGranted",`;

/** What every reading of a source selects: the row, its facts, and who holds and recorded it. */
const selectList = (source: RowSource): string => `select ${source.columns},
  t.${source.caseColumn} as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
  f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",${source.subject === 'subject_id' ? PERSON_COLUMNS : ''}
  g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"`;

const joins = (
  source: RowSource,
  policy: ProfilePolicy,
  given = delivered,
): string => `join agency g on g.id = t.custodian_id
  left join staff s on s.id = t.recorded_by${SUBJECT_JOINS[source.subject ?? 'nobody']}
${rowFactsSql(source, policy, given)}`;

const CASES_GIVEN =
  'unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)';

/** Rows of given cases, whose facts are known already. */
export const byCaseStatement = (source: RowSource, policy: ProfilePolicy): Statement =>
  prepared(`${selectList(source)}
from ${CASES_GIVEN}
join ${source.table} t on t.${source.caseColumn} = c.case_id
${joins(source, policy)}`);

/** Rows by their ids; the facts of their cases are read along. */
export const byIdStatement = (source: RowSource, policy: ProfilePolicy): Statement =>
  prepared(`${selectList(source)}
from ${source.table} t
${caseFactsSql(source, policy)}
${joins(source, policy)}
where t.id = any ($1::uuid[])`);

/** What records were before: each former content is read as a row of its table, under the facts it had then. */
export const historyStatement = (source: RowSource, policy: ProfilePolicy): Statement =>
  prepared(`${selectList(source)}, h.replaced_at as "$replacedAt"
from ${CASES_GIVEN}
join record_history h on h.case_id = c.case_id and h.record_id = any ($9::uuid[])
cross join lateral jsonb_populate_record(null::${source.table}, h.content) t
${joins(source, policy, deliveredBefore)}
order by h.version desc`);

/** Conditions, order and limit of a page, compiled from the caller's arguments; their values stand behind `$n`. */
export interface PageShape {
  readonly where: string;
  readonly sort: string;
  readonly descending: boolean;
  /** Placeholder of the number of rows. */
  readonly limit: string;
}

/** `from … where …` of the rows of the case whose facts are `c`, for a condition on some of them. */
export const rowsSql = (source: RowSource, policy: ProfilePolicy): string =>
  `from ${source.table} t${SUBJECT_JOINS[source.subject ?? 'nobody']}
    ${rowFactsSql(source, policy, delivered)}
    where t.${source.caseColumn} = c.case_id and ${existsSql(source, policy)}`;

const filtered = (source: RowSource, policy: ProfilePolicy, where: string): string =>
  `from ${source.table} t
${caseFactsSql(source, policy)}
${joins(source, policy)}
where ${existsSql(source, policy)} and ${where}`;

/** One page. Clients shape it at will: only a shape that recurs is prepared (see `StatementCache.recurring`). */
export const pageStatement = (source: RowSource, policy: ProfilePolicy, shape: PageShape): Statement => ({
  text: `${selectList(source)}, (${shape.sort})::text as "$sort"
${filtered(source, policy, shape.where)}
order by ${shape.sort} ${shape.descending ? 'desc' : 'asc'} nulls last, t.id limit ${shape.limit}`,
});

/** How many rows there are, and which, as long as they are few: a count under a narrow filter tells of single rows. */
export const FEW = 50;

export const countStatement = (source: RowSource, policy: ProfilePolicy, where: string): Statement => ({
  text: `with met as (select t.id
${filtered(source, policy, where)})
select count(*)::int as count, array(select id from met limit ${String(FEW)}) as ids from met`,
});
