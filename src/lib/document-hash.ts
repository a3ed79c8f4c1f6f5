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

interface Stripped {
  readonly text: string;
  readonly hash: string;
}

const strip = (document: DocumentNode): Stripped => {
  const text = print(
    visit(document, {
      enter: (node) => EMPTY[node.kind],
      [Kind.FIELD]: { leave: (field: FieldNode) => ({ ...field, alias: undefined }) },
    }),
  );
  return { text, hash: sha256(text) };
};

const known = new WeakMap<DocumentNode, Stripped>();

/** Once a document: the parsed document of a repeated operation is kept by its store. */
const stripped = (document: DocumentNode): Stripped => {
  let result = known.get(document);
  if (result === undefined) known.set(document, (result = strip(document)));
  return result;
};

/**
 * The document without what a client may have written of a case: numbers become 0, texts and lists empty, enum values one sign, and
 * names that the client gave to fields are dropped.
 */
export const stripLiterals = (document: DocumentNode): string => stripped(document).text;

/** SHA-256, hexadecimal, of the stripped document: equal for one operation whoever and whatever it asks about. */
export const documentHash = (document: DocumentNode): string => stripped(document).hash;
