import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { FAULTS } from './list';
import { faulted } from './place';

/** The faults themselves are tried by `npm run faults`; here only that the list has kept up with the code. */
describe('the list of faults', () => {
  it('finds the text of every fault exactly once in its place', () => {
    const lost = FAULTS.flatMap((fault) => {
      try {
        const { text } = faulted(packageRoot, fault);
        return text.includes(fault.replace) && fault.find !== fault.replace
          ? []
          : [`${fault.id} changes nothing`];
      } catch (error) {
        return [`${fault.id}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    expect(lost).toEqual([]);
  });

  it('names for every fault a test file that is there', () => {
    const files = new Set(FAULTS.map(({ caughtBy }) => caughtBy.file));
    expect([...files].filter((file) => !existsSync(join(packageRoot, file)))).toEqual([]);
  });

  it('has at least forty faults, each under its own name', () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
  });
});
