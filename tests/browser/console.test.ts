import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CASE_ID } from '../../src/demo';
import { launchBrowser, noBrowser, type Browser } from './browser';
import { openConsole, type ConsolePage, type HubAnswer } from './console-page';
import { noConsole, openHub, type BrowserHub } from './hub-address';

const missing = noBrowser ?? noConsole;
const SCREENSHOTS = join(__dirname, 'screenshots');
const keepScreenshots = process.env['UPDATE_SCREENSHOTS'] === '1';

// Programs for the page, as texts: the browser's names mean nothing here.
const KEPT = `(async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  cookies: document.cookie,
  databases: (await indexedDB.databases()).length,
  caches: await caches.keys(),
  address: location.search + location.hash,
}))()`;
const VISIBLE = `document.documentElement.outerHTML + Object.keys(window).map((key) => {
  try { return JSON.stringify(window[key]); } catch { return ''; }
}).join('')`;

const ONE_CASE = `query OneCase {
  case(id: "${DEMO_CASE_ID}") {
    reference
    riskAssessments {
      level
      victimWords
    }
    examinations {
      severity
      findings
    }
    participants {
      roles
      givenName
      address
    }
    urgentMeasures {
      inForce
      expiresAt
    }
  }
}`;

const suite = (tests: () => void): void => {
  if (missing === null) describe('the console', tests);
  else describe.skip(`the console (skipped: ${missing})`, tests);
};

suite(() => {
  let hub: BrowserHub;
  let browser: Browser;
  let it: ConsolePage;
  const shoot = async (name: string): Promise<void> => {
    if (!keepScreenshots) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    await it.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  };

  beforeAll(async () => {
    [hub, browser] = await Promise.all([openHub(), launchBrowser()]);
    it = await openConsole(browser.context, hub.address);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await hub.close();
  });

  test('invites to log in, and asks the hub nothing before', async () => {
    await it.page.getByRole('heading', { name: 'Log in to ask the hub' }).waitFor();
    await it.page.getByText('its persons and cases are invented').waitFor();
    // By sector, name, agency, roles and the name for the command line: whoever hears the page knows whom to choose.
    await it.page
      .getByRole('button', { name: /^Police .*Competent officer.* police\b/ })
      .first()
      .waitFor();
    await shoot('login');
    expect(it.tokens.size).toBe(0);
  }, 30_000);

  const lists = new Map<string, HubAnswer>();
  const answers = new Map<string, HubAnswer>();
  test.each(['police', 'health'])(
    '%s logs in and asks',
    async (persona) => {
      await it.become(persona);
      await it.load('page-of-cases.graphql');
      lists.set(persona, await it.run('PageOfCases'));
      const tools = it.page.getByRole('button', { name: 'Hide editor tools' });
      if (await tools.isVisible()) await tools.click();
      await it.write(ONE_CASE);
      answers.set(persona, await it.run('OneCase'));
      await it.page.locator('.result-window', { hasText: 'riskAssessments' }).waitFor();
      const details = it.page.getByRole('button', { name: 'Show why' });
      if (await details.isVisible()) await details.click();
      await shoot(persona);
      expect(lists.get(persona)).not.toHaveProperty('errors');
      expect(answers.get(persona)).not.toHaveProperty('errors');
    },
    60_000,
  );

  test('the same question has two answers', () => {
    expect(lists.get('police')).not.toEqual(lists.get('health'));
    expect(answers.get('police')).toMatchObject({ data: { case: { reference: 'DEMO-1' } } });
    expect(answers.get('health')).toMatchObject({ data: { case: { reference: null } } });
  });

  test('an answer with errors is not said to have withheld nothing', async () => {
    await it.write('query Refused { auditTrail(first: 1) { pageInfo { hasNextPage } } }');
    expect(await it.run('Refused')).toHaveProperty('errors');
    await it.page.locator('.spona-summary', { hasText: 'Came back with errors' }).waitFor();
    await expect(it.page.getByText('Nothing withheld').count()).resolves.toBe(0);
  }, 30_000);

  test('a change of purpose empties the answer and asks for the schema anew', async () => {
    const purposes = it.page.getByRole('combobox', { name: 'Purpose' });
    const other = await purposes.locator('option:not(:checked)').first().getAttribute('value');
    const schema = it.page.waitForRequest((request) => (request.postData() ?? '').includes('ConsoleSchema'));
    await purposes.selectOption(other);
    expect((await schema).headers()['spona-purpose']).toBe(other);
    await expect(it.page.locator('.spona-summary').count()).resolves.toBe(0);
    await expect(it.page.locator('.result-window').innerText()).resolves.not.toContain('cases');
  }, 30_000);

  test('the list of fields can be searched', async () => {
    await it.page.getByRole('button', { name: 'What you may see' }).click();
    const groups = it.page.locator('.spona-group');
    await groups.first().waitFor();
    const all = await groups.count();
    await it.page.getByRole('searchbox', { name: 'Search' }).fill('participant');
    await it.page.waitForFunction(`document.querySelectorAll('.spona-group').length < ${all}`);
    await expect(groups.first().locator('.spona-badge').first().innerText()).resolves.toMatch(
      /^(Open to you|Depends on the case|Withheld from you)$/,
    );
    await shoot('access');
  }, 30_000);

  test('the menu of personas opens and closes by keyboard', async () => {
    const menu = it.page.getByRole('dialog', { name: 'Switch persona' });
    await it.page.getByRole('button', { name: 'Switch persona' }).focus();
    await it.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'visible' });
    await it.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  }, 30_000);

  test('the page keeps nothing, and shows no token', async () => {
    expect(it.tokens.size).toBeGreaterThanOrEqual(2);
    await expect(it.page.evaluate(KEPT)).resolves.toEqual({
      local: [],
      session: [],
      cookies: '',
      databases: 0,
      caches: [],
      address: '',
    });
    const visible = await it.page.evaluate<string>(VISIBLE);
    for (const token of it.tokens) expect(visible).not.toContain(token);
  });

  test('logging out forgets the queries', async () => {
    await it.page.getByRole('button', { name: 'Log out' }).click();
    await it.page.getByRole('heading', { name: 'Log in to ask the hub' }).waitFor();
    await expect(it.page.locator('.monaco-editor').count()).resolves.toBe(0);
  }, 30_000);

  test('nothing was loaded from elsewhere, and nothing broke the content security policy', () => {
    expect(it.complaints).toEqual([]);
  });
});
