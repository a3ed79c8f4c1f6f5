import { ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { invalid } from '../errors/invalid';
import { Category, Rows } from '../graphql/category';
import type { OperationContext } from '../graphql/context';
import { after, checkPageSize, PageArgs, PageInfo } from '../graphql/paging';
import type { ReadRow } from '../graphql/row-reader';
import { pageStatement } from '../graphql/row-statements';
import { Case } from './case';
import { CaseFilter, CaseOrder } from './case-filter';
import { sortSql, Values, whereSql, type WhereParts } from './case-where';
import { Incident } from './incident';
import { Participant } from './participant';
import { Relationship } from './relationship';

@ObjectType({ simpleResolvers: true, description: 'A case in a list.' })
class CaseEdge {
  @Category('public')
  @Field(() => String, { description: 'Cursor of this row, for `after`.' })
  cursor!: string;

  @Category('public')
  @Field(() => Case, { description: 'The case itself, as the viewer sees it.' })
  node!: ReadRow;
}

@ObjectType({ simpleResolvers: true, description: 'A page of cases.' })
class CaseConnection {
  @Category('public')
  @Field(() => [CaseEdge], { description: 'The cases of the page, in their order.' })
  edges!: CaseEdge[];

  @Category('public')
  @Field(() => PageInfo, { description: 'Whether more follow, and after which cursor.' })
  pageInfo!: PageInfo;

  readonly filter!: CaseFilter | null;
}

@ArgsType()
class CasesArgs extends PageArgs {
  @ValidateNested()
  @Field(() => CaseFilter, {
    nullable: true,
    description: 'Which cases to list; all that the viewer reaches by default.',
  })
  filter?: CaseFilter | null;

  @ValidateNested()
  @Field(() => CaseOrder, { nullable: true, description: 'In which order; newest opened first by default.' })
  orderBy?: CaseOrder | null;
}

const wherePartsOf = (context: OperationContext): WhereParts => ({
  policy: context.policy,
  source: (type) => context.rows.source(type),
  values: new Values(),
  asked: [],
});

const oneOrder = (order: CaseOrder | null): void => {
  const given = Object.values(order ?? {}).filter(
    (direction) => direction !== null && direction !== undefined,
  );
  if (order !== null && given.length !== 1) {
    throw invalid('orderBy', 'Name exactly one order.');
  }
};

@Resolver(() => CaseConnection)
class CaseConnectionResolver {
  @Category('public')
  @FieldResolver(() => Int, {
    description: 'Number of cases in the whole list, as far as the viewer may know of them.',
  })
  async totalCount(@Root() { filter }: CaseConnection, @Ctx() context: OperationContext): Promise<number> {
    const parts = wherePartsOf(context);
    const where = whereSql(filter ?? new CaseFilter(), parts);
    const { count, ids } = await context.rows.count('Case', where, parts.values.list);
    const { existence } = context.rows.source('Case');
    context.trace.filtered({
      categories: [existence, ...parts.asked],
      caseIds: ids,
      count,
      byContent: parts.asked.length > 0,
    });
    return count;
  }
}

@Resolver(() => Case)
class CaseResolver {
  @Category('operation.case')
  @Query(() => Case, { nullable: true, description: 'One case by its id; null where the viewer has none.' })
  async case(
    @Arg('id', () => ID, { description: 'Id of the case, as lists and other records tell it.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<ReadRow | null> {
    return context.rows.byId('Case', id);
  }

  @Category('operation.case')
  @Query(() => CaseConnection, { nullable: true, description: "The viewer's cases, a page at a time." })
  async cases(
    @Args(() => CasesArgs) args: CasesArgs,
    @Ctx() context: OperationContext,
  ): Promise<CaseConnection> {
    const { first, after: cursor, filter = null, orderBy = null } = args;
    checkPageSize(first, context.paging);
    oneOrder(orderBy);
    const { cursors } = context.paging;
    const question = ['cases', filter, orderBy];
    const parts = wherePartsOf(context);
    const { values } = parts;
    const conditions = [whereSql(filter ?? new CaseFilter(), parts)];
    const sort = sortSql(orderBy, parts);
    const asked = orderBy === null && filter === null ? [] : parts.asked;
    const source = context.rows.source('Case');
    if (typeof cursor === 'string') {
      const position = cursors.open(context.viewer, question, cursor);
      const value = position.sort === null ? null : values.add(position.sort, sort.type);
      conditions.push(after(sort.sql, sort.descending, value, values.add(position.id, 'uuid')));
    }
    const statement = pageStatement(source, context.policy, {
      where: conditions.join(' and '),
      sort: sort.sql,
      descending: sort.descending,
      limit: values.add(first + 1, 'int'),
    });
    const { page, next } = await context.rows.page('Case', statement, values.list, first);
    // Of the case behind the page nothing is answered but that it meets the filter.
    const met = [...page.map(({ id }) => id), ...(next === null ? [] : [next])];
    context.trace.filtered({
      categories: next === null ? asked : [source.existence, ...asked],
      caseIds: met,
      count: met.length,
      byContent: asked.length > 0,
    });
    const edges = page.map((node) => ({
      node,
      cursor: cursors.seal(context.viewer, question, { sort: node.$sort ?? null, id: node.id }),
    }));
    return {
      edges,
      filter,
      pageInfo: { hasNextPage: next !== null, endCursor: edges.at(-1)?.cursor ?? null },
    };
  }

  @Rows('existence')
  @FieldResolver(() => [Participant], { description: 'The persons of the case whom the viewer may know of.' })
  async participants(@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
    return context.rows.ofCase('Participant', parent);
  }

  @Rows('relationship.existence')
  @FieldResolver(() => [Relationship], { description: 'What the persons of the case are to each other.' })
  async relationships(@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
    return context.rows.ofCase('Relationship', parent);
  }

  @Rows('incident.existence')
  @FieldResolver(() => [Incident], { description: 'The events of violence of the case.' })
  async incidents(@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
    return context.rows.ofCase('Incident', parent);
  }
}

export const CASE_QUERY_RESOLVERS = [CaseConnectionResolver, CaseResolver];
