import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { packageRoot } from '../../src/lib/root';

const schema = buildSchema(readFileSync(join(packageRoot, 'schema.graphql'), 'utf8'));
const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];

interface Part {
  readonly path: string;
  readonly description: string | null | undefined;
}

/** Whatever a client can name, but the two roots and the values of enums, which their type explains together. */
const parts = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !(isScalarType(type) && isSpecifiedScalarType(type)))
  .flatMap((type): Part[] => {
    const own = roots.includes(type) ? [] : [{ path: type.name, description: type.description }];
    if (isInputObjectType(type))
      return [
        ...own,
        ...Object.values(type.getFields()).map(({ name, description }) => ({
          path: `${type.name}.${name}`,
          description,
        })),
      ];
    if (!isObjectType(type)) return own;
    return [
      ...own,
      ...Object.values(type.getFields()).flatMap(({ name, description, args }) => [
        { path: `${type.name}.${name}`, description },
        ...args.map((arg) => ({
          path: `${type.name}.${name}(${arg.name})`,
          description: arg.description,
        })),
      ]),
    ];
  });

describe('the schema as a contract', () => {
  test('describes every type, field, argument and input field', () => {
    expect(parts.length).toBeGreaterThan(500);
    expect(parts.filter(({ description }) => !description).map(({ path }) => path)).toEqual([]);
  });
});
