import { createSecretKey } from 'node:crypto';
import { createBlindIndex } from '../../../src/lib/blind-index';
import { runCommand, type CommandOutcome } from '../../support/command';

const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';

const index = (input: string, ...words: string[]): Promise<CommandOutcome> =>
  runCommand(['registry', 'index', ...words], { SPONA_IDENTIFIER_KEY: KEY }, input);

describe('spona registry index', () => {
  it('prints the index of the number that it reads, and the number nowhere', async () => {
    const { status, stdout, stderr } = await index('AB 123456\n', '--kind', 'PASSPORT');
    const expected = createBlindIndex(createSecretKey(Buffer.from(KEY, 'hex')))('PASSPORT', 'AB123456');
    expect([status, stdout, stderr]).toEqual([0, `${expected}\n`, '']);
  }, 60_000);

  it('says what is wrong with what it reads, and does not repeat it', async () => {
    expect(await index('', '--kind', 'JMBG')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Nothing was read: the JMBG is expected on standard input\n',
    });
    expect(await index('0101990123456', '--kind', 'JMBG')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'What was read is no JMBG. Serbia and Montenegro: 13 digits, the last a check digit.\n',
    });
  }, 60_000);
});
