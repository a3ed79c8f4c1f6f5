import { join } from 'node:path';
import { isObjectType } from 'graphql';
import { createBaseSchema, ROW_CLASSES } from '../../src/gateway/base-schema';
import { packageRoot } from '../../src/lib/root';
import { readPolicies } from '../../src/policy/read';

/** A category of which nothing in the hub is would be a rule that opens nothing, and nobody would be told. */

const { content } = readPolicies(join(packageRoot, 'policies'));
const categories = [...(content?.categories.values() ?? [])];

const carried = new Set([
  ...ROW_CLASSES.map(({ existence }) => existence),
  ...Object.values(createBaseSchema().getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .map(({ extensions }) => String(extensions.category)),
]);

const ids = (pending: boolean): readonly string[] =>
  categories.filter((category) => category.pending === pending).map(({ id }) => id);

test('every category is one of a field or a kind of row, or is marked as pending', () => {
  expect(ids(false).length).toBeGreaterThan(100);
  expect(ids(false).filter((id) => !carried.has(id))).toEqual([]);
});

test('nothing carries a category that is pending', () => {
  expect(ids(true).length).toBeGreaterThan(10);
  expect(ids(true).filter((id) => carried.has(id))).toEqual([]);
});
