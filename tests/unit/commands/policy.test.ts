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
});
