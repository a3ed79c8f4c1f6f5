import { BREAK, Kind, visit, type DocumentNode } from 'graphql';

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Whether JSON has lists and objects inside each other on more than `most` levels. What later checks and coerces values descends by
 * recursion; this goes level by level, so that no depth ends the stack.
 */
export const nestsDeeper = (value: unknown, most: number): boolean => {
  let level = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === most) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
};

/** The same of lists and objects that are written into a document. */
export const literalsNestDeeper = (document: DocumentNode, most: number): boolean => {
  let depth = 0;
  let deepest = 0;
  const container = {
    enter: (): unknown => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      return deepest > most ? BREAK : undefined;
    },
    leave: (): void => {
      depth -= 1;
    },
  };
  visit(document, { [Kind.OBJECT]: container, [Kind.LIST]: container });
  return deepest > most;
};
