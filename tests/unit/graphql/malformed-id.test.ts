import 'reflect-metadata';
import { graphql } from 'graphql';
import { Arg, ID, Mutation, Query, Resolver } from 'type-graphql';
import { SponaError } from '../../../src/errors/spona-error';
import { buildHubSchema } from '../../../src/graphql/schema';

const GOOD = '5f0c1f0e-8a3b-4c55-9d0b-0c8f5d1f2a10';

@Resolver()
class Ids {
  @Query(() => String, { nullable: true })
  found(@Arg('id', () => ID) id: string): string | null {
    return id === GOOD ? 'found' : null;
  }

  @Mutation(() => String)
  end(
    @Arg('id', () => ID) id: string,
    @Arg('staffId', () => ID, { nullable: true }) staffId?: string,
    @Arg('note', () => String, { nullable: true }) note?: string,
  ): string {
    return [id, staffId ?? '-', note ?? '-'].join(' ');
  }
}

describe('a malformed id', () => {
  const schema = buildHubSchema([Ids]);
  const ask = (source: string) => graphql({ schema, source });

  it('as an argument of a mutation is told by the name of the argument, all at once', async () => {
    const { errors } = await ask('mutation { end(id: "foo", staffId: "7", note: "bar") }');
    const original = errors?.[0]?.originalError as SponaError;
    expect(original).toBeInstanceOf(SponaError);
    expect(original).toMatchObject({
      code: 'SPONA_INVALID',
      extensions: {
        problems: [
          { path: 'staffId', message: 'staffId must be a UUID' },
          { path: 'id', message: 'id must be a UUID' },
        ],
      },
    });
  });

  it('is nothing else: good ones, absent ones and other texts pass', async () => {
    expect(await ask(`mutation { end(id: "${GOOD}", note: "bar") }`)).toEqual({
      data: { end: `${GOOD} - bar` },
    });
  });

  it('of a query names an absent row', async () => {
    expect(await ask('{ found(id: "foo") }')).toEqual({ data: { found: null } });
  });
});
