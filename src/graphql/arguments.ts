import {
  getNamedType,
  isEnumType,
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

/** A place in a document where an input field or enum value is written out, with the category that it filters or sorts by. */
interface Literal {
  readonly type: string;
  readonly field: string;
  readonly category: unknown;
}

const written = (schema: GraphQLSchema, document: DocumentNode): Literal[] => {
  const found: Literal[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      [Kind.OBJECT_FIELD]: (node) => {
        const parent = getNamedType(info.getParentInputType() ?? null);
        if (!isInputObjectType(parent)) return;
        const { value: field } = node.name;
        found.push({ type: parent.name, field, category: parent.getFields()[field]?.extensions.category });
      },
      [Kind.ENUM]: ({ value: field }) => {
        const type = getNamedType(info.getInputType() ?? null);
        if (!isEnumType(type)) return;
        found.push({ type: type.name, field, category: type.getValue(field)?.extensions.category });
      },
    }),
  );
  return found;
};

const known = new WeakMap<DocumentNode, readonly Literal[]>();

/** Once a document: the parsed document of a repeated operation is kept by its store, and a process has one base schema. */
const literalsOf = (schema: GraphQLSchema, document: DocumentNode): readonly Literal[] => {
  let literals = known.get(document);
  if (literals === undefined) known.set(document, (literals = written(schema, document)));
  return literals;
};

/**
 * Refuses, before anything runs, a filter or sort by a category that this profile never reads: an answer to it would tell the value.
 * The refusal is by profile alone, never by row. Throws SPONA_ARGUMENT.
 */
export const checkArguments = (schema: GraphQLSchema, asked: AskedArguments, policy: ProfilePolicy): void => {
  const refused = new Set<string>();
  const check = ({ type, field, category }: Literal): void => {
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
        check({ type: type.name, field: name, category: field.extensions.category });
        checkValue(field.type, inner);
      }
    } else if (isEnumType(type) && typeof value === 'string') {
      check({ type: type.name, field: value, category: type.getValue(value)?.extensions.category });
    }
  };

  for (const { variable, type } of asked.definition.variableDefinitions ?? []) {
    const inputType = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    if (inputType !== undefined) checkValue(inputType, asked.variables[variable.name.value]);
  }
  literalsOf(schema, asked.document).forEach(check);
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
