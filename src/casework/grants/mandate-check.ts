import { invalid, invalidInput } from '../../errors/invalid';
import type { Problem } from '../../errors/problem';
import type { MutationContext } from '../../graphql/context';
import type { Sector } from '../../policy/facts';
import { requireOfCase } from '../access';
import type { RecordMandateInput } from './mandate-input';
import { openedBy, unopened } from './opened-by';

const SECTOR = { name: 'sector-of-agency', text: 'select sector from agency where id = $1' };

const timeProblems = ({ startsAt, until }: RecordMandateInput, now: Date): readonly Problem[] =>
  until > now && until > startsAt
    ? []
    : [{ path: 'input.until', message: 'It ends in the future, after its beginning.' }];

/** What can be told before the owner's function checks all of it that decisions rest on. @throws SponaError SPONA_INVALID */
export const checkMandate = async (context: MutationContext, input: RecordMandateInput): Promise<void> => {
  const [addressee] = await context.transaction.query<{ sector: Sector }>(SECTOR, [input.addresseeId]);
  if (addressee === undefined) throw invalid('input.addresseeId', 'There is no such agency.');
  const problems = [
    ...unopened(
      openedBy(context.policies, 'mandate', [addressee.sector]),
      input.categories,
      "No rule opens this category to the addressee's sector by a mandate; one of a participant carries the role.",
    ),
    ...timeProblems(input, context.transaction.instant),
  ];
  if (problems.length > 0) throw invalidInput(problems);
  const caseId = input.caseId.toLowerCase();
  const { record, subjectId } = input;
  if (record !== null && record !== undefined) {
    await requireOfCase(context, record.type, caseId, record.id, 'input.record.id');
  }
  if (typeof subjectId === 'string') {
    await requireOfCase(context, 'Participant', caseId, subjectId, 'input.subjectId');
  }
};
