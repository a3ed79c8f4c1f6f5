import type { BrowserContext, Page } from 'playwright-core';

/** One answer of the hub to an operation of the editor. */
export interface HubAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly withheld?: readonly unknown[] };
}

/** The console in a browser, and everything of it that a test must be able to look at. */
export interface ConsolePage {
  readonly page: Page;
  /** Requests that left the hub's origin, errors of the pages, and refusals of the content security policy. */
  readonly complaints: readonly string[];
  /** Bearer tokens that were sent to the hub. */
  readonly tokens: ReadonlySet<string>;
  /** Logs in as a persona, from the first page or from the menu. */
  become(persona: string): Promise<void>;
  load(operationFile: string): Promise<void>;
  /** Replaces what stands in the editor. */
  write(document: string): Promise<void>;
  run(operationName: string): Promise<HubAnswer>;
}

const watch = (context: BrowserContext, hub: string, complaints: string[], tokens: Set<string>): void => {
  const look = (page: Page): void => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (/^https?:/.test(url) && new URL(url).origin !== new URL(hub).origin)
        complaints.push(`asked ${url}`);
      const token = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '')?.[1];
      if (token !== undefined) tokens.add(token);
    });
  };
  context.pages().forEach(look);
  context.on('page', look);
};

/** Opens the console of the hub. */
export const openConsole = async (context: BrowserContext, hub: string): Promise<ConsolePage> => {
  const complaints: string[] = [];
  const tokens = new Set<string>();
  watch(context, hub, complaints, tokens);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${hub}/graphiql`);
  const answerTo = async (operationName: string): Promise<HubAnswer> => {
    const response = await page.waitForResponse(
      (candidate) =>
        candidate.url() === `${hub}/graphql` &&
        (candidate.request().postDataJSON() as { operationName?: string }).operationName === operationName,
    );
    return (await response.json()) as HubAnswer;
  };
  return {
    page,
    complaints,
    tokens,
    become: async (persona) => {
      const menu = page.getByRole('button', { name: 'Switch persona' });
      await menu
        .or(page.getByRole('list', { name: 'Demo personas' }))
        .first()
        .waitFor();
      if (await menu.isVisible()) await menu.click();
      const schema = answerTo('ConsoleSchema');
      await page.locator(`[data-persona="${persona}"]`).click();
      await schema;
      await page.locator('.graphiql-query-editor .monaco-editor').waitFor();
    },
    load: async (operationFile) => {
      const operation = page.locator(`[data-operation="${operationFile}"]`);
      if (!(await operation.isVisible()))
        await page.getByRole('button', { name: 'Show Saved operations' }).click();
      await operation.click();
    },
    write: async (document) => {
      await page.locator('.graphiql-query-editor .monaco-editor .view-lines').click();
      await page.keyboard.press('ControlOrMeta+A');
      // Pasted: the editor would close each bracket of a typed text by itself.
      await page.evaluate(`(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', ${JSON.stringify(document)});
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      })()`);
    },
    run: async (operationName) => {
      // The editor reads what it holds a while later, and would run the operation of before.
      await page.locator('.graphiql-tab', { hasText: operationName }).waitFor();
      await page.waitForTimeout(500);
      const answer = answerTo(operationName);
      await page.getByRole('button', { name: /^Execute query/ }).click();
      return answer;
    },
  };
};
