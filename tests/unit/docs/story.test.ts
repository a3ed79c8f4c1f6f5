import { spawnSync } from 'node:child_process';
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

/** The commands as they stand in the README, but for the address of the hub; a token is one that was obtained before, since a program takes its time to start. */
const runnable = ({ origin }: HubProcess, tokens: string): string => `
npx() { cat '${tokens}/'"$4"; }
${script.replaceAll('http://localhost:4000', origin)}`;

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
    const { status, stdout, stderr } = spawnSync('bash', ['-c', runnable(hub, tokens)], {
      cwd: packageRoot,
      encoding: 'utf8',
      timeout: 150_000,
    });
    const lost = missing(stdout, promised);
    // The whole output tells where it went wrong.
    expect({ status, stderr, lost, stdout: lost.length === 0 ? '' : stdout }).toEqual({
      status: 0,
      stderr: '',
      lost: [],
      stdout: '',
    });
  }, 200_000);
});
