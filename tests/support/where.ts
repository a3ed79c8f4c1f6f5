/**
 * Tests of what npm does not install (a browser, another PostgreSQL). Where it is missing they are reported as skipped, and say what
 * is missing.
 */
export const describeWhere = (present: boolean, missing: string, name: string, tests: () => void): void => {
  if (present) describe(name, tests);
  else describe.skip(`${name} (skipped: ${missing})`, tests);
};
