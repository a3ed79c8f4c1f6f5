import { invalid, invalidInput } from '../../errors/invalid';
import type { Problem } from '../../errors/problem';
import type { MutationContext } from '../../graphql/context';
import type { Sector } from '../../policy/facts';
import { requireOfCase } from '../access';
import type { RecordMandateInput } from './mandate-input';
import { openedBy, unopened } from './opened-by';

const ADDRESSEE = {
  name: 'addressee-of-mandate',
  text: `select t.sector, (select x.basis from mandate_rule x join agency g on g.id = $2 and g.sector = x.issuer_sector
      join area k on k.id = g.area_id and k.country = x.country where x.addressee_sector = t.sector and x.kind = $3) as basis
    from agency t where t.id = $1`,
};

/** `basis`: the article that the closed table has for it; null where it has none, which the owner's function refuses. */
interface Addressee {
  readonly sector: Sector;
  readonly basis: string | null;
}

const timeProblems = ({ startsAt, until }: RecordMandateInput, now: Date): readonly Problem[] =>
  until > now && until > startsAt
    ? []
    : [{ path: 'input.until', message: 'It ends in the future, after its beginning.' }];

/** What can be told before the owner's function checks all of it that decisions rest on. @throws SponaError SPONA_INVALID */
export const checkMandate = async (context: MutationContext, input: RecordMandateInput): Promise<void> => {
  const [addressee] = await context.transaction.query<Addressee>(ADDRESSEE, [
    input.addresseeId,
    context.viewer.agencyId,
    input.kind,
  ]);
  if (addressee === undefined) throw invalid('input.addresseeId', 'There is no such agency.');
  const problems = [
    ...unopened(
      openedBy(context.policies, 'mandate', [addressee.sector], addressee.basis ?? undefined),
      input.categories,
      "No rule opens this category to the addressee's sector by such a mandate; one of a participant carries the role.",
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
