import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = CHROMIUM.find((path) => existsSync(path));

/** Why tests in a browser cannot run here, or null if they can. */
export const noBrowser: string | null =
  program === undefined ? `no Chromium at ${CHROMIUM.join(', ')}` : null;

/** A browser without a past. */
export interface Browser {
  readonly context: BrowserContext;
  /** Ends the browser and removes what it kept. */
  close(): Promise<void>;
}

/** Starts a headless Chromium with a fresh profile that asks nothing of the world but what the test asks. */
export const launchBrowser = async (options: { readonly dark?: boolean } = {}): Promise<Browser> => {
  if (program === undefined) throw new Error(`There is ${String(noBrowser)}.`);
  const profile = mkdtempSync(join(tmpdir(), 'spona-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: true,
    viewport: { width: 1280, height: 800 },
    colorScheme: options.dark === true ? 'dark' : 'light',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
