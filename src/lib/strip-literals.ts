import { Kind, print, visit, type DocumentNode, type FieldNode, type ValueNode } from 'graphql';
import { sha256 } from './canonical';

const EMPTY: Readonly<Partial<Record<Kind, ValueNode>>> = {
  [Kind.INT]: { kind: Kind.INT, value: '0' },
  [Kind.FLOAT]: { kind: Kind.FLOAT, value: '0' },
  [Kind.STRING]: { kind: Kind.STRING, value: '' },
  [Kind.BOOLEAN]: { kind: Kind.BOOLEAN, value: false },
  [Kind.ENUM]: { kind: Kind.ENUM, value: '_' },
  [Kind.LIST]: { kind: Kind.LIST, values: [] },
};

export interface StrippedDocument {
  readonly content: string;
  /** SHA-256, hexadecimal, of `content`: equal for one operation whoever and whatever it asks about. */
  readonly hash: string;
}

const strip = (document: DocumentNode): StrippedDocument => {
  const content = print(
    visit(document, {
      enter: (node) => EMPTY[node.kind],
      [Kind.FIELD]: { leave: (field: FieldNode) => ({ ...field, alias: undefined }) },
    }),
  );
  return { content, hash: sha256(content) };
};

const known = new WeakMap<DocumentNode, StrippedDocument>();

/**
 * The document without what a client may have written of a case: numbers become 0, texts and lists empty, enum values one sign, and
 * names that the client gave to fields are dropped. Once a document: the parsed document of a repeated operation is kept by its store.
 */
export const stripLiterals = (document: DocumentNode): StrippedDocument => {
  let stripped = known.get(document);
  if (stripped === undefined) known.set(document, (stripped = strip(document)));
  return stripped;
};
