import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicyOutcome, runPolicy } from '../commands/support/run-policy';
import { makeFolder, removeFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const VIEWER = '{ sector: PROSECUTION, purpose: PROTECTION, proof: PROVEN }';

const run = (...words: string[]): Promise<PolicyOutcome> => runPolicy(words);

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

  it('writes the matrix and tells when it is no longer fresh', async () => {
    expect(await run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 1 });
    expect(await run('matrix', '--dir', dir)).toMatchObject({ code: 0 });
    expect(readFileSync(join(dir, 'MATRIX.md'), 'utf8')).toContain('# Disclosure matrix');
    expect(await run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 0 });
    writeFileSync(
      join(dir, 'police/risk.yaml'),
      (SYNTHETIC['police/risk.yaml'] ?? '').replace('tie: [UNIT, NAMED]', 'tie: [NAMED]'),
    );
    expect(await run('matrix', '--check', '--dir', dir)).toMatchObject({ code: 1 });
  });

  it('runs the tests', async () => {
    expect(await run('test', '--dir', dir)).toEqual({ output: '1 tests passed, 2 rules exercised', code: 0 });
    writeFileSync(
      join(dir, 'police/risk.test.yaml'),
      `tests:\n  - { name: seen, viewer: ${VIEWER}, discloses: [risk.level] }\n`,
    );
    expect(await run('test', '--dir', dir)).toEqual({
      output: 'police/risk.test.yaml:2:5: test "seen": risk.level is listed, but withheld\n1 problem',
      code: 1,
    });
  });

  it('reports every problem of the files', async () => {
    const { output, code } = await run('check', '--dir', dir);
    expect(code).toBe(1);
    expect(output).toContain('no test exercises rule "risk.level/holder"');
    writeFileSync(join(dir, 'police/risk.yaml'), 'categories: {}\n');
    expect(await run('check', '--dir', dir)).toEqual({
      output: 'police/risk.yaml:1:13: must NOT have fewer than 1 properties in "categories"\n1 problem',
      code: 1,
    });
  });

  it('explains', async () => {
    const viewer = ['--as', 'prosecution', '--purpose', 'protection', '--category', 'risk.level'];
    const general = await run('explain', ...viewer, '--dir', dir);
    expect(general.code).toBe(0);
    expect(general.output).toContain('risk.level: depends on the case\n  SCOPE: It opens where');
    const open = await run('explain', ...viewer, '--scope', 'liaison', '--tie', 'unit', '--dir', dir);
    expect(open.output).toContain('risk.level: disclosed by risk.level/1 on rs.law.1, rs.habit.1\n');
    expect(open.output).toContain('  risk.level/holder [HOLDER] FAILS\n    - sector: POLICE\n');
    const closed = await run(
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
    const glass = await run(
      'explain',
      ...['--as', 'health', '--purpose', 'CARE', '--category', 'risk.emergency'],
      ...['--scope', 'break-glass', '--tie', 'NAMED', '--break-glass', 'risk.emergency', '--dir', dir],
    );
    expect(glass.output).toContain('disclosed by risk.emergency/1 on int.gdpr.6');
  });

  describe('diff', () => {
    const narrower = (SYNTHETIC['police/risk.yaml'] ?? '').replace(
      'scope: [LIAISON, CONFERENCE]',
      'scope: [LIAISON]',
    );
    let other = '';

    beforeEach(() => {
      other = makeFolder({ ...SYNTHETIC, 'police/risk.yaml': narrower });
    });

    afterEach(() => {
      removeFolder(other);
    });

    it('compares two folders, or one with the policies as they are', async () => {
      const loss =
        '- risk.level\n    who    PROSECUTION, SOCIAL_WORK for PROSECUTION or PROTECTION\n    when   scope CONFERENCE; tie';
      expect(await run('diff', dir, other)).toMatchObject({
        code: 0,
        output: expect.stringContaining(loss) as string,
      });
      expect((await run('diff', other, '--dir', dir)).output).toContain('+ risk.level');
      expect((await run('diff', dir, '--dir', dir)).output).toMatch(/No effect\.$/);
    });

    it('ends with 1 for an effect if it is asked to, and with 2 for what it cannot read', async () => {
      expect(await run('diff', dir, other, '--exit-code')).toMatchObject({ code: 1 });
      expect(await run('diff', dir, dir, '--exit-code')).toMatchObject({ code: 0 });
      expect(await run('diff', dir, 'no-such-revision')).toMatchObject({
        code: 2,
        output: expect.stringContaining('"no-such-revision" is neither a folder nor a revision') as string,
      });
      writeFileSync(join(other, 'police/risk.yaml'), 'categories: {}\n');
      expect(await run('diff', dir, other)).toMatchObject({
        code: 2,
        output: expect.stringContaining('cannot be read\n  police/risk.yaml:1:13:') as string,
      });
      expect(await run('diff')).toMatchObject({ code: 2 });
    });

    it('compares one country, as production decides', async () => {
      const summary = async (...words: string[]): Promise<string | undefined> =>
        (await run('diff', dir, other, ...words)).output.split('\n')[1];
      expect(await summary('--country', 'ME')).toContain('0 of 16 categories differ');
      expect(await summary('--country', 'RS', '--production')).toContain('compared at 3 places and times');
    });

    it('prints for a machine', async () => {
      const found = JSON.parse((await run('diff', dir, other, '--json')).output) as {
        effects: { kind: string; example: { category: string } }[];
      };
      expect(found.effects.map(({ kind, example }) => [kind, example.category])).toEqual([
        ['LOSS', 'risk.level'],
      ]);
    });

    it('takes a revision of git', async () => {
      const repository = makeFolder(
        Object.fromEntries(Object.entries(SYNTHETIC).map(([file, text]) => [`policies/${file}`, text])),
      );
      const policies = join(repository, 'policies');
      const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org'];
      const git = (...words: string[]): unknown =>
        execFileSync('git', [...who, '-c', 'commit.gpgSign=false', ...words], {
          cwd: repository,
          stdio: 'ignore',
        });
      try {
        git('init', '-q');
        git('add', '.');
        git('commit', '-q', '-m', 'First');
        writeFileSync(join(policies, 'police/risk.yaml'), narrower);
        expect((await run('diff', 'HEAD', '--dir', policies)).output).toContain('- risk.level');
        git('commit', '-q', '-a', '-m', 'Second');
        expect(await run('diff', 'HEAD~1', 'HEAD', '--dir', policies, '--exit-code')).toMatchObject({
          code: 1,
        });
        expect(await run('diff', 'HEAD~2', '--dir', policies)).toMatchObject({ code: 2 });
      } finally {
        removeFolder(repository);
      }
    });
  });

  it.each([
    [['explain', '--as', 'press', '--purpose', 'CARE', '--category', 'risk.level']],
    [['explain', '--as', 'police', '--purpose', 'CARE']],
    [['explain', '--as', 'police', '--purpose', 'CARE', '--category', 'risk.levels']],
    [['explain', '--as', 'police:BOSS', '--purpose', 'CARE', '--category', 'risk.level']],
    [['explain', '--as', 'police', '--purpose', 'CARE', '--category', 'risk.level', '--tie', 'ALL']],
    [['check', '--country', 'DE']],
    [['draw']],
  ])('calls %j wrong usage', async (words) => {
    expect(await run(...words, ...(words[0] === 'draw' ? [] : ['--dir', dir]))).toMatchObject({ code: 2 });
  });
});
