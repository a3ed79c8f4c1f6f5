import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import type { Position, Problem } from '../problem';

export type Path = readonly (string | number)[];

/** One YAML file with the places of all its parts. */
export interface Source {
  readonly kind: 'source';
  readonly file: string;
  readonly value: unknown;
  /** Place of the value at `path`, or of the nearest part around it. */
  at(path: Path): Position;
  /** Place of the key that `path` ends in. */
  atKey(path: Path): Position;
}

/**
 * Reads the text of `file` as one YAML 1.2 document.
 *
 * @returns the source, or the problems for which it is none
 */
export const readSource = (file: string, text: string): Source | readonly Problem[] => {
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
  });
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0]),
    text: error.message,
  }));
  if (broken.length > 0) return broken;
  try {
    return {
      kind: 'source',
      file,
      value: document.toJS({ maxAliasCount: 200 }) as unknown,
      at: (path: Path) => place(offsetOf(document, path, false)),
      atKey: (path: Path) => place(offsetOf(document, path, true)),
    };
  } catch (error) {
    return [{ file, line: 1, column: 1, text: error instanceof Error ? error.message : 'cannot be read' }];
  }
};

const offsetOf = (document: Document, path: Path, key: boolean): number => {
  let node: unknown = document.contents;
  let offset = startOf(node, 0);
  for (const [depth, part] of path.entries()) {
    const around = resolved(document, node);
    if (isMap(around)) {
      const pair = around.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (pair === undefined) return offset;
      node = key && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key);
    } else if (isSeq(around)) {
      node = around.items[Number(part)];
    } else {
      return offset;
    }
    offset = startOf(node, offset);
  }
  return offset;
};

const resolved = (document: Document, node: unknown): Node | undefined =>
  isAlias(node) ? node.resolve(document) : isNode(node) ? node : undefined;

const startOf = (node: unknown, otherwise: number): number =>
  isNode(node) && node.range ? node.range[0] : otherwise;
