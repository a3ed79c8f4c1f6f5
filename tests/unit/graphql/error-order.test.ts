import fc from 'fast-check';
import { GraphQLError, parse, Source, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { withErrorsInOrder } from '../../../src/graphql/error-order';

const source = new Source('{ a { b } c\n d }');
const [definition] = parse(source).definitions as [OperationDefinitionNode];
const fields = definition.selectionSet.selections as FieldNode[];
const nested = fields[0]!.selectionSet!.selections[0]!;

const errors = [
  new GraphQLError('a', { nodes: fields[0]!, path: ['a'] }),
  new GraphQLError('b of the first', { nodes: nested, path: ['a', 0, 'b'] }),
  new GraphQLError('b of the third', { nodes: nested, path: ['a', 2, 'b'] }),
  new GraphQLError('b of the eleventh', { nodes: nested, path: ['a', 10, 'b'] }),
  new GraphQLError('c', { nodes: fields[1]!, path: ['c'] }),
  new GraphQLError('d', { nodes: fields[2]!, path: ['d'] }),
];

test('errors stand in the order of the document, whatever failed first', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(errors, { minLength: errors.length }), (failed) => {
      const { data, errors: told } = withErrorsInOrder({ data: null, errors: failed });
      expect([data, told?.map(({ message }) => message)]).toEqual([
        null,
        errors.map(({ message }) => message),
      ]);
    }),
  );
});

test('an answer without errors stays as it is', () => {
  const result = { data: { a: 1 } };
  expect(withErrorsInOrder(result)).toBe(result);
});
