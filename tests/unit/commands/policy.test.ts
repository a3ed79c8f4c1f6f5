import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../../src/lib/root';
import { PROGRAM } from '../../support/program';
import { runPolicy } from './support/run-policy';

describe('spona policy', () => {
  it.each(['check', 'test', 'matrix', 'explain', 'activate', 'diff'])(
    '%s ends with 2 where the folder is none',
    async (command) => {
      for (const folder of ['nowhere', 'package.json'])
        expect(await runPolicy([command, '--dir', folder])).toEqual({
          code: 2,
          output: `error: option '--dir <folder>' argument '${folder}' is invalid. There is no such folder.\n`,
        });
    },
  );

  it('check names a country only for what production leaves off there', async () => {
    expect(await runPolicy(['check', '--country', 'ME'])).toEqual({
      code: 2,
      output: expect.stringContaining('--country goes with --production') as string,
    });
  });

  it('ends where nobody reads what it prints', async () => {
    const child = spawn(process.execPath, [...PROGRAM, 'policy', 'test'], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const [said, status] = await Promise.all([
      text(child.stderr),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect([said, status]).toEqual(['', 1]);
  }, 60_000);
});
