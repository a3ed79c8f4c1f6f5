import type { PoliceReportOutcome } from '../intake/report';
import type { Batch } from './batch';
import { HubRefusal } from './hub-session';
import type { AgencySession } from './open-session';
import type { Rejects } from './rejects';

/** Reports that the hub took, by what became of them. */
export interface Tally {
  recorded: number;
  corrected: number;
  unchanged: number;
  refused: number;
}

export const newTally = (): Tally => ({ recorded: 0, corrected: 0, unchanged: 0, refused: 0 });

const IMPORT = `mutation ImportPoliceReports($reports: [PoliceReportInput!]!) {
  importPoliceReports(reports: $reports) { reports { status reason paths } }
}`;

interface Imported {
  readonly importPoliceReports: {
    readonly reports: readonly Pick<PoliceReportOutcome, 'status' | 'reason' | 'paths'>[];
  };
}

/** Refusals that half a batch would meet as well. */
const OF_THE_CLIENT = new Set([
  'SPONA_FORBIDDEN',
  'SPONA_STAFF',
  'SPONA_PURPOSE',
  'SPONA_UNKNOWN_VIEWER',
  'SPONA_UNAUTHENTICATED',
]);

const STATUS_COUNT = {
  RECORDED: 'recorded',
  CORRECTED: 'corrected',
  UNCHANGED: 'unchanged',
  REFUSED: 'refused',
} as const satisfies Record<PoliceReportOutcome['status'], keyof Tally>;

/** Sends batches, each as its own agency, and writes down what was refused. */
export class Sender {
  constructor(
    private readonly sessions: ReadonlyMap<string, AgencySession>,
    private readonly rejects: Rejects,
    private readonly tally: Tally,
  ) {}

  /** What the hub refuses as a whole is sent again in halves, until one report stands alone. @throws HubUnreachable */
  async send(batch: Batch): Promise<void> {
    const session = this.sessions.get(batch.agency)?.session;
    if (session === undefined) throw new Error('a batch has no session');
    try {
      const { importPoliceReports } = await session.ask<Imported>(IMPORT, batch.variables());
      batch.drafts.forEach(({ lines }, index) => {
        const outcome = importPoliceReports.reports[index];
        if (outcome === undefined) throw new Error('the hub left out a report');
        this.settle(lines, outcome);
      });
    } catch (error) {
      if (!(error instanceof HubRefusal)) throw error;
      if (batch.drafts.length > 1 && !OF_THE_CLIENT.has(error.code)) {
        for (const half of batch.halves()) await this.send(half);
        return;
      }
      for (const { lines } of batch.drafts) this.reject(lines, error.code, []);
    }
  }

  private settle(
    lines: readonly number[],
    { status, reason, paths }: Imported['importPoliceReports']['reports'][number],
  ): void {
    if (status === 'REFUSED') this.reject(lines, reason ?? 'REFUSED', paths);
    else this.tally[STATUS_COUNT[status]] += 1;
  }

  private reject(lines: readonly number[], reason: string, paths: readonly string[]): void {
    this.tally.refused += 1;
    for (const line of lines) this.rejects.add(line, reason, paths.join(' '));
  }
}
