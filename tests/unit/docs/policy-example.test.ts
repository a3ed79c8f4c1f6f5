import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';
import { runPolicy } from '../commands/support/run-policy';
import { read, section, textsIn } from './markdown';

const chapter = section(read('README.md'), 'Change a policy');
const [reader = '', example = ''] = textsIn(chapter, 'yaml');
const [difference = ''] = textsIn(chapter, 'text');

const indented = (text: string, spaces: number): string => text.replaceAll(/^/gmu, ' '.repeat(spaces));

const SHIPPED = join(packageRoot, 'policies');
const NEXT_CATEGORY = '\n  write.school-report:\n';

describe('the change of a policy that the README shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spona-example-'));
  const edit = (file: string, change: (text: string) => string): void => {
    const path = join(folder, 'education', file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  beforeAll(() => {
    cpSync(SHIPPED, folder, { recursive: true });
    edit('school-report.yaml', (text) => text.replace(NEXT_CATEGORY, `${indented(reader, 6)}\n$&`));
    edit('school-report.test.yaml', (text) => text.replace('tests:\n', `$&${indented(example, 2)}\n`));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('passes its test', async () => {
    expect(await runPolicy(['test', '--dir', folder])).toMatchObject({ code: 0 });
  }, 60_000);

  test('makes the difference that is printed there, and no other', async () => {
    const { output } = await runPolicy(['diff', SHIPPED, folder]);
    expect(output).toContain('\n1 gain, 0 losses, 0 changes of handling, 0 of ground, 0 of definition\n');
    expect(output).toContain(`\n${difference}\n`);
  }, 60_000);
});
