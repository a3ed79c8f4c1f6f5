import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import { DemoHub } from '../support/running-hub';

/** A hub for the tests in a browser. */
export interface BrowserHub {
  readonly address: string;
  close(): Promise<void>;
}

const given = process.env['TEST_HUB'];
const built = existsSync(join(packageRoot, 'dist', 'console', 'index.html'));

/** Why there is no console to test, or null if there is one. */
export const noConsole: string | null =
  given === undefined && !built ? 'no console in dist: npm run build' : null;

/** The running demo hub at `TEST_HUB`, or one of the tests' own with the demo region. */
export const openHub = async (): Promise<BrowserHub> => {
  if (given !== undefined) return { address: given, close: () => Promise.resolve() };
  const demo = await DemoHub.create();
  try {
    const { origin } = await demo.serve();
    return { address: origin, close: () => demo.remove() };
  } catch (error) {
    await demo.remove();
    throw error;
  }
};
