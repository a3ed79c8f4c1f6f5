import { connectTo } from '../../../src/db/connect';
import { workerDatabase } from '../../support/database';

const changed = (change: (url: URL) => void): string => {
  const url = new URL(workerDatabase().servingUrl);
  change(url);
  return url.href;
};

const hidden = new URL(workerDatabase().servingUrl).password;

it('connects', async () => {
  const client = await connectTo(workerDatabase().servingUrl, 'DATABASE_URL', 'spona test');
  expect((await client.query('select')).rowCount).toBe(1);
  await client.end();
});

it.each([
  [
    'a server that is not there',
    changed((url) => (url.port = '1')),
    /^SPONA_DATABASE: DATABASE_URL: postgres:\/\/\w+:\*\*\*@127\.0\.0\.1:1\/\w+ cannot be used: ECONNREFUSED\. No PostgreSQL answers there: .*\?$/,
  ],
  [
    'a host that is not there',
    changed((url) => (url.hostname = 'nowhere.invalid')),
    /DATABASE_URL: .*nowhere\.invalid.*No PostgreSQL answers there/,
  ],
  [
    'a wrong password',
    changed((url) => (url.password = `${hidden}x`)),
    /28P01\. It refuses the login: are user and password right\?$/,
  ],
  [
    'a database that is not there',
    changed((url) => (url.pathname = '/nothing')),
    /3D000\. It has no such database/,
  ],
])('names the setting and says what to do of %s, without the password', async (_what, url, message) => {
  const failure = await connectTo(url, 'DATABASE_URL', 'spona test').catch((error: unknown) => error);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain(hidden);
});
