import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { SponaError } from '../errors/spona-error';
import type { ProfilePolicy } from '../policy';

/** The parts of an operation that say what it filters and sorts by. */
export interface AskedArguments {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Refuses, before anything runs, a filter or sort by a category that this profile never reads: an answer to it would tell the value.
 * The refusal is by profile alone, never by row. Throws SPONA_ARGUMENT.
 */
export const checkArguments = (schema: GraphQLSchema, asked: AskedArguments, policy: ProfilePolicy): void => {
  const refused = new Set<string>();
  const check = (type: string, field: string, category: unknown): void => {
    if (typeof category === 'string' && policy.classify(category) === 'never')
      refused.add(`${type}.${field}`);
  };

  const checkValue = (type: GraphQLInputType, value: unknown): void => {
    if (value === null || value === undefined) return;
    if (isNonNullType(type)) {
      checkValue(type.ofType, value);
    } else if (isListType(type)) {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) checkValue(type.ofType, item);
    } else if (isInputObjectType(type) && typeof value === 'object') {
      const fields = type.getFields();
      for (const [name, inner] of Object.entries(value)) {
        const field = fields[name];
        if (field === undefined) continue;
        check(type.name, name, field.extensions.category);
        checkValue(field.type, inner);
      }
    } else if (!isInputObjectType(type) && 'getValues' in type && typeof value === 'string') {
      check(type.name, value, type.getValue(value)?.extensions.category);
    }
  };

  for (const { variable, type } of asked.definition.variableDefinitions ?? []) {
    const inputType = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    if (inputType !== undefined) checkValue(inputType, asked.variables[variable.name.value]);
  }
  const info = new TypeInfo(schema);
  visit(
    asked.document,
    visitWithTypeInfo(info, {
      [Kind.OBJECT_FIELD]: (node) => {
        const parent = getNamedType(info.getParentInputType() ?? null);
        if (isInputObjectType(parent)) {
          check(parent.name, node.name.value, parent.getFields()[node.name.value]?.extensions.category);
        }
      },
      [Kind.ENUM]: (node) => {
        const type = info.getInputType();
        if (type) checkValue(getNamedType(type), node.value);
      },
    }),
  );
  if (refused.size > 0) {
    throw new SponaError('SPONA_ARGUMENT', {
      extensions: {
        problems: [...refused]
          .sort()
          .map((path) => ({ path, message: 'This viewer may not filter or sort by it.' })),
      },
    });
  }
};
