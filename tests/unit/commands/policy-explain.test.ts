import { makeFolder, removeFolder } from '../policy/support/folder';
import { SYNTHETIC } from '../policy/support/synthetic';
import { type PolicyOutcome, runPolicy } from './support/run-policy';

let dir: string;

beforeAll(() => {
  dir = makeFolder(SYNTHETIC);
});
afterAll(() => {
  removeFolder(dir);
});

const explain = (as: string, purpose: string, category: string, ...words: string[]): Promise<PolicyOutcome> =>
  runPolicy(['explain', '--as', as, '--purpose', purpose, '--category', category, ...words, '--dir', dir]);

describe('spona policy explain', () => {
  it('takes roles as it takes all other words, and knows of whom a part of a family speaks', async () => {
    const asked = [
      '--scope',
      'REFERRAL',
      '--tie',
      'NAMED',
      '--record',
      'ADDRESSEE',
      '--mandate',
      'risk.filed',
    ];
    for (const role of ['JUDGE', 'judge'])
      expect((await explain(`court:${role}`, 'adjudication', 'risk.filed', ...asked)).output).toMatch(
        /^risk\.filed: disclosed by risk\.filed\/1 /u,
      );
    const shared = ['--scope', 'CONFERENCE', '--tie', 'UNIT'];
    const { output } = await explain('health', 'CARE', 'victim.name.full', ...shared);
    expect(output).toMatch(/^victim\.name\.full: disclosed by victim\.name\.full\/1 /u);
    const both = await explain(
      'health',
      'CARE',
      'victim.name.full',
      ...shared,
      '--subject',
      'VICTIM,WITNESS',
    );
    expect(both.output).toMatch(/^victim\.name\.full: withheld\n/u);
  });

  it('says which role counts for nothing for the purpose', async () => {
    const idle = 'LIAISON counts for nothing here: it may act for PROTECTION or INVESTIGATION';
    expect((await explain('police:LIAISON', 'CARE', 'risk.level')).output).toContain(idle);
    expect((await explain('police:LIAISON', 'PROTECTION', 'risk.level')).output).not.toContain('for nothing');
  });

  it.each<[readonly [string, string, string, ...string[]], string]>([
    [['press', 'CARE', 'risk.level'], 'It must be a sector, alone or with roles as in police:POLICE_LIAISON'],
    [['court:JUDGE:LIAISON', 'CARE', 'risk.level'], 'It must be a sector, alone or with roles as in'],
    [['court:LIAISON', 'CARE', 'risk.level'], '"LIAISON" is no role of COURT, whose roles are JUDGE\n'],
    [['court', 'SAFETY', 'risk.level'], 'It must be one of PROTECTION, INVESTIGATION'],
    [
      ['court', 'CARE', 'RiskAssessment.level'],
      'is no category of the vocabulary: did you mean risk.level\n',
    ],
    [
      ['court', 'CARE', 'riks.levle'],
      '"riks.levle" is no category of the vocabulary: vocabulary.yaml lists all',
    ],
    [['court', 'CARE', 'rsk.levl'], '"rsk.levl" is no category of the vocabulary: did you mean risk.level\n'],
    [['court', 'CARE', 'victim|child.name.full'], 'did you mean one of victim.name.full, child.name.full\n'],
    [
      ['court', 'CARE', 'level-of-risk'],
      '"level-of-risk" is no category of the vocabulary: vocabulary.yaml lists all\n',
    ],
    [
      ['ngo', 'CARE', 'risk.level', '--consent', 'risk.levels'],
      '--consent: "risk.levels" is no category of the vocabulary: did you mean one of risk.',
    ],
    [
      ['ngo', 'CARE', 'risk.level', '--break-glass', 'name.full'],
      '--break-glass: "name.full" is a family: name its parts, such as victim.name.full',
    ],
    [
      ['ngo', 'CARE', 'name.full', '--tie', 'UNIT'],
      '"name.full" is a family: say by --subject whom it is about',
    ],
  ])('%j is usage, and says what to change', async (words, message) => {
    expect(await explain(...words)).toEqual({ output: expect.stringContaining(message) as string, code: 2 });
  });
});
