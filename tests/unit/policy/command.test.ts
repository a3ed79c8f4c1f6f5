import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { register } from '../../../src/commands/policy';
import { makeFolder, removeFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const VIEWER = '{ sector: PROSECUTION, purpose: PROTECTION, proof: PROVEN }';

/** What `spona policy …` prints and its exit code. */
const run = (...words: string[]): { output: string; code: number } => {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const before = process.exitCode;
  process.exitCode = 0;
  const program = new Command('spona').exitOverride();
  const quiet = { writeOut: (): void => undefined, writeErr: (text: string): unknown => lines.push(text) };
  register(program);
  const silence = (command: Command): void => {
    command.exitOverride().configureOutput(quiet);
    command.commands.forEach(silence);
  };
  silence(program);
  try {
    program.parse(['policy', ...words], { from: 'user' });
    return { output: lines.join('\n'), code: process.exitCode };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { output: lines.join('\n'), code: error.exitCode === 0 ? 0 : 2 };
  } finally {
    process.exitCode = before;
    log.mockRestore();
  }
};

describe('spona policy', () => {
  let dir = '';

  beforeEach(() => {
    dir = makeFolder({
      ...SYNTHETIC,
      'police/risk.test.yaml': `tests:\n  - { name: seen, viewer: ${VIEWER}, facts: { scope: [LIAISON], tie: UNIT }, discloses: [risk.level, risk.existence] }\n`,
    });
  });

  afterEach(() => {
    removeFolder(dir);
  });

  it('writes the matrix and tells when it is no longer fresh', () => {
    expect(run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 1 });
    expect(run('matrix', '--dir', dir)).toMatchObject({ code: 0 });
    expect(readFileSync(join(dir, 'MATRIX.md'), 'utf8')).toContain('# Disclosure matrix');
    expect(run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 0 });
    writeFileSync(
      join(dir, 'police/risk.yaml'),
      (SYNTHETIC['police/risk.yaml'] ?? '').replace('tie: [UNIT, NAMED]', 'tie: [NAMED]'),
    );
    expect(run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 1 });
  });

  it('runs the tests', () => {
    expect(run('test', '--dir', dir)).toEqual({ output: '1 tests passed, 2 rules exercised', code: 0 });
    writeFileSync(
      join(dir, 'police/risk.test.yaml'),
      `tests:\n  - { name: seen, viewer: ${VIEWER}, discloses: [risk.level] }\n`,
    );
    expect(run('test', '--dir', dir)).toEqual({
      output: 'police/risk.test.yaml:2:5: test "seen": risk.level is listed, but withheld\n1 problem',
      code: 1,
    });
  });

  it('reports every problem of the files', () => {
    const { output, code } = run('check', '--dir', dir);
    expect(code).toBe(1);
    expect(output).toContain('no test exercises rule "risk.level/holder"');
    writeFileSync(join(dir, 'police/risk.yaml'), 'categories: {}\n');
    expect(run('check', '--dir', dir)).toEqual({
      output: 'police/risk.yaml:1:13: must NOT have fewer than 1 properties in "categories"\n1 problem',
      code: 1,
    });
  });

  it('explains', () => {
    const viewer = ['--as', 'prosecution', '--purpose', 'protection', '--category', 'risk.level'];
    const general = run('explain', ...viewer, '--dir', dir);
    expect(general.code).toBe(0);
    expect(general.output).toContain('risk.level: depends on the case\n  SCOPE: It opens where');
    const open = run('explain', ...viewer, '--scope', 'liaison', '--tie', 'unit', '--dir', dir);
    expect(open.output).toContain('risk.level: disclosed by risk.level/1 on rs.law.1, rs.habit.1\n');
    expect(open.output).toContain('  risk.level/holder [HOLDER] FAILS\n    - sector: POLICE\n');
    const closed = run(
      'explain',
      ...viewer,
      '--conflict',
      '--scope',
      'liaison',
      '--tie',
      'unit',
      '--dir',
      dir,
    );
    expect(closed.output).toMatch(/^risk\.level: withheld\n/);
    const glass = run(
      'explain',
      ...['--as', 'health', '--purpose', 'CARE', '--category', 'risk.emergency'],
      ...['--scope', 'break-glass', '--tie', 'NAMED', '--break-glass', 'risk.emergency', '--dir', dir],
    );
    expect(glass.output).toContain('disclosed by risk.emergency/1 on int.gdpr.6');
  });

  it.each([
    [['explain', '--as', 'press', '--purpose', 'CARE', '--category', 'risk.level']],
    [['explain', '--as', 'police', '--purpose', 'CARE']],
    [['explain', '--as', 'police', '--purpose', 'CARE', '--category', 'risk.levels']],
    [['explain', '--as', 'police:BOSS', '--purpose', 'CARE', '--category', 'risk.level']],
    [['explain', '--as', 'police', '--purpose', 'CARE', '--category', 'risk.level', '--tie', 'ALL']],
    [['check', '--country', 'DE']],
    [['draw']],
  ])('calls %j wrong usage', (words) => {
    expect(run(...words, ...(words[0] === 'draw' ? [] : ['--dir', dir]))).toMatchObject({ code: 2 });
  });
});
