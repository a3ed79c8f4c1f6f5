import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { SponaError } from '../errors/spona-error';
import { Category } from './category';
import type { Cursors } from './cursor';

export interface Paging {
  readonly cursors: Cursors;
  /** Most rows of a page. */
  readonly most: number;
}

/** Where a page stands in its list. */
@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Category('public')
  @Field(() => Boolean, { description: 'Whether another page follows this one.' })
  hasNextPage!: boolean;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row, for `after`. It serves this viewer, purpose and question alone.',
  })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: 20,
    description: 'How many rows; at most the page size of the hub, 100 unless it is set otherwise.',
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: '`endCursor` of the page before; the first page without it.',
  })
  after?: string | null;
}

/** Refuses a page larger than the hub's. Throws SPONA_LIMIT. */
export const checkPageSize = (first: number, { most }: Paging): void => {
  if (first < 0 || first > most) {
    throw new SponaError('SPONA_LIMIT', { extensions: { limit: 'page', allowed: most } });
  }
};

/**
 * The keyset condition behind a cursor, for a sort key that may be null and then comes last. `value` is the placeholder of the
 * sort key, already cast; `id` that of the id.
 */
export const after = (sort: string, descending: boolean, value: string | null, id: string): string =>
  value === null
    ? `(${sort} is null and t.id > ${id})`
    : `(${sort} ${descending ? '<' : '>'} ${value} or (${sort} = ${value} and t.id > ${id}) or ${sort} is null)`;
