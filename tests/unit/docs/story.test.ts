import { spawnSync } from 'node:child_process';
import { packageRoot } from '../../../src/lib/root';
import { DemoHub, type HubProcess } from '../../support/running-hub';
import { read, section, textsIn } from './markdown';

const script = textsIn(section(read('README.md'), 'From a first report to a shared case'), 'sh').join('\n');
const promised = [...script.matchAll(/# → (.+)$/gmu)].map(([, text = '']) => text);

/** The commands as they stand in the README, but for the address of the hub; `npx spona` is run from the sources. */
const runnable = ({ origin, port }: HubProcess, dataDirectory: string): string => `
npx() { shift; PORT=${String(port)} SPONA_DATA_DIR='${dataDirectory}' '${process.execPath}' --import tsx src/spona.ts "$@"; }
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

  test('runs as it is pasted, and answers what it promises', () => {
    expect(promised.length).toBeGreaterThan(8);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', runnable(hub, demo.dataDirectory)], {
      cwd: packageRoot,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const lost = missing(stdout, promised);
    // The whole output tells where it went wrong.
    expect({ status, stderr, lost, stdout: lost.length === 0 ? '' : stdout }).toEqual({
      status: 0,
      stderr: '',
      lost: [],
      stdout: '',
    });
  }, 90_000);
});
