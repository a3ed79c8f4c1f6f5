import { municipalityIds } from '../../casework/record-case';
import type { MutationContext } from '../../graphql/context';
import { recorder } from '../../graphql/mutate';
import { checkNames } from './check-names';
import { checkReport, type Refusal } from './check-report';
import { currentCases, type CurrentCase } from './current-cases';
import { Intake } from './intake';
import { refused } from './outcome';
import type { Recording } from './plan-report';
import type { PoliceReportInput, PoliceReportOutcome } from './report';

type Outcomes = Map<PoliceReportInput, PoliceReportOutcome>;

const checkAll = async (reports: readonly PoliceReportInput[]): Promise<(Refusal | null)[]> => {
  const seen = new Set<string>();
  return Promise.all(
    reports.map(async (report) => {
      if (seen.has(report.reference)) return { reason: 'DUPLICATE' as const, paths: ['reference'] };
      seen.add(report.reference);
      return checkReport(report);
    }),
  );
};

const recordingOf = async (
  context: MutationContext,
  reports: readonly PoliceReportInput[],
): Promise<Recording> => ({
  custodianId: context.viewer.agencyId,
  recordedById: recorder(context),
  indexIdentifier: context.indexIdentifier,
  municipalities: await municipalityIds(
    context.transaction,
    reports.flatMap(({ municipalityCode, participants, incidents }) => [
      municipalityCode,
      ...participants.map((one) => one.municipalityCode),
      ...incidents.map((one) => one.municipalityCode),
    ]),
  ),
});

/** Leaves aside what names nobody knows, and writes the rest. */
const take = async (
  context: MutationContext,
  reports: readonly PoliceReportInput[],
  recording: Recording,
  current: ReadonlyMap<string, CurrentCase>,
): Promise<Outcomes> => {
  const intake = new Intake(context.transaction, recording, current);
  const sound = reports.filter((report) => {
    const refusal = checkNames(report, recording.municipalities, current.get(report.reference));
    if (refusal !== null) intake.outcomes.set(report, refused(report, refusal));
    return refusal === null;
  });
  await intake.write(sound);
  return intake.outcomes;
};

/** Another import may have opened the case a moment ago: a number that was not reached is looked up once more. */
const retake = async (
  context: MutationContext,
  outcomes: Outcomes,
  recording: Recording,
): Promise<Outcomes> => {
  const missed = [...outcomes].flatMap(([report, { reason }]) => (reason === 'NOT_REACHED' ? [report] : []));
  if (missed.length === 0) return outcomes;
  context.rows.forget();
  const current = await currentCases(
    context,
    missed.map(({ reference }) => reference),
  );
  const found = missed.filter(({ reference }) => current.has(reference));
  return new Map([...outcomes, ...(await take(context, found, recording, current))]);
};

/**
 * Takes a batch of reports into the viewer's agency: new numbers open cases, known ones are compared and corrected where they differ.
 * A report that is refused leaves nothing behind and holds up no other. Answers one outcome a report, in their order.
 */
export const importReports = async (
  context: MutationContext,
  reports: readonly PoliceReportInput[],
): Promise<PoliceReportOutcome[]> => {
  const refusals = await checkAll(reports);
  const sound = reports.filter((_report, index) => refusals[index] === null);
  const recording = await recordingOf(context, sound);
  const current = await currentCases(
    context,
    sound.map(({ reference }) => reference),
  );
  const taken = await retake(context, await take(context, sound, recording, current), recording);
  context.rows.forget();
  for (const { caseId } of taken.values()) if (caseId !== null) context.trace.touch(caseId);
  return reports.map((report, index) => {
    const refusal = refusals[index] ?? null;
    const outcome = refusal === null ? taken.get(report) : refused(report, refusal);
    if (outcome === undefined) throw new Error('a report has no outcome');
    return outcome;
  });
};
