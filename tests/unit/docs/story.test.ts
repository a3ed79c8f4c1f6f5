import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';
import { DemoHub, type HubProcess } from '../../support/running-hub';
import { read, section, textsIn } from './markdown';

/** Sections whose blocks go on in one shell. */
const STORY = [
  'From a first report to a shared case',
  'With consent',
  'In an emergency',
  'By order or request, and from the duty desk',
  'Conflict of interest',
  'Why somebody sees it',
];
const script = STORY.flatMap((heading) => textsIn(section(read('README.md'), heading), 'sh')).join('\n');
const promised = [...script.matchAll(/# → (.+)$/gmu)].map(([, text = '']) => text);

const personas = [
  ...new Set([...script.matchAll(/npx spona token --as ([\w-]+)/gu)].map(([, name = '']) => name)),
];

/** The commands as they stand in the README; a token is one that was obtained before, since a program takes its time to start. */
const runnable = (tokens: string): string => `
npx() { cat '${tokens}/'"$4"; }
${script}`;

/** Runs a script as somebody does who has exported the hub's port. */
const runIn = ({ port }: HubProcess, text: string): SpawnSyncReturns<string> =>
  spawnSync('bash', ['-c', text], {
    cwd: packageRoot,
    encoding: 'utf8',
    timeout: 150_000,
    env: { ...process.env, PORT: String(port) },
  });

/** Which of the texts do not stand in the output in this order. */
const missing = (output: string, texts: readonly string[]): string[] => {
  let from = 0;
  return texts.filter((text) => {
    const at = output.indexOf(text, from);
    if (at >= 0) from = at + text.length;
    return at < 0;
  });
};

describe('the story of the README', () => {
  let demo: DemoHub;
  let hub: HubProcess;
  beforeAll(async () => {
    demo = await DemoHub.create();
    hub = await demo.serve();
  }, 60_000);
  afterAll(() => demo.remove());

  test('runs as it is pasted, and answers what it promises', async () => {
    expect(promised.length).toBeGreaterThan(30);
    const tokens = mkdtempSync(join(demo.dataDirectory, 'tokens-'));
    for (const persona of personas) writeFileSync(join(tokens, persona), await hub.token(persona));
    const { status, stdout, stderr } = runIn(hub, runnable(tokens));
    const lost = missing(stdout, promised);
    // The whole output tells where it went wrong.
    expect({ status, stderr, lost, stdout: lost.length === 0 ? '' : stdout }).toEqual({
      status: 0,
      stderr: '',
      lost: [],
      stdout: '',
    });
  }, 200_000);

  test('says what is wrong where there is nothing to pick', () => {
    const [helpers = ''] = textsIn(section(read('README.md'), 'From a first report to a shared case'), 'sh');
    const pick = (answer: string): SpawnSyncReturns<string> =>
      runIn(hub, `${helpers}\n${answer} | pick .a.b`);
    const refused = pick(`ask expired PROTECTION '{ viewer { name } }'`);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^pick stops: \[.*"code":"SPONA_UNAUTHENTICATED".*\]\n$/u);
    expect(pick(`printf ''`).stderr).toBe('pick stops: no answer; does the hub run on this PORT?\n');
    expect(pick(`echo '{"data":{}}'`).stderr).toBe('pick stops: the answer has no such value\n');
    expect(pick(`echo '{"data":{"a":{"b":7}}}'`)).toMatchObject({ status: 0, stdout: '7\n', stderr: '' });
  }, 60_000);
});
