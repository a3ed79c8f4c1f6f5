import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLEnumType,
  type GraphQLType,
} from 'graphql';
import { ROW_CLASSES } from '../../src/gateway/base-schema';
import { packageRoot } from '../../src/lib/root';

const schema = buildSchema(readFileSync(join(packageRoot, 'schema.graphql'), 'utf8'));
interface Part {
  readonly path: string;
  readonly name: string;
  readonly description: string;
}

/** Whatever a client can name. */
const parts = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !(isScalarType(type) && isSpecifiedScalarType(type)))
  .flatMap((type): Part[] => {
    const part = (path: string, name: string, description: string | null | undefined): Part => ({
      path,
      name,
      description: description ?? '',
    });
    const own = part(type.name, type.name, type.description);
    if (isEnumType(type))
      return [
        own,
        ...type.getValues().map(({ name, description }) => part(`${type.name}.${name}`, name, description)),
      ];
    if (isInputObjectType(type))
      return [
        own,
        ...Object.values(type.getFields()).map(({ name, description }) =>
          part(`${type.name}.${name}`, name, description),
        ),
      ];
    if (!isObjectType(type)) return [own];
    return [
      own,
      ...Object.values(type.getFields()).flatMap(({ name, description, args }) => [
        part(`${type.name}.${name}`, name, description),
        ...args.map((arg) => part(`${type.name}.${name}(${arg.name})`, arg.name, arg.description)),
      ]),
    ];
  });

/** The words that carry meaning, in lower case and without their endings: `birthDate` and "Date of birth." are the same. */
const meant = (text: string): string =>
  [
    ...new Set(
      text
        .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '' && !['a', 'an', 'the', 'of', 'its', 'one'].includes(word))
        .map((word) => word.replace(/s$/, '')),
    ),
  ]
    .sort()
    .join(' ');

const place = (type: string, field: string, of: GraphQLType): { path: string; kind: string } => ({
  path: `${type}.${field}`,
  kind: String(getNamedType(of)),
});

describe('the schema as a contract', () => {
  test('describes every type, field, argument, input field and value of an enum in a sentence that says more than its name', () => {
    expect(parts.length).toBeGreaterThan(700);
    const empty = parts.filter(
      ({ name, description }) =>
        description.split(/\s+/).length < 3 ||
        !/[.!?`)]$/.test(description) ||
        meant(description) === meant(name),
    );
    expect(empty.map(({ path }) => path)).toEqual([]);
  });

  test('names ids, codes and instants by what they are', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type): { path: string; kind: string }[] => {
      if (isInputObjectType(type))
        return Object.values(type.getFields()).map((field) => place(type.name, field.name, field.type));
      if (!isObjectType(type) || isIntrospectionType(type)) return [];
      return Object.values(type.getFields()).map((field) => place(type.name, field.name, field.type));
    });
    const odd = fields.filter(
      ({ path, kind }) =>
        (kind === 'ID' && !/\.(id|\w*Ids?|shelterToken)$/.test(path)) ||
        (kind === 'DateTime' && !/(At|\.until|\.instant|From|Before)$/.test(path)),
    );
    expect(odd).toEqual([]);
  });

  test('lets every kind of row be named, as the audit does', () => {
    const kinds = (schema.getType('RecordType') as GraphQLEnumType).getValues().map(({ name }) => name);
    expect(kinds.sort()).toEqual(ROW_CLASSES.map(({ type }) => type).sort());
  });
});
