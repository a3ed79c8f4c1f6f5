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
