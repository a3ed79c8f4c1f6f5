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
import { parentOf, processorSeconds } from './processor-time';
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
  /** Milliseconds of processor a request, of the server and of PostgreSQL together: other processes of the machine do not count. */
  readonly processor: number;
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

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
  /** Whose processor time is a request's. */
  readonly processes: readonly number[];
}

/** The process that all of PostgreSQL descends from. */
const postmasterOf = async (client: Client): Promise<number> => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return parentOf(rows[0]?.pid ?? NaN);
};

const startServer = async (order: ServerOrder, postmaster: number): Promise<Server> => {
  const child = fork(join(__dirname, 'server-process.ts'), {
    // As `npm start` starts the hub.
    execArgv: ['--max-semi-space-size=64', '--import', 'tsx'],
    stdio: 'inherit',
  });
  child.send(order);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { process: child, url, processes: [child.pid ?? NaN, postmaster] };
};

const load = async (
  { url, processes }: Server,
  { query, variables }: Scenario,
  seconds: number,
): Promise<Figure> => {
  const before = processorSeconds(processes);
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
    processor: ((processorSeconds(processes) - before) * 1000) / result.requests.total,
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

const figure = (figures: readonly Figure[]): string => {
  const of = (key: keyof Figure): string => median(figures.map((one) => one[key])).toFixed(0);
  return `${of('perSecond').padStart(4)}/s ${of('median')}–${of('p97')} ms ${of('processor')} ms`.padEnd(24);
};

/** The median of the rounds, each against its neighbour, so that a slower hour of the machine weighs on both. */
const ratio = (above: readonly Figure[], below: readonly Figure[], key: keyof Figure): string => {
  const ratios = above.map((one, round) => one[key] / (below[round]?.[key] ?? NaN));
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
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
    const postmaster = await postmasterOf(owner);
    await owner.end();

    const on = await startServer({ governed: true, servingUrl: embedded.servingUrl, viewer }, postmaster);
    const off = await startServer({ governed: false, servingUrl: embedded.servingUrl, viewer }, postmaster);
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
    say(
      'scenario                | policy+audit             | without                  | ratio of times   | ratio of processor | SQL floor',
    );
    for (const scenario of scenarios) {
      for (const server of [on, off]) {
        await check(server.url, scenario);
        await load(server, scenario, 1);
      }
      const governed: Figure[] = [];
      const ungoverned: Figure[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        governed.push(await load(on, scenario, SECONDS));
        ungoverned.push(await load(off, scenario, SECONDS));
      }
      const floor = await measureFloor(pool, viewer, scenario.name, CONNECTIONS, SECONDS);
      say(
        [
          scenario.name.padEnd(23),
          figure(governed),
          figure(ungoverned),
          ratio(ungoverned, governed, 'perSecond').padEnd(16),
          ratio(governed, ungoverned, 'processor').padEnd(18),
          floor === null ? '–' : `${floor.toFixed(0)}/s`,
        ].join(' | '),
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
