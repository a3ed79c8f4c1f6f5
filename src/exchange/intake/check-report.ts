import type { OpenCaseInput } from '../../casework/inputs';
import { duplicates, selfPairs } from '../../casework/inputs/consistency';
import { problemsIn } from '../../graphql/validate-input';
import type { RefusalReason } from './report';

export interface Refusal {
  readonly reason: RefusalReason;
  /** Dotted paths into the report; never a value. */
  readonly paths: readonly string[];
}

interface Named {
  readonly reference: string | null;
}

/** A report is compared with what is recorded by the agency's own references, therefore nothing may be without. */
const unnamed = (field: string, list: readonly Named[]): string[] =>
  list.flatMap(({ reference }, index) =>
    typeof reference === 'string' ? [] : [`${field}.${String(index)}.reference`],
  );

const refusal = (reason: RefusalReason, paths: readonly string[]): Refusal | null =>
  paths.length === 0 ? null : { reason, paths };

/**
 * What is wrong with a report by itself, before anything is read or written; null if nothing is. In a batch one bad report must not
 * undo the others, therefore no rule is left to the database that can be judged here.
 */
export const checkReport = async (report: OpenCaseInput): Promise<Refusal | null> => {
  const problems = await problemsIn(report);
  return (
    refusal('INVALID', [
      ...new Set(problems.map(({ path }) => path)),
      ...unnamed('participants', report.participants),
      ...unnamed('incidents', report.incidents),
      ...selfPairs(report),
    ]) ?? refusal('DUPLICATE', duplicates(report))
  );
};
