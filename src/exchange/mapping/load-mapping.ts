import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearNames } from '../../config/near-names';
import { fileProblem } from '../../lib/file-problem';
import { packageRoot } from '../../lib/root';
import type { Position, Problem } from '../../policy/problem';
import { readSource, type Path, type Source } from '../../policy/read/source';
import { checkMapping } from './check-mapping';
import { mappingDocument, type MappingDocument } from './document';
import { mappedFields, sourcesOf } from './fields';
import { MappingError } from './mapping-error';
import { aboutKey, keyOf, shapeProblems } from './shape-problems';

/** Mappings that ship with the hub, by name. */
const SHIPPED = join(packageRoot, 'src', 'exchange', 'mappings');

/** A column of the file that the mapping reads, and where it says so. */
export interface UsedColumn {
  readonly name: string;
  /** Key of the mapping, such as `persons.victim.sex.column`. */
  readonly key: string;
  readonly place: Position;
}

export interface Mapping {
  readonly document: MappingDocument;
  readonly columns: readonly UsedColumn[];
}

const shippedNames = (): readonly string[] =>
  readdirSync(SHIPPED).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []));

/** Path of a mapping: a file's own, or that of a shipped one by its name. */
export const mappingFile = (nameOrFile: string): string => {
  const shipped = join(SHIPPED, `${nameOrFile}.yaml`);
  return /^[a-z][a-z0-9-]*$/u.test(nameOrFile) && existsSync(shipped) ? shipped : nameOrFile;
};

const usedColumns = (document: MappingDocument, source: Source): UsedColumn[] =>
  mappedFields(document).flatMap((field) =>
    sourcesOf(field).flatMap(([path, { column, columns = [] }]) => {
      const used = (name: string, at: Path): UsedColumn => ({ name, key: keyOf(at), place: source.at(at) });
      return [
        ...(column === undefined ? [] : [used(column, [...path, 'column'])]),
        ...columns.map((name, index) => used(name, [...path, 'columns', index])),
      ];
    }),
  );

const UNDECODABLE = '\uFFFD';

/** @throws MappingError where the file cannot be read as text */
const readText = (file: string): string => {
  const refuse = (line: number, text: string): never => {
    throw new MappingError([{ file, line, column: 1, text }]);
  };
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return refuse(1, fileProblem(error) ?? 'cannot be read');
  }
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const [before = ''] = text.split(UNDECODABLE);
  return refuse(before.split('\n').length, 'is not written in UTF-8');
};

/**
 * Reads and checks a mapping file, or a shipped mapping by its name.
 * @throws MappingError with every problem as file:line:column
 */
export const loadMapping = (nameOrFile: string): Mapping => {
  const file = mappingFile(nameOrFile);
  if (!existsSync(file))
    throw new MappingError([
      {
        file,
        line: 1,
        column: 1,
        text: `there is no such mapping, shipped or as a file; shipped: ${shippedNames().join(', ')}`,
      },
    ]);
  const source = readSource(file, readText(file));
  if (!('kind' in source)) throw new MappingError(source);
  if (source.value === null)
    throw new MappingError([{ file, line: 1, column: 1, text: 'the mapping is empty' }]);
  const parsed = mappingDocument.safeParse(source.value, { reportInput: true });
  if (!parsed.success) throw new MappingError(shapeProblems(parsed.error.issues, source));
  const problems: Problem[] = [];
  checkMapping(parsed.data, (path, text) => {
    problems.push({ ...source.at(path), text: aboutKey(path, text) });
  });
  if (problems.length > 0) throw new MappingError(problems);
  return { document: parsed.data, columns: usedColumns(parsed.data, source) };
};

/** Whatever the case of their letters. */
const nearColumns = (column: string, header: readonly string[]): readonly string[] => {
  const byUpper = new Map(header.map((name) => [name.toUpperCase(), name]));
  return nearNames(column, [...byUpper.keys()]).flatMap((name) => byUpper.get(name) ?? []);
};

/** A table of which every line is one cell was cut at something else. */
const wrongDelimiter = ({ document, columns }: Mapping): Problem[] =>
  columns.slice(0, 1).map(({ place: { file } }) => ({
    file,
    line: 1,
    column: 1,
    text: `csv.delimiter: the first line of the file is a single column; does "${document.csv?.delimiter ?? ','}" stand between its columns?`,
  }));

/** @throws MappingError where the mapping reads a column that the file lacks, or has twice. */
export const checkHeader = (mapping: Mapping, header: readonly string[]): void => {
  const problems = mapping.columns.flatMap(({ name, key, place }): Problem[] => {
    const times = header.filter((column) => column === name).length;
    if (times === 1) return [];
    if (times > 1) return [{ ...place, text: `${key}: the file has the column "${name}" twice` }];
    const near = nearColumns(name, header);
    const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
    return [{ ...place, text: `${key}: the file has no column "${name}"${hint}` }];
  });
  if (problems.length > 0) throw new MappingError(header.length === 1 ? wrongDelimiter(mapping) : problems);
};
