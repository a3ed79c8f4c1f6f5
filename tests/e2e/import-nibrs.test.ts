import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded } from '../../src/db/embedded';
import { freePort } from '../../src/db/embedded/port';
import { packageRoot } from '../../src/lib/root';
import { runCommand, type CommandOutcome } from '../support/command';
import { ask } from '../support/http';
import { HubProcess } from '../support/running-hub';

/** A year of real incidents, which never enters the project. */
const FILE = join(packageRoot, '../shared/data/police/nibrs_la2019_family_violence.csv');
const present = existsSync(FILE);

const PAGE = `query Page($after: String) { cases(first: 100, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } edges { node { id custodian { name }
    participants { roles } relationships { code } incidents { id } } } } }`;

interface CaseNode {
  readonly id: string;
  readonly custodian: { readonly name: string };
  readonly participants: readonly { readonly roles: readonly string[] }[];
  readonly relationships: readonly object[];
  readonly incidents: readonly object[];
}

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly edges: readonly { readonly node: CaseNode }[];
}

(present ? describe : describe.skip)(
  'a year of police incidents (skipped where ../shared/data is absent)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'spona-nibrs-'));
    const lines = present ? readFileSync(FILE, 'utf8').trimEnd().split('\n') : [''];
    const header = (lines[0] ?? '').split(',');
    const cell = (line: string, column: string): string => line.split(',')[header.indexOf(column)] ?? '';
    const agencies = [...new Set(lines.slice(1).map((line) => cell(line, 'ori')))];

    let hub: HubProcess;
    let settings: Readonly<Record<string, string>>;
    let serial = 0;

    const load = (file: string, ...options: string[]): Promise<CommandOutcome> => {
      const rejects = join(folder, `rejects-${String((serial += 1))}.csv`);
      return runCommand(
        ['import', 'police', '--mapping', 'nibrs', '--rejects', rejects, ...options, file],
        settings,
      );
    };
    const rejectsFile = (): string => join(folder, `rejects-${String(serial)}.csv`);

    beforeAll(async () => {
      const port = await freePort();
      settings = { PORT: String(port), SPONA_COUNTRY: 'XX', SPONA_DATA_DIR: join(folder, 'data') };
      hub = new HubProcess(port, settings);
    });
    afterAll(async () => {
      await hub.stop();
      await removeEmbedded(join(folder, 'data'));
      rmSync(folder, { recursive: true, force: true });
    });

    const asAgency = async (code: string) => ({
      token: await hub.token(`police@${code}`),
      purpose: 'PROTECTION',
    });
    const casesOf = async (code: string): Promise<CaseNode[]> => {
      const cases: CaseNode[] = [];
      let after: string | null = null;
      for (;;) {
        const { body } = await ask(hub, await asAgency(code), PAGE, { after });
        const page = body.data!['cases'] as Page;
        cases.push(...page.edges.map(({ node }) => node));
        if (!page.pageInfo.hasNextPage) {
          expect(cases).toHaveLength(page.totalCount);
          return cases;
        }
        after = page.pageInfo.endCursor;
      }
    };

    test('loads with a hub of its own, fast enough', async () => {
      const { status, stdout, stderr } = await load(FILE, '--create-agencies');
      expect({ status, stderr: stderr.match(/^.*(?:rror|refused).*$/gmu) }).toEqual({
        status: 0,
        stderr: null,
      });
      expect(stdout).toContain('3,858 rows of 20 agencies');
      expect(stdout).toContain('3,340 reports recorded, 0 corrected, 0 unchanged');
      expect(stdout).not.toContain('rejected');
      expect(stdout).toMatch(/[\d,]+ rows\/s/u);
    }, 120_000);

    test("is there as the sum over the agencies, each of which sees its own and none of the others' cases", async () => {
      await hub.start();
      expect(agencies).toHaveLength(20);
      const seen = new Map<string, string>();
      const sum = { incidents: 0, victims: 0, relationships: 0 };
      for (const code of agencies) {
        const cases = await casesOf(code);
        expect(new Set(cases.map(({ custodian }) => custodian.name)).size).toBe(1);
        for (const { id, participants, relationships, incidents } of cases) {
          expect(seen.get(id)).toBeUndefined();
          seen.set(id, code);
          sum.incidents += incidents.length;
          sum.victims += participants.filter(({ roles }) => roles.includes('VICTIM')).length;
          sum.relationships += relationships.length;
        }
      }
      expect(sum).toEqual({ incidents: 3_340, victims: 3_772, relationships: 3_858 });
      const [first = '', second = ''] = agencies;
      const [foreign] = [...seen].find(([, code]) => code === first) ?? [];
      const { body } = await ask(hub, await asAgency(second), 'query C($id: ID!) { case(id: $id) { id } }', {
        id: foreign,
      });
      expect(body.data).toEqual({ case: null });
    }, 180_000);

    test('changes nothing when it is loaded again, now through the hub that runs', async () => {
      const { status, stdout, stderr } = await load(FILE);
      expect(stderr).not.toContain('No hub runs');
      expect(status).toBe(0);
      expect(stdout).toContain('0 reports recorded, 0 corrected, 3,340 unchanged');
      expect(existsSync(rejectsFile())).toBe(false);
    }, 120_000);

    test('corrects what has changed, with history, and rejects what is broken, with lines and reasons alone', async () => {
      const changed = [...lines];
      const change = (line: number, from: string, to: string): void => {
        const before = changed[line - 1] ?? '';
        const after = before.replace(from, to);
        expect(after).not.toBe(before);
        changed[line - 1] = after;
      };
      change(2, ',SE,', ',XS,');
      change(3, 'Personal Weapons', 'Handgun');
      change(5, `,${cell(changed[4] ?? '', 'victim_sex')},`, ',?,');
      change(7, cell(changed[6] ?? '', 'incident_date'), '2019-02-30');
      change(9, 'LA', 'ZZ');
      changed[10] = '"';
      const file = join(folder, 'changed.csv');
      writeFileSync(file, `${changed.join('\n')}\n`);

      const { status, stdout } = await load(file);
      expect(status).toBe(1);
      expect(stdout).toContain('0 reports recorded, 2 corrected,');
      expect(stdout).toContain('4 rows rejected');
      expect(readFileSync(rejectsFile(), 'utf8').trim().split('\n').sort()).toEqual([
        '11,QUOTES,',
        '5,NOT_MAPPED,persons.victim.sex',
        '7,NOT_A_TIME,incident.occurredAt',
        '9,AGENCY_PENDING,agency.code',
        'line,reason,field',
      ]);

      const line = lines[1] ?? '';
      const { body } = await ask(
        hub,
        await asAgency(cell(line, 'ori')),
        `query C($reference: String) { cases(first: 1, filter: { reference: $reference }) { edges { node {
         relationships { version code history { version code recordedByName } } } } } }`,
        { reference: cell(line, 'incident_id') },
      );
      expect(body.data!['cases'].edges[0].node.relationships).toEqual([
        {
          version: 2,
          code: 'FORMER_SPOUSE',
          history: [
            { version: 1, code: 'SPOUSE', recordedByName: expect.stringContaining('Intake officer') },
          ],
        },
      ]);

      expect((await load(FILE)).stdout).toContain('0 reports recorded, 2 corrected, 3,338 unchanged');
    }, 180_000);
  },
);
