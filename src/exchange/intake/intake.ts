import type { Statement, WriteTransaction } from '../../db/transaction';
import type { Refusal } from './check-report';
import type { CurrentCase } from './current-cases';
import { accepted, reasonOf, refused } from './outcome';
import { isEmpty, planReport, type Recording } from './plan-report';
import type { PoliceReportInput, PoliceReportOutcome } from './report';
import { together, writeChanges } from './write-changes';

const OPEN_CASES: Statement = {
  name: 'open-cases',
  text: 'select reference, case_id as "caseId" from open_cases($1, $2, $3)',
};

/** The number stands for a case that is not among those the viewer may know of. */
const NOT_REACHED: Refusal = { reason: 'NOT_REACHED', paths: ['reference'] };

type Outcomes = Map<PoliceReportInput, PoliceReportOutcome>;

/** Runs `work` so that its failure leaves the transaction as it was before. */
const inSavepoint = async (transaction: WriteTransaction, work: () => Promise<void>): Promise<void> => {
  await transaction.query({ text: 'savepoint intake' }, []);
  try {
    await work();
  } catch (error) {
    await transaction.query({ text: 'rollback to savepoint intake' }, []);
    throw error;
  } finally {
    await transaction.query({ text: 'release savepoint intake' }, []);
  }
};

/** Reports on their way into the database, with their cases as far as there are any. */
export class Intake {
  readonly outcomes: Outcomes = new Map();

  constructor(
    private readonly transaction: WriteTransaction,
    private readonly recording: Recording,
    private readonly current: ReadonlyMap<string, CurrentCase>,
  ) {}

  /**
   * Writes reports all together; where the database refuses, in halves, until the report is found that it refuses. Nothing of that
   * one stays, and all of the others does.
   */
  async write(reports: readonly PoliceReportInput[]): Promise<void> {
    const [only] = reports;
    if (only === undefined) return;
    try {
      await inSavepoint(this.transaction, () => this.writeTogether(reports));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      if (reports.length === 1) {
        this.outcomes.set(only, refused(only, { reason, paths: [] }));
        return;
      }
      const half = Math.ceil(reports.length / 2);
      await this.write(reports.slice(0, half));
      await this.write(reports.slice(half));
    }
  }

  private async writeTogether(reports: readonly PoliceReportInput[]): Promise<void> {
    const opened = await this.open(reports.filter(({ reference }) => !this.current.has(reference)));
    const outcomes: Outcomes = new Map();
    const all = reports.flatMap((report) => {
      const current = this.current.get(report.reference) ?? null;
      const caseId = current?.row.id ?? opened.get(report.reference);
      if (caseId === undefined) {
        outcomes.set(report, refused(report, NOT_REACHED));
        return [];
      }
      const changes = planReport(report, caseId, current, this.recording);
      const known = isEmpty(changes) ? 'UNCHANGED' : 'CORRECTED';
      outcomes.set(report, accepted(report, current === null ? 'RECORDED' : known, caseId));
      return [changes];
    });
    await writeChanges(this.transaction, together(all));
    for (const [report, outcome] of outcomes) this.outcomes.set(report, outcome);
  }

  private async open(reports: readonly PoliceReportInput[]): Promise<ReadonlyMap<string, string>> {
    if (reports.length === 0) return new Map();
    const { municipalities } = this.recording;
    const rows = await this.transaction.query<{ reference: string; caseId: string }>(OPEN_CASES, [
      reports.map(({ reference }) => reference),
      reports.map(({ municipalityCode }) => municipalities.get(municipalityCode ?? '') ?? null),
      reports.map(({ openedAt }) => openedAt),
    ]);
    return new Map(rows.map(({ reference, caseId }) => [reference, caseId]));
  }
}
