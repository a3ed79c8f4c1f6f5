import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { CATALOGUE } from '../../../src/console/operations/catalogue';
import { packageRoot } from '../../../src/lib/root';

const FOLDER = join(packageRoot, 'src/console/operations');
const SCHEMA = join(packageRoot, 'schema.graphql');

describe('saved operations', () => {
  test('the catalogue and the folder hold the same', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
    expect(CATALOGUE.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  describe.each(CATALOGUE)('$title', ({ file, variables }) => {
    const document = parse(readFileSync(join(FOLDER, file), 'utf8'));
    const operation = getOperationAST(document);

    test('is one named query', () => {
      expect([operation?.operation, typeof operation?.name?.value]).toEqual(['query', 'string']);
    });

    if (!existsSync(SCHEMA)) return;
    test('fits the schema, variables and all', () => {
      const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));
      expect(validate(schema, document)).toEqual([]);
      expect(
        getVariableValues(schema, operation?.variableDefinitions ?? [], { ...variables }).errors,
      ).toBeUndefined();
    });
  });
});
