import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch } from '../../../src/exchange/import/batch';
import { HubRefusal, HubUnreachable, type HubSession } from '../../../src/exchange/import/hub-session';
import { importFile, surveyFile, type Access } from '../../../src/exchange/import/import-file';
import { load } from '../../../src/exchange/import/load';
import { wordsOf } from '../../../src/exchange/import/reasons';
import { Rejects } from '../../../src/exchange/import/rejects';
import { namedFile, numberedFile, RejectsError } from '../../../src/exchange/import/rejects-file';
import { newTally } from '../../../src/exchange/import/sender';
import { openTable } from '../../../src/exchange/csv/table';
import { loadMapping } from '../../../src/exchange/mapping/load-mapping';

const MAPPING = `zone: UTC
agency: { code: { column: agency } }
case: { reference: { column: case }, openedAt: { column: day } }
persons:
  victim: { reference: { column: person }, roles: { constant: VICTIM }, sex: { column: sex, values: { f: FEMALE } } }
`;
const HEADER = 'agency,case,day,person,sex';

interface Sent {
  readonly reference: string;
  readonly participants: readonly { readonly reference: string }[];
}

const reportsOf = (variables: string): readonly Sent[] =>
  (JSON.parse(variables) as { reports: Sent[] }).reports;

describe('loading a file', () => {
  let folder: string;
  let serial = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spona-load-'));
    writeFileSync(join(folder, 'm.yaml'), MAPPING);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const fresh = (name: string): string => join(folder, `${String((serial += 1))}-${name}`);
  const survey = (rows: readonly string[]) => {
    const file = fresh('rows.csv');
    writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
    return surveyFile(file, loadMapping(join(folder, 'm.yaml')));
  };
  const row = (agency: string, reference: string, person: string, sex = 'f'): string =>
    [agency, reference, '2020-01-01', person, sex].join();

  /** Loads rows; answers the batches as `agency: case(persons) …`, the rejects file, and how many rows were settled. */
  const loaded = async (
    rows: readonly string[],
    { batch = 100, closed = [] as readonly string[], stopAfter = Infinity } = {},
  ) => {
    const surveyed = await survey(rows);
    const rejects = new Rejects(namedFile(fresh('rejects.csv')));
    const batches: string[] = [];
    const controller = new AbortController();
    let settled = 0;
    await load(await openTable(surveyed.file, surveyed.csv), {
      mapper: surveyed.mapper,
      survey: surveyed.survey,
      rejects,
      batch,
      obstacle: (agency) => (closed.includes(agency) ? 'AGENCY_PENDING' : null),
      send: (sent: Batch) => {
        const reports = reportsOf(sent.variables());
        const texts = reports.map(
          ({ reference, participants }) => `${reference}(${participants.map((one) => one.reference).join()})`,
        );
        batches.push(`${sent.agency}: ${texts.join(' ')}`);
        return Promise.resolve();
      },
      settled: (count) => {
        settled += count;
        if (settled >= stopAfter) controller.abort();
      },
      signal: controller.signal,
    });
    rejects.close();
    const text =
      rejects.file !== null && existsSync(rejects.file) ? readFileSync(rejects.file, 'utf8') : null;
    return { batches, settled, rejects: text?.trim().split('\n') ?? [] };
  };

  it('puts rows of one case together, wherever they stand', async () => {
    const { batches, settled } = await loaded([
      row('A', 'c1', 'p1'),
      row('A', 'c2', 'p1'),
      row('B', 'c1', 'p1'),
      row('A', 'c1', 'p2'),
    ]);
    expect(batches.sort()).toEqual(['A: c2(p1) c1(p1,p2)', 'B: c1(p1)']);
    expect(settled).toBe(4);
  });

  it('sends a batch as soon as it is full, and what is left at the end', async () => {
    const rows = ['c1', 'c2', 'c3', 'c4', 'c5'].map((reference) => row('A', reference, 'p'));
    expect((await loaded(rows, { batch: 2 })).batches).toEqual([
      'A: c1(p) c2(p)',
      'A: c3(p) c4(p)',
      'A: c5(p)',
    ]);
  });

  it('lets bad rows out and loads the others, those of the same case too', async () => {
    const { batches, rejects, settled } = await loaded(
      [
        row('A', 'c1', 'p1'),
        row('A', 'c1', 'p1', 'x'),
        'A,c2',
        row('A', '', 'p1'),
        row('B', 'c1', 'p1'),
        'A,c1,2020-02-02,p3,f',
        row('A', 'c3', 'p1', 'x'),
      ],
      { closed: ['B'] },
    );
    expect(batches).toEqual(['A: c1(p1)']);
    expect(rejects).toEqual([
      'line,reason,field',
      '3,NOT_MAPPED,persons.victim.sex',
      '4,COLUMNS,',
      '5,MISSING,case.reference',
      '6,AGENCY_PENDING,agency.code',
      '7,CONFLICT,case.openedAt',
      '8,NOT_MAPPED,persons.victim.sex',
    ]);
    expect(settled).toBe(7);
  });

  it('stops when it is told to', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => row('A', `c${String(index)}`, 'p'));
    const { settled } = await loaded(rows, { batch: 1, stopAfter: 10 });
    expect(settled).toBeGreaterThanOrEqual(10);
    expect(settled).toBeLessThan(50);
  });

  describe('through a hub', () => {
    /** Imports rows of the agency A through an answer to each request; answers the tally and the rejects file. */
    const imported = async (
      references: readonly string[],
      answer: (reports: readonly Sent[]) => readonly object[],
    ) => {
      const surveyed = await survey(references.map((reference) => row('A', reference, 'p')));
      const rejects = new Rejects(namedFile(fresh('rejects.csv')));
      const tally = newTally();
      const sizes: number[] = [];
      const ask = (_query: string, variables: string): Promise<unknown> => {
        const reports = reportsOf(variables);
        sizes.push(reports.length);
        return Promise.resolve().then(() => ({ importPoliceReports: { reports: answer(reports) } }));
      };
      const session = { ask } as unknown as HubSession;
      const sessions = new Map([['A', { agency: 'A', clientId: 'police-system@A', session }]]);
      const access: Access = { sessions, obstacle: () => null, seenAs: null };
      let failure: unknown;
      await importFile(surveyed, access, tally, {
        rejects,
        batch: 100,
        settled: () => undefined,
        signal: new AbortController().signal,
      }).catch((error: unknown) => (failure = error));
      rejects.close();
      return {
        tally,
        sizes,
        failure,
        lines: rejects.count === 0 ? '' : readFileSync(rejects.file ?? '', 'utf8'),
      };
    };
    const outcome = (
      status: string,
      reason: string | null = null,
      paths: readonly string[] = [],
    ): object => ({
      status,
      reason,
      paths,
    });

    it('counts what became of the reports, and writes down what was refused', async () => {
      const by: Readonly<Record<string, object>> = {
        c1: outcome('RECORDED'),
        c2: outcome('CORRECTED'),
        c3: outcome('UNCHANGED'),
        c4: outcome('REFUSED', 'UNKNOWN_MUNICIPALITY', [
          'municipalityCode',
          'participants.0.municipalityCode',
        ]),
      };
      const { tally, lines } = await imported(Object.keys(by), (reports) =>
        reports.map(({ reference }) => by[reference]!),
      );
      expect(tally).toEqual({ recorded: 1, corrected: 1, unchanged: 1, refused: 1 });
      expect(lines).toBe(
        'line,reason,field\n5,UNKNOWN_MUNICIPALITY,municipalityCode participants.0.municipalityCode\n',
      );
    });

    it('halves a batch that is refused as a whole, until the one report stands alone', async () => {
      const { tally, lines, sizes } = await imported(['c1', 'c2', 'c3', 'c4'], (reports) => {
        if (reports.some(({ reference }) => reference === 'c3')) throw new HubRefusal('SPONA_TOO_LARGE');
        return reports.map(() => outcome('RECORDED'));
      });
      expect(sizes).toEqual([4, 2, 2, 1, 1]);
      expect(tally).toEqual({ recorded: 3, corrected: 0, unchanged: 0, refused: 1 });
      expect(lines).toBe('line,reason,field\n4,SPONA_TOO_LARGE,\n');
    });

    it('does not try in halves what the client may not do at all', async () => {
      const { tally, sizes } = await imported(['c1', 'c2'], () => {
        throw new HubRefusal('SPONA_FORBIDDEN');
      });
      expect(sizes).toEqual([2]);
      expect(tally.refused).toBe(2);
    });

    it('ends where the hub does not answer, and knows what it had loaded', async () => {
      const { failure, tally } = await imported(['c1'], () => {
        throw new HubUnreachable('gone');
      });
      expect(failure).toBeInstanceOf(HubUnreachable);
      expect(tally).toEqual({ recorded: 0, corrected: 0, unchanged: 0, refused: 0 });
    });
  });

  it('tells the agencies, the rows and the columns that nobody reads', async () => {
    const file = fresh('more.csv');
    writeFileSync(file, `${HEADER},colour\n${row('A', 'c', 'p')},red\n${row('B', 'c', 'p')},red\nx\n`);
    const { survey: found, unused } = await surveyFile(file, loadMapping(join(folder, 'm.yaml')));
    expect([found.rows, [...found.agencies.keys()], unused]).toEqual([3, ['A', 'B'], ['colour']]);
  });
});

describe('the rejects file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'spona-rejects-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is made at the first line, for its owner alone, and counts each row once', () => {
    const file = join(folder, 'made.csv');
    const rejects = new Rejects(namedFile(file));
    rejects.begin();
    expect([existsSync(file), rejects.file]).toEqual([false, null]);
    rejects.add(2, 'NOT_MAPPED', 'a');
    rejects.add(2, 'MISSING', 'b');
    rejects.add(3, 'MISSING', 'b');
    rejects.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([rejects.file, rejects.count]).toEqual([file, 2]);
    expect(rejects.byReason()).toEqual([
      ['NOT_MAPPED', 1],
      ['MISSING', 1],
    ]);
  });

  it('replaces one of an earlier import as soon as this one begins, also where it rejects nothing', () => {
    const file = join(folder, 'again.csv');
    const write = (...lines: readonly number[]): void => {
      const rejects = new Rejects(namedFile(file));
      rejects.begin();
      for (const line of lines) rejects.add(line, 'MISSING', 'a');
      rejects.close();
    };
    write(2, 3);
    new Rejects(namedFile(file)).close();
    expect(readFileSync(file, 'utf8')).toBe('line,reason,field\n2,MISSING,a\n3,MISSING,a\n');
    write(4);
    expect(readFileSync(file, 'utf8')).toBe('line,reason,field\n4,MISSING,a\n');
    write();
    expect(readFileSync(file, 'utf8')).toBe('line,reason,field\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('never replaces what no import wrote, nor what a link leads to', () => {
    const file = join(folder, 'there.csv');
    writeFileSync(file, 'mine');
    expect(() => namedFile(file)).toThrow(RejectsError);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const link = join(folder, 'link.csv');
    symlinkSync(join(folder, 'again.csv'), link);
    for (const other of [link, folder])
      expect(() => namedFile(other)).toThrow(/exists and is not overwritten/u);
  });

  it('is refused before anything is sent where it cannot be made', () => {
    expect(() => namedFile(join(folder, 'nowhere', 'r.csv'))).toThrow(
      `${join(folder, 'nowhere')}, where the rejects would go: there is no such file`,
    );
  });

  it('without a name of its own takes the next number that is free', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const names = [1, 2, 3].map((line) => {
        const rejects = new Rejects(numberedFile('/elsewhere/rows.csv'));
        rejects.begin();
        rejects.add(line, 'MISSING');
        rejects.close();
        return rejects.file;
      });
      expect(names).toEqual(['rows.csv.rejects.csv', 'rows.csv.rejects-2.csv', 'rows.csv.rejects-3.csv']);
      expect(readFileSync('rows.csv.rejects.csv', 'utf8')).toBe('line,reason,field\n1,MISSING,\n');
    } finally {
      process.chdir(before);
    }
  });

  it('need not be: then the first are remembered', () => {
    const rejects = new Rejects();
    for (let line = 2; line < 20; line += 1) rejects.add(line, 'MISSING', 'a');
    rejects.close();
    expect([rejects.file, rejects.count, rejects.first.length]).toEqual([null, 18, 10]);
    expect(rejects.first[0]).toEqual({ line: 2, reason: 'MISSING', field: 'a' });
  });

  it('has words for its reasons and for the codes of the hub', () => {
    expect(['MISSING', 'AGENCY_PENDING', 'NOT_REACHED', 'SPONA_FORBIDDEN'].map(wordsOf)).not.toContain(null);
    expect(['toString', 'ANOTHER_HUBS'].map(wordsOf)).toEqual([null, null]);
  });
});
