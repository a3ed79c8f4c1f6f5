import { runCommand } from '../../support/command';

describe('spona policy', () => {
  it.each(['check', 'test', 'matrix'])(
    '%s ends with 2 where the folder is none',
    async (command) => {
      for (const folder of ['nowhere', 'package.json']) {
        const { status, stdout, stderr } = await runCommand(['policy', command, '--dir', folder]);
        expect({ status, stdout, stderr }).toEqual({
          status: 2,
          stdout: '',
          stderr: `error: option '--dir <folder>' argument '${folder}' is invalid. There is no such folder.\n`,
        });
      }
    },
    30_000,
  );
});
