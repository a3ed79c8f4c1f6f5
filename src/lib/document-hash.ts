import { Kind, print, visit, type DocumentNode, type ValueNode } from 'graphql';
import { sha256 } from './canonical';

const EMPTY: Readonly<Partial<Record<Kind, ValueNode>>> = {
  [Kind.INT]: { kind: Kind.INT, value: '0' },
  [Kind.FLOAT]: { kind: Kind.FLOAT, value: '0' },
  [Kind.STRING]: { kind: Kind.STRING, value: '' },
};

/** The document without the literals in which a client may have written personal data: numbers become 0, texts empty. */
export const stripLiterals = (document: DocumentNode): string =>
  print(
    visit(document, {
      enter: (node) => EMPTY[node.kind],
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
