import {
  getNullableType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Rows expected of a list that is not asked for by page. */
const LIST = 10;
/** What one look at the whole schema counts for. */
const INTROSPECTION = 2_000;
const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last']);

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Estimates how many fields an answer will hold: a list counts as many times as its page (`first`, `last`; given as literal,
 * variable or default) or ten times. A page on a connection counts for the lists right below it. Skipped and merged fields
 * count too. Stops as soon as `ceiling` is passed, so that the estimate itself is cheap.
 */
export const operationCost = (
  { schema, document, operation, variables }: CostedOperation,
  ceiling: number,
): number => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue,
    ]),
  );
  let total = 0;

  const numberOf = (
    value: FieldNode['arguments'] extends readonly (infer A)[] | undefined ? A : never,
  ): unknown => {
    const node = value.value;
    if (node.kind === Kind.INT) return Number(node.value);
    if (node.kind !== Kind.VARIABLE) return undefined;
    const given = variables[node.name.value];
    const fallback = defaults.get(node.name.value);
    return given ?? (fallback?.kind === Kind.INT ? Number(fallback.value) : undefined);
  };

  const pageOf = (node: FieldNode, field: GraphQLField<unknown, unknown>): number | null => {
    const sizes = field.args
      .filter(({ name }) => PAGE_ARGUMENTS.has(name))
      .map(({ name, defaultValue }) => {
        const given = node.arguments?.find((argument) => argument.name.value === name);
        return (given === undefined ? undefined : numberOf(given)) ?? defaultValue;
      })
      .filter((size): size is number => typeof size === 'number' && Number.isFinite(size));
    return sizes.length === 0 ? null : Math.max(1, ...sizes);
  };

  const visitField = (
    node: FieldNode,
    parent: GraphQLNamedType,
    times: number,
    page: number | null,
  ): void => {
    total += times;
    if (node.name.value.startsWith('__')) {
      if (node.selectionSet !== undefined) total += INTROSPECTION * times;
      return;
    }
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined || node.selectionSet === undefined) return;
    const asked = pageOf(node, field);
    const list = isListType(getNullableType(field.type));
    const rows = list ? (asked ?? page ?? LIST) : 1;
    visit(node.selectionSet, getNamedType(field.type), times * rows, list ? null : asked);
  };

  const visit = (
    selections: SelectionSetNode,
    parent: GraphQLNamedType,
    times: number,
    page: number | null,
  ): void => {
    for (const node of selections.selections) {
      if (total > ceiling) return;
      if (node.kind === Kind.FIELD) {
        visitField(node, parent, times, page);
        continue;
      }
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (inner === undefined) continue;
      const condition =
        inner.typeCondition === undefined ? parent : schema.getType(inner.typeCondition.name.value);
      if (isCompositeType(condition)) visit(inner.selectionSet, condition, times, page);
    }
  };

  const root = schema.getRootType(operation.operation);
  if (root !== undefined && root !== null) visit(operation.selectionSet, root, 1, null);
  return total;
};
