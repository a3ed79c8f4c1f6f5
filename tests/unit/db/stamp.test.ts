import type { Client } from 'pg';
import { checkDatabase } from '../../../src/db/open-database';
import { checkStamp, readStamp, StampError, writeStamp } from '../../../src/db/stamp';
import { openOwner, workerDatabase } from '../../support/database';

describe('the stamp of a database', () => {
  let owner: Client;
  beforeAll(async () => (owner = await openOwner()));
  afterAll(() => owner.end());

  it('is written once', async () => {
    await writeStamp(owner, { mode: 'production', country: 'ME' });
    expect(await readStamp(owner)).toEqual({ mode: 'demo', country: 'RS' });
    for (const statement of [`update spona_stamp set mode = 'production'`, 'delete from spona_stamp'])
      await expect(owner.query(statement)).rejects.toThrow('never changes');
  });

  it.each([
    ['production', 'RS'],
    ['demo', 'ME'],
  ] as const)('refuses a hub of %s, %s', async (mode, country) => {
    await expect(checkDatabase(workerDatabase().servingUrl, { mode, country })).rejects.toThrow(
      `The database is stamped for demo, country RS, and this hub runs as ${mode}, country ${country}.`,
    );
  });

  it('opens for its own mode and country', async () => {
    await expect(
      checkDatabase(workerDatabase().servingUrl, { mode: 'demo', country: 'RS' }),
    ).resolves.toBeUndefined();
  });

  it('must be there', () => {
    expect(() => checkStamp(undefined, { mode: 'demo', country: 'RS' })).toThrow(StampError);
  });
});
