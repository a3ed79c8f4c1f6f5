import { invalid, invalidInput } from '../../errors/invalid';
import type { Problem } from '../../errors/problem';
import type { SponaError } from '../../errors/spona-error';
import type { MutationContext } from '../../graphql/context';
import type { PolicySet } from '../../policy';
import { requireOfCase } from '../access';
import { RECIPIENT_SECTORS, type ConsentKind } from './consent-enums';
import type { RecordConsentInput } from './consent-input';
import { openedBy, unopened } from './opened-by';

/** What a consent says of itself opens with it and is not asked for. */
const OF_ITSELF = 'consent.';

/** Categories that a rule opens by consent to a sector which this kind can name, here and now. */
const consentable = (policies: PolicySet, kind: ConsentKind): ReadonlySet<string> =>
  new Set(
    [...openedBy(policies, 'consent', RECIPIENT_SECTORS[kind])].filter(
      (category) => !category.startsWith(OF_ITSELF),
    ),
  );

/** The one answer to whatever makes a giver none: a reason would tell of a case that the viewer does not know. */
export const noGiver = (): SponaError =>
  invalid('input.representativeId', 'Nobody is named here who can give this consent for the person.');

const within = (date: Date, years: number): Date => {
  const end = new Date(date);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
};

const problemsOf = (input: RecordConsentInput, policies: PolicySet, now: Date): readonly Problem[] => {
  const { givenAt, until } = input;
  return [
    ...unopened(
      consentable(policies, input.kind),
      input.categories,
      'No rule opens this category by such a consent; one of a participant carries the role.',
    ),
    ...(givenAt <= now ? [] : [{ path: 'input.givenAt', message: 'It cannot be given in the future.' }]),
    ...(until > now && until <= within(givenAt, 1)
      ? []
      : [{ path: 'input.until', message: 'It ends in the future, at most a year after it was given.' }]),
  ];
};

/** What can be told before the owner's function checks all of it that decisions rest on. @throws SponaError SPONA_INVALID */
export const checkConsent = async (context: MutationContext, input: RecordConsentInput): Promise<void> => {
  const problems = problemsOf(input, context.policies, context.transaction.instant);
  if (problems.length > 0) throw invalidInput(problems);
  await requireOfCase(context, 'Participant', input.caseId.toLowerCase(), input.subjectId, 'input.subjectId');
  if (input.representativeId === null || input.representativeId === undefined) return;
  const representative = await context.rows.find('Participant', input.representativeId);
  if (representative?.$case !== input.caseId.toLowerCase()) throw noGiver();
};
