import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { nearNames } from '../../config/near-names';
import { packageRoot } from '../../lib/root';
import type { Position, Problem } from '../../policy/problem';
import { readSource, type Path, type Source } from '../../policy/read/source';
import { checkMapping } from './check-mapping';
import { mappingDocument, type MappingDocument } from './document';
import { mappedFields, sourcesOf } from './fields';
import { MappingError } from './mapping-error';

/** Mappings that ship with the hub, by name. */
const SHIPPED = join(packageRoot, 'src', 'exchange', 'mappings');

/** A column of the file that the mapping reads, and where it says so. */
export interface UsedColumn {
  readonly name: string;
  readonly place: Position;
}

export interface Mapping {
  readonly document: MappingDocument;
  readonly columns: readonly UsedColumn[];
}

/** Path of a mapping: a file's own, or that of a shipped one by its name. */
export const mappingFile = (nameOrFile: string): string => {
  const shipped = join(SHIPPED, `${nameOrFile}.yaml`);
  return /^[a-z][a-z0-9-]*$/u.test(nameOrFile) && existsSync(shipped) ? shipped : nameOrFile;
};

const problemsOf = ({ issues }: z.ZodError, source: Source): Problem[] =>
  issues.flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...source.atKey([...path, key]),
        text: `"${key}" is not known here`,
      }));
    if (issue.code === 'invalid_union') {
      const [inner] = issue.errors.filter((errors) => errors.some(({ path: deeper }) => deeper.length > 0));
      if (inner !== undefined)
        return inner.flatMap((one) =>
          problemsOf({ issues: [{ ...one, path: [...path, ...one.path] }] } as z.ZodError, source),
        );
    }
    return [{ ...source.at(path), text: issue.message }];
  });

const usedColumns = (document: MappingDocument, source: Source): UsedColumn[] =>
  mappedFields(document).flatMap((field) =>
    sourcesOf(field).flatMap(([path, { column, columns = [] }]) => [
      ...(column === undefined ? [] : [{ name: column, place: source.at([...path, 'column']) }]),
      ...columns.map((name, index) => ({ name, place: source.at([...path, 'columns', index]) })),
    ]),
  );

/**
 * Reads and checks a mapping file, or a shipped mapping by its name.
 * @throws MappingError with every problem as file:line:column
 */
export const loadMapping = (nameOrFile: string): Mapping => {
  const file = mappingFile(nameOrFile);
  if (!existsSync(file))
    throw new MappingError([
      { file, line: 1, column: 1, text: 'there is no such mapping, shipped or as a file' },
    ]);
  const source = readSource('', file);
  if (!('kind' in source)) throw new MappingError(source);
  const parsed = mappingDocument.safeParse(source.value);
  if (!parsed.success) throw new MappingError(problemsOf(parsed.error, source));
  const problems: Problem[] = [];
  checkMapping(parsed.data, (path, text) => {
    problems.push({ ...source.at(path), text });
  });
  if (problems.length > 0) throw new MappingError(problems);
  return { document: parsed.data, columns: usedColumns(parsed.data, source) };
};

/** Whatever the case of their letters. */
const nearColumns = (column: string, header: readonly string[]): readonly string[] => {
  const byUpper = new Map(header.map((name) => [name.toUpperCase(), name]));
  return nearNames(column, [...byUpper.keys()]).flatMap((name) => byUpper.get(name) ?? []);
};

/** @throws MappingError where the mapping reads a column that the file lacks, or has twice. */
export const checkHeader = ({ columns }: Mapping, header: readonly string[]): void => {
  const problems = columns.flatMap(({ name, place }): Problem[] => {
    const times = header.filter((column) => column === name).length;
    if (times === 1) return [];
    if (times > 1) return [{ ...place, text: `the file has the column "${name}" twice` }];
    const near = nearColumns(name, header);
    const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
    return [{ ...place, text: `the file has no column "${name}"${hint}` }];
  });
  if (problems.length > 0) throw new MappingError(problems);
};
