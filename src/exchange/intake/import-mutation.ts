import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { invalid } from '../../errors/invalid';
import { Write } from '../../graphql/category';
import type { MutationContext } from '../../graphql/context';
import { importReports } from './import-reports';
import { MOST_REPORTS } from './most-reports';
import { PoliceImportResult, PoliceReportInput, type ReportStatus } from './report';

@Resolver()
class PoliceImportResolver {
  @Write('write.import', { kind: 'none' })
  @Mutation(() => PoliceImportResult, {
    nullable: true,
    description: `Takes at most ${String(MOST_REPORTS)} reports of the viewer's own police agency. Repeating it changes nothing: a report is known by the agency and its case number, and only what differs is corrected. A refused report does not undo the others. Nothing is ever removed.`,
  })
  async importPoliceReports(
    @Arg('reports', () => [PoliceReportInput], {
      description: 'Each is taken or refused by itself.',
    })
    reports: PoliceReportInput[],
    @Ctx() context: MutationContext,
  ): Promise<PoliceImportResult> {
    if (reports.length > MOST_REPORTS) {
      throw invalid('reports', `Send at most ${String(MOST_REPORTS)} reports at once.`);
    }
    const outcomes = await importReports(context, reports);
    // A repeat under the same Idempotency-Key is simply compared anew: the reports' own numbers make it safe.
    context.made = context.requestId;
    const count = (status: ReportStatus): number => outcomes.filter((one) => one.status === status).length;
    return {
      recorded: count('RECORDED'),
      corrected: count('CORRECTED'),
      unchanged: count('UNCHANGED'),
      refused: count('REFUSED'),
      reports: outcomes,
    };
  }
}

export const IMPORT_RESOLVERS = [PoliceImportResolver];
