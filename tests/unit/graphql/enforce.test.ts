import {
  buildSchema,
  execute,
  GraphQLError,
  isObjectType,
  parse,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { SponaError } from '../../../src/errors/spona-error';
import { enforce, positionsOf, type Guard } from '../../../src/graphql/enforce';

/** A schema of every kind of field, without policy or database: `Type.field` → category, and what the test says of it. */
const SOURCE = `
  interface Record { id: ID secret: String }
  type Note implements Record { id: ID secret: String }
  type Letter implements Record { id: ID secret: String }
  union Any = Note | Letter
  type Row {
    id: ID open: String closed: String leaf: String computed: String
    note: Note plainNote: Note list: [Note!]! hiddenList: [Note!]! hiddenOne: Note
    record: Record any: Any fails: Note falsy: Note
  }
  type Query { row: Row other: Row forbidden: Row }
  type Mutation { change: Row refused: Row broken: Row }
`;

const CATEGORIES: Readonly<Record<string, string>> = {
  'Row.id': 'public',
  'Note.id': 'public',
  'Letter.id': 'public',
  'Row.open': 'always',
  'Row.closed': 'never',
  'Row.hiddenList': 'never',
  'Row.hiddenOne': 'never',
};
const ROWS = new Set(['Row.list', 'Row.hiddenList', 'Row.hiddenOne']);

class Note {
  readonly id = 'n';
  readonly secret = 'note';
}
class Letter {
  readonly id = 'l';
  readonly secret = 'letter';
}

const row = { id: 'r', open: 'open', closed: 'closed', leaf: 'leaf', plainNote: new Note() };

interface Seen {
  readonly withheld: string[];
  readonly faults: unknown[];
  readonly ran: string[];
}

interface Arranged {
  readonly base: GraphQLSchema;
  readonly guard: Guard<object>;
  readonly seen: Seen;
}

/** `decide` answers for every category that is neither always nor never. */
const arrange = (decide: (category: string) => unknown): Arranged => {
  const seen: Seen = { withheld: [], faults: [], ran: [] };
  const base = buildSchema(SOURCE);
  const resolvers: Readonly<Record<string, GraphQLFieldResolver<unknown, unknown>>> = {
    'Row.computed': () => 'computed',
    'Row.note': () => new Note(),
    'Row.list': () => [new Note()],
    'Row.hiddenList': () => [new Note()],
    'Row.hiddenOne': () => new Note(),
    'Row.record': () => new Letter(),
    'Row.any': () => new Note(),
    'Row.fails': () => {
      throw new SponaError('SPONA_CONFLICT');
    },
    'Row.falsy': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library might
      throw undefined;
    },
  };
  for (const type of Object.values(base.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const label = `${type.name}.${field.name}`;
      const root = type.name === 'Query' || type.name === 'Mutation';
      field.extensions = { category: CATEGORIES[label] ?? label, rows: ROWS.has(label) };
      const resolve = root ? () => row : resolvers[label];
      if (resolve === undefined) continue;
      field.resolve = (...call) => {
        seen.ran.push(label);
        return resolve(...call);
      };
    }
  }
  const guard: Guard<object> = {
    classify: (_type, { extensions: { category } }) =>
      category === 'always' || category === 'never' ? category : 'row',
    decide: (category) => (category === 'always' ? true : category === 'never' ? false : decide(category)),
    withhold: (_context, type, field) => {
      seen.withheld.push(`${type}.${field}`);
      return null;
    },
    decideRoot: ({ name }) => {
      if (name === 'broken') throw new Error('no decision');
      const answer: unknown = name === 'forbidden' || name === 'refused' ? false : true;
      return Promise.resolve(answer);
    },
    refuseRoot: () => {
      throw new SponaError('SPONA_FORBIDDEN');
    },
    fault: (error) => seen.faults.push(error),
  };
  return { base, guard, seen };
};

const ask = async (
  { base, guard }: Arranged,
  source: string,
  { everywhere = false, context = {} } = {},
): Promise<ExecutionResult> =>
  execute({
    schema: enforce(base, guard, { everywhere }),
    document: parse(source),
    contextValue: context,
  });

const dataOf = async (...asked: Parameters<typeof ask>): Promise<unknown> => {
  const { data, errors } = await ask(...asked);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as unknown;
};

const both = [{ everywhere: false }, { everywhere: true }];

describe.each(both)('fields of rows, with %j', (options) => {
  it('are disclosed on the literal true', async () => {
    const world = arrange(() => true);
    const asked = '{ row { id open leaf computed note { secret } list { id secret } record { secret } } }';
    expect(await dataOf(world, asked, options)).toEqual({
      row: {
        id: 'r',
        open: 'open',
        leaf: 'leaf',
        computed: 'computed',
        note: { secret: 'note' },
        list: [{ id: 'n', secret: 'note' }],
        record: { secret: 'letter' },
      },
    });
    expect(world.seen.withheld).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['false', false],
    ['null', null],
    ['nothing', undefined],
    ['a number', 1],
    ['a text, which shield would show', 'The address is Tajna 1'],
    ['an object', { disclose: true }],
    ['a promise of true', Promise.resolve(true)],
    ['an error', new Error('The address is Tajna 1')],
  ])('are withheld on %s', async (_label, answer) => {
    const world = arrange(() => answer);
    expect(await dataOf(world, '{ row { leaf computed note { secret } } }', options)).toEqual({
      row: { leaf: null, computed: null, note: null },
    });
    expect([...world.seen.withheld].sort()).toEqual(['Row.computed', 'Row.leaf', 'Row.note']);
    expect(world.seen.ran).toEqual(['Query.row']);
  });

  it('are decided anew on every row', async () => {
    const answers = [true, false, true];
    const world = arrange(() => answers.shift());
    const asked = '{ a: row { note { id } } b: row { note { id } } c: row { note { id } } }';
    expect(await dataOf(world, asked, options)).toEqual({
      a: { note: { id: 'n' } },
      b: { note: null },
      c: { note: { id: 'n' } },
    });
  });

  it('are withheld, and reported, where the decision fails', async () => {
    const failure = new Error('a fact is missing');
    const world = arrange(() => {
      throw failure;
    });
    expect(await dataOf(world, '{ row { leaf note { secret } } }', options)).toEqual({
      row: { leaf: null, note: null },
    });
    expect(world.seen.faults).toEqual([failure, failure]);
  });

  it('are a constant null where nothing ever discloses, and their resolver never runs', async () => {
    const world = arrange(() => true);
    const asked = '{ row { closed hiddenList { id } hiddenOne { id } } }';
    expect(await dataOf(world, asked, options)).toEqual({
      row: { closed: null, hiddenList: [], hiddenOne: null },
    });
    // Absent rows are no withheld field.
    expect(world.seen.withheld).toEqual(['Row.closed']);
    expect(world.seen.ran).toEqual(['Query.row']);
  });

  it('are guarded on the object, however an interface or a union leads to it', async () => {
    const world = arrange((category) => category !== 'Letter.secret');
    const asked = '{ row { record { id secret } any { ... on Note { secret } ... on Letter { secret } } } }';
    expect(await dataOf(world, asked, options)).toEqual({
      row: { record: { id: 'l', secret: null }, any: { secret: 'note' } },
    });
    expect(world.seen.withheld).toEqual(['Letter.secret']);
  });

  it('let the error of a resolver through as it is, with its place', async () => {
    const { data, errors } = await ask(
      arrange(() => true),
      '{ row { id fails { id } } }',
      options,
    );
    expect(data).toEqual({ row: { id: 'r', fails: null } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toBeInstanceOf(GraphQLError);
    expect(errors?.[0]?.originalError).toBeInstanceOf(SponaError);
    expect(errors?.[0]?.path).toEqual(['row', 'fails']);
  });

  it('answer null where a resolver throws nothing at all', async () => {
    const { data } = await ask(
      arrange(() => true),
      '{ row { id falsy { id } } }',
      options,
    );
    expect(data).toEqual({ row: { id: 'r', falsy: null } });
  });
});

describe('a root field', () => {
  it('is decided before anything runs', async () => {
    const world = arrange(() => true);
    const { data, errors } = await ask(world, 'mutation { refused { id } change { id } }');
    expect(data).toEqual({ refused: null, change: { id: 'r' } });
    expect(errors?.map(({ originalError, path }) => [(originalError as SponaError).code, path])).toEqual([
      ['SPONA_FORBIDDEN', ['refused']],
    ]);
    expect(world.seen.ran).toEqual(['Mutation.change']);
  });

  it('is refused where the decision fails', async () => {
    const world = arrange(() => true);
    const { data, errors } = await ask(world, 'mutation { broken { id } }');
    expect(data).toEqual({ broken: null });
    expect(errors).toHaveLength(1);
    expect(world.seen.faults).toEqual([new Error('no decision')]);
    expect(world.seen.ran).toEqual([]);
  });

  it('does not close the one beside it', async () => {
    const { data } = await ask(
      arrange(() => true),
      '{ forbidden { id } other { id } }',
    );
    expect(data).toEqual({ forbidden: null, other: { id: 'r' } });
  });

  it('is not answered under a context that shield cannot write its state to', async () => {
    const { data, errors } = await ask(
      arrange(() => true),
      '{ row { id } }',
      {
        context: Object.freeze({}),
      },
    );
    expect(data).toEqual({ row: null });
    expect(errors).toHaveLength(1);
  });
});

describe('the guarded schema', () => {
  it('leaves the base as it was', async () => {
    const world = arrange(() => false);
    const before = world.base.getQueryType()!.getFields()['row']!.resolve;
    enforce(world.base, world.guard);
    expect(world.base.getQueryType()!.getFields()['row']!.resolve).toBe(before);
    const plain = await execute({ schema: world.base, document: parse('{ row { leaf closed } }') });
    expect(plain.data).toEqual({ row: { leaf: 'leaf', closed: 'closed' } });
  });

  it('runs what is always disclosed as it stands, without a decision', async () => {
    const world = arrange(() => {
      throw new Error('nobody asks');
    });
    expect(await dataOf(world, '{ row { id open list { id } } }')).toEqual({
      row: { id: 'r', open: 'open', list: [{ id: 'n' }] },
    });
    expect(world.seen.faults).toEqual([]);
  });

  it('is not made of a field without a category', () => {
    const world = arrange(() => true);
    const field = world.base.getQueryType()!.getFields()['row']!;
    field.extensions = {};
    expect(() => enforce(world.base, world.guard)).toThrow('field row carries no category');
  });

  it('numbers the guarded fields of a type alone', () => {
    const type = arrange(() => true).base.getType('Row');
    if (!isObjectType(type)) throw new Error('no type');
    const positions = positionsOf(type);
    expect([...positions.keys()]).toEqual([
      'open',
      'closed',
      'leaf',
      'computed',
      'note',
      'plainNote',
      'record',
      'any',
      'fails',
      'falsy',
    ]);
    expect([...positions.values()]).toEqual([...positions.keys()].map((_name, n) => n));
  });
});
