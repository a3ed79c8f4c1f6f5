import 'reflect-metadata';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { Client, Pool } from 'pg';
import { removeEmbedded, startEmbedded } from '../../src/db/embedded';
import { migrate } from '../../src/db/migrate';
import { activateFirst } from '../../src/db/policy-versions';
import { DEMO_CASE_ID, loadDemoRegion } from '../../src/demo';
import { createBaseSchema } from '../../src/gateway/base-schema';
import type { Viewer } from '../../src/identity/viewer';
import { caseFile, pageOfCaseFiles, REPORT_INCIDENT } from './documents';
import { measureFloor } from './floor';
import type { ServerOrder } from './server-process';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const CONNECTIONS = Number(process.env['BENCH_CONNECTIONS'] ?? 4);

interface Scenario {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

interface Figure {
  readonly perSecond: number;
  readonly median: number;
  readonly p97: number;
  readonly bytes: number;
}

const say = (line: string): void => console.log(line);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const viewerOf = async (owner: Client, persona: string): Promise<Viewer> => {
  const { rows } = await owner.query<Viewer>(
    `select g.id as "agencyId", g.code as "agencyCode", g.sector, g.area_id as "areaId", g.concealed, s.id as "staffId",
       s.unit_id as "unitId", s.roles, null as "clientId", 'PROTECTION' as purpose, 'PROVEN' as proof
     from staff s join agency g on g.id = s.agency_id where s.issuer = 'demo' and s.subject = $1`,
    [persona],
  );
  const [viewer] = rows;
  if (viewer === undefined) throw new Error(`there is no persona ${persona}`);
  return viewer;
};

const startServer = async (order: ServerOrder): Promise<{ process: ChildProcess; url: string }> => {
  const child = fork(join(__dirname, 'server-process.ts'), {
    // As `npm start` starts the hub.
    execArgv: ['--max-semi-space-size=64', '--import', 'tsx'],
    stdio: 'inherit',
  });
  child.send(order);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { process: child, url };
};

const load = async (url: string, { query, variables }: Scenario, seconds: number): Promise<Figure> => {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer benchmark',
      'spona-purpose': 'PROTECTION',
    },
    body: JSON.stringify({ query, variables }),
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${String(result.non2xx)} answers were refused`);
  return {
    perSecond: result.requests.average,
    median: result.latency.p50,
    p97: result.latency.p97_5,
    bytes: Math.round(result.throughput.average / result.requests.average),
  };
};

/** An answer with errors would be quick and prove nothing. */
const check = async (url: string, { name, query, variables }: Scenario): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer benchmark',
      'spona-purpose': 'PROTECTION',
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await answer.json()) as { errors?: unknown };
  if (body.errors !== undefined) throw new Error(`${name}: ${JSON.stringify(body.errors)}`);
};

const run = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'spona-bench-'));
  const embedded = await startEmbedded({ dataDir });
  const children: ChildProcess[] = [];
  try {
    await migrate(embedded.ownerUrl, { stamp: { mode: 'demo', country: 'RS' } });
    await activateFirst({ url: embedded.ownerUrl, from: 'SPONA_DATA_DIR', by: 'benchmark' });
    await loadDemoRegion(embedded.ownerUrl, { country: 'RS', now: new Date(), progress: () => undefined });
    const owner = new Client({ connectionString: embedded.ownerUrl });
    await owner.connect();
    await owner.query('analyze');
    const viewer = await viewerOf(owner, 'police');
    await owner.end();

    const on = await startServer({ governed: true, servingUrl: embedded.servingUrl, viewer });
    const off = await startServer({ governed: false, servingUrl: embedded.servingUrl, viewer });
    children.push(on.process, off.process);
    const schema = createBaseSchema();
    const scenarios: Scenario[] = [
      { name: 'one case file', query: caseFile(schema), variables: { id: DEMO_CASE_ID } },
      { name: 'page of 20 case files', query: pageOfCaseFiles(schema, 20), variables: {} },
      {
        name: 'a mutation',
        query: REPORT_INCIDENT,
        variables: {
          caseId: DEMO_CASE_ID,
          input: { occurredAt: '2026-01-01T12:00:00Z', forms: ['PHYSICAL'], channel: 'VICTIM' },
        },
      },
    ];
    const pool = new Pool({ connectionString: embedded.servingUrl, max: CONNECTIONS });
    say(
      `${String(cpus().length)} cores, Node ${process.version}, ${String(CONNECTIONS)} connections, ${String(ROUNDS)} rounds of ${String(SECONDS)} s each, in turn`,
    );
    say('scenario                | policy+audit     | without          | ratio of times | SQL floor');
    for (const scenario of scenarios) {
      for (const { url } of [on, off]) {
        await check(url, scenario);
        await load(url, scenario, 1);
      }
      const governed: Figure[] = [];
      const ungoverned: Figure[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        governed.push(await load(on.url, scenario, SECONDS));
        ungoverned.push(await load(off.url, scenario, SECONDS));
      }
      const ratios = governed.map(
        ({ perSecond }, round) => (ungoverned[round]?.perSecond ?? NaN) / perSecond,
      );
      const floor = await measureFloor(pool, viewer, scenario.name, CONNECTIONS, SECONDS);
      const figure = (figures: Figure[]): string =>
        `${median(figures.map(({ perSecond }) => perSecond))
          .toFixed(0)
          .padStart(5)}/s ${median(figures.map(({ median: ms }) => ms))
          .toFixed(0)
          .padStart(3)}–${median(figures.map(({ p97 }) => p97)).toFixed(0)} ms`.padEnd(16);
      say(
        `${scenario.name.padEnd(23)} | ${figure(governed)} | ${figure(ungoverned)} | ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`.padEnd(
          80,
        ) + ` | ${floor === null ? '–' : `${floor.toFixed(0)}/s`}`,
      );
    }
    await pool.end();
  } finally {
    for (const child of children) child.kill();
    await embedded.stop();
    await removeEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
};

void run();
