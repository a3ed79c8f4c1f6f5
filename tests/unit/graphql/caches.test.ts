import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema, execute, parse } from 'graphql';
import type { Statement } from '../../../src/db/transaction';
import type { OperationContext } from '../../../src/graphql/context';
import { loadBy } from '../../../src/graphql/load-by';
import { StatementCache } from '../../../src/graphql/statement-cache';
import type { RowSource } from '../../../src/graphql/row-source';
import { createGuardedSchemas } from '../../../src/graphql/schema';
import { Trace } from '../../../src/graphql/trace';
import type { ProfilePolicy } from '../../../src/policy';
import { answering } from './support/transaction';

/** A profile under its key; `secret` is what it says of the one field that is not public. */
const profile = (key: string, secret: 'always' | 'never'): ProfilePolicy =>
  ({
    key,
    classify: (category: string) => (category === 'secret' ? secret : 'always'),
    decide: () => ({ disclose: true }),
    isSilent: () => false,
    withheld: () => ({ code: 'NO_RULE', rule: null, basis: [], remedy: '' }),
  }) as unknown as ProfilePolicy;

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

test('guarded schemas are one a profile, whoever asked before', async () => {
  const base = buildSchema('type Query { thing: Thing } type Thing { secret: String }');
  base.getQueryType()!.getFields()['thing']!.extensions = { category: 'public' };
  base.getQueryType()!.getFields()['thing']!.resolve = () => ({ secret: 'Tajna 1' });
  const thing = base.getType('Thing');
  if (thing === undefined || !('getFields' in thing)) throw new Error('no type');
  thing.getFields()['secret']!.extensions = { category: 'secret' };
  const schemas = createGuardedSchemas(base, { onFault: () => undefined });
  const ask = async (policy: ProfilePolicy): Promise<unknown> => {
    const trace = new Trace(policy);
    const { data } = await execute({
      schema: schemas.of(policy),
      document: parse('{ thing { secret } }'),
      contextValue: { trace },
    });
    return JSON.parse(JSON.stringify(data));
  };
  const told = { thing: { secret: 'Tajna 1' } };
  const kept = { thing: { secret: null } };
  const physician = profile('health, physician, care', 'always');
  const clerk = profile('health, clerk, care', 'never');
  expect(await ask(physician)).toEqual(told);
  expect(await ask(clerk)).toEqual(kept);
  expect(await ask(profile('health, physician, statistics', 'never'))).toEqual(kept);
  expect(await ask(physician)).toEqual(told);
  expect(schemas.of(profile('health, clerk, care', 'never'))).toBe(schemas.of(clerk));
});

const letters = { type: 'Letter' } as unknown as RowSource;
const notes = { type: 'Note' } as unknown as RowSource;

test('statements are one a profile, source and kind', () => {
  const cache = new StatementCache();
  const composed: string[] = [];
  const get = (policy: ProfilePolicy, source: RowSource, kind: 'case' | 'id' | 'history'): string =>
    cache.get(source, policy, kind, ({ type }, { key }) => {
      composed.push(`${key} ${type}`);
      return { text: `${key} ${type} ${kind}` };
    }).text;
  const asked = [profile('a', 'always'), profile('b', 'always')].flatMap((policy) =>
    [letters, notes].flatMap((source) =>
      (['case', 'id', 'history'] as const).map((kind) => [policy, source, kind] as const),
    ),
  );
  for (const [policy, source, kind] of [...asked, ...asked])
    expect(get(policy, source, kind)).toBe(`${policy.key} ${source.type} ${kind}`);
  expect(composed).toHaveLength(asked.length);
});

test('statements go with the policies that they were composed for', async () => {
  const cache = new StatementCache();
  const kept = profile('in force', 'always');
  const compose = (): Statement => ({ text: 'select' });
  const keptStatement = new WeakRef(cache.get(letters, kept, 'case', compose));
  const gone = Array.from(
    { length: 20 },
    (_, version) =>
      new WeakRef(cache.get(letters, profile(`version ${String(version)}`, 'always'), 'case', compose)),
  );
  // What a job has looked at through a WeakRef stays until the job ends.
  await new Promise(setImmediate);
  collectGarbage();
  expect(gone.filter((statement) => statement.deref() !== undefined)).toEqual([]);
  expect(cache.get(letters, kept, 'case', compose)).toBe(keptStatement.deref());
});

describe('what is prepared once it recurs', () => {
  const nameOf = (cache: StatementCache, policy: ProfilePolicy, text: string): string | undefined =>
    cache.recurring(policy, { text }).name;
  const often = (cache: StatementCache, policy: ProfilePolicy, texts: readonly string[]): string[] =>
    texts.flatMap((text) => [1, 2, 3].map(() => nameOf(cache, policy, text)).at(-1) ?? []);
  const shapes = (length: number): string[] => Array.from({ length }, (_, n) => `shape ${String(n)}`);

  test('is a page that was asked for three times', () => {
    const cache = new StatementCache();
    const police = profile('police', 'always');
    expect(['a', 'b', 'a', 'a', 'a', 'b'].map((text) => nameOf(cache, police, text))).toEqual([
      undefined,
      undefined,
      undefined,
      expect.any(String),
      expect.any(String),
      undefined,
    ]);
    expect(nameOf(cache, police, 'b')).not.toBe(nameOf(cache, police, 'a'));
    expect(cache.recurring(police, { text: 'a' })).toEqual({ text: 'a', name: nameOf(cache, police, 'a') });
  });

  test('is no more than a connection can keep, and of a profile no more than leaves others theirs', () => {
    const cache = new StatementCache();
    const police = profile('police', 'always');
    expect(often(cache, police, shapes(20))).toHaveLength(8);
    const others = Array.from({ length: 20 }, (_, n) => profile(`other ${String(n)}`, 'always'));
    const named = others.map(
      (other) =>
        often(
          cache,
          other,
          shapes(20).map((text) => `${other.key} ${text}`),
        ).length,
    );
    expect(named).toEqual([8, 8, 8, 8, 8, 8, 8, ...Array.from({ length: 13 }, () => 0)]);
  });

  test('is nothing that is longer than a usual question', () => {
    const cache = new StatementCache();
    expect(often(cache, profile('police', 'always'), ['x'.repeat(12_001), 'x'.repeat(12_000)])).toHaveLength(
      1,
    );
  });
});

test('loaded rows are those of one transaction', async () => {
  const statement: Statement & { readonly name: string } = { name: 'letters', text: 'select' };
  let queries = 0;
  const operation = (answer: string): OperationContext => {
    const transaction = answering(<R>(_statement: Statement, [keys]: readonly unknown[]) => {
      queries += 1;
      return Promise.resolve((keys as string[]).map((key) => ({ key, answer })) as R[]);
    });
    return { transaction } as unknown as OperationContext;
  };
  const load = (context: OperationContext, key: string): Promise<unknown> => loadBy(context, statement, key);
  const police = operation('told to the police');
  const [first, second] = await Promise.all([load(police, 'k1'), load(police, 'k2')]);
  expect([first, second]).toEqual([
    [{ key: 'k1', answer: 'told to the police' }],
    [{ key: 'k2', answer: 'told to the police' }],
  ]);
  expect(await load(police, 'k1')).toBe(first);
  expect(queries).toBe(1);
  expect(await load(operation('told to a stranger'), 'k1')).toEqual([
    { key: 'k1', answer: 'told to a stranger' },
  ]);
  expect(queries).toBe(2);
});
