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

/**
 * The document without what a client may have written of a case: numbers become 0, texts and lists empty, enum values one sign, and
 * names that the client gave to fields are dropped.
 */
export const stripLiterals = (document: DocumentNode): string =>
  print(
    visit(document, {
      enter: (node) => EMPTY[node.kind],
      [Kind.FIELD]: { leave: (field: FieldNode) => ({ ...field, alias: undefined }) },
    }),
  );

const hashes = new WeakMap<DocumentNode, string>();

/** SHA-256, hexadecimal, of the stripped document: equal for one operation whoever and whatever it asks about. */
export const documentHash = (document: DocumentNode): string => {
  const known = hashes.get(document);
  if (known !== undefined) return known;
  const hash = sha256(stripLiterals(document));
  hashes.set(document, hash);
  return hash;
};
