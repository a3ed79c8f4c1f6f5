import 'reflect-metadata';
import { buildSchema, isObjectType, type GraphQLField } from 'graphql';
import { SponaError } from '../../../src/errors/spona-error';
import type { OperationContext } from '../../../src/graphql/context';
import { createGuard } from '../../../src/graphql/guard';
import { FactGroup } from '../../../src/graphql/fact-group';
import { ROW, type RowTrace } from '../../../src/graphql/row';
import { Trace } from '../../../src/graphql/trace';
import type { ProfilePolicy } from '../../../src/policy';
import { NO_FACTS, type RowFacts } from '../../../src/policy/facts';

type Field = GraphQLField<unknown, OperationContext>;

/** `always` and `never` are what they say; all else is disclosed where the case is assigned by name. */
const policy = {
  classify: (category: string) => (category === 'always' || category === 'never' ? category : 'row'),
  decide: (category: string, facts: RowFacts) =>
    category === 'always' || facts.tie === 'NAMED' || category === 'write.anything'
      ? { disclose: true, rule: `${category}/1`, basis: [], handling: [] }
      : { disclose: false },
  isSilent: () => false,
  withheld: () => ({ code: 'SCOPE', rule: null, basis: [], remedy: 'Ask.' }),
} as unknown as ProfilePolicy;

const faults: unknown[] = [];
const guard = createGuard(policy, { onFault: (error) => faults.push(error) });

const TYPES = new Map([
  ['Row', { fields: ['open', 'field', 'secret'], categories: ['always', 'field', 'never'] }],
]);

const rowOf = (facts: Partial<RowFacts>, values: object = {}): { readonly [ROW]: RowTrace } => ({
  ...values,
  [ROW]: {
    type: 'Row',
    id: 'r1',
    caseId: 'c1',
    group: new FactGroup(policy, TYPES, { ...NO_FACTS, ...facts }, undefined, false),
    asked: 0,
    answered: false,
  },
});

interface Asked {
  readonly context: OperationContext;
  readonly trace: Trace;
  /** What was looked for, as `Type id`. */
  readonly looked: string[];
}

const asked = (found: unknown = null): Asked => {
  const trace = new Trace(policy);
  const looked: string[] = [];
  const rows = {
    find: (type: string, id: string) => {
      looked.push(`${type} ${id}`);
      return Promise.resolve(found);
    },
  };
  return { context: { trace, rows } as unknown as OperationContext, trace, looked };
};

const rootField = (category: string, target: unknown): Field => {
  const type = buildSchema('type Query { field: Int }').getQueryType();
  if (!isObjectType(type)) throw new Error('no type');
  const field = type.getFields()['field'] as unknown as Field;
  field.extensions = { category, target } as Field['extensions'];
  return field;
};

describe('the guard of a profile', () => {
  it('marks in the trace of a row what was asked of it, disclosed or withheld', () => {
    const { context } = asked();
    const open = rowOf({ tie: 'NAMED' });
    const closed = rowOf({});
    expect(guard.decide('field', 1, open, context)).toBe(true);
    expect(guard.decide('field', 1, closed, context)).toBe(false);
    expect([open[ROW].asked, closed[ROW].asked]).toEqual([2, 2]);
    guard.decide('field', 0, open, context);
    expect(open[ROW].asked).toBe(3);
  });

  it('marks what is never disclosed, too, and counts it', () => {
    const { context, trace } = asked();
    const row = rowOf({});
    trace.add(row[ROW]);
    expect(guard.withhold(context, 'Row', 'secret', 'never', 2, row)).toBeNull();
    expect(row[ROW].asked).toBe(4);
    const noRow = {};
    expect(guard.withhold(context, 'Thing', 'secret', 'never', 0, noRow)).toBeNull();
    expect(trace.report().withheld).toMatchObject([
      { type: 'Row', field: 'secret', count: 1 },
      { type: 'Thing', field: 'secret', count: 1 },
    ]);
  });

  it('reports a withheld field alike, whether the row has a value there or none', () => {
    const reports = [{ field: 'Tajna 1' }, { field: null }, {}].map((values) => {
      const { context, trace } = asked();
      const row = rowOf({}, values);
      trace.add(row[ROW]);
      guard.withhold(context, 'Row', 'field', 'field', 1, row);
      return trace.report();
    });
    expect(reports[0]?.withheld).toHaveLength(1);
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });

  it('withholds what came from no row, unless it is always disclosed', () => {
    const { context } = asked();
    for (const parent of [null, undefined, {}, 'text', { id: 'r1' }]) {
      expect(guard.decide('field', 0, parent, context)).toBe(false);
      expect(guard.decide('never', 0, parent, context)).toBe(false);
      expect(guard.decide('always', 0, parent, context)).toBe(true);
    }
  });

  it('refuses a mutation on a row that is not there as not found, before it asks the policy', async () => {
    const field = rootField('write.anything', { kind: 'record', path: 'input.id', type: 'Row' });
    const absent = asked(null);
    expect(await guard.decideRoot(field, { input: { id: 'r9' } }, absent.context)).toBe(false);
    expect(() => guard.refuseRoot(field, absent.context)).toThrow(new SponaError('SPONA_NOT_FOUND'));
    expect(absent.looked).toEqual(['Row r9']);
    expect(absent.trace.report().caseIds).toEqual([]);
    const there = asked(rowOf({}, { $case: 'c1' }));
    expect(await guard.decideRoot(field, { input: { id: 'r1' } }, there.context)).toBe(true);
    expect(there.trace.report().caseIds).toEqual(['c1']);
  });

  it('refuses a mutation on a row whose facts do not open it as forbidden', async () => {
    const field = rootField('write.named', { kind: 'case', path: 'caseId' });
    const { context, looked } = asked(rowOf({ tie: 'UNIT' }, { $case: 'c1' }));
    expect(await guard.decideRoot(field, { caseId: 'c1' }, context)).toBe(false);
    expect(() => guard.refuseRoot(field, context)).toThrow(new SponaError('SPONA_FORBIDDEN'));
    expect(looked).toEqual(['Case c1']);
  });

  it('refuses what the profile never does without looking for anything', async () => {
    const field = rootField('never', { kind: 'case', path: 'caseId' });
    const { context, looked } = asked(rowOf({ tie: 'NAMED' }, { $case: 'c1' }));
    expect(await guard.decideRoot(field, { caseId: 'c1' }, context)).toBe(false);
    expect(() => guard.refuseRoot(field, context)).toThrow(new SponaError('SPONA_FORBIDDEN'));
    expect(looked).toEqual([]);
  });

  it('decides an operation that concerns no case on no facts', async () => {
    const { context, looked } = asked(rowOf({ tie: 'NAMED' }, { $case: 'c1' }));
    expect(await guard.decideRoot(rootField('write.named', { kind: 'none' }), {}, context)).toBe(false);
    expect(await guard.decideRoot(rootField('write.anything', { kind: 'none' }), {}, context)).toBe(true);
    expect(looked).toEqual([]);
  });
});
