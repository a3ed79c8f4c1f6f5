import { invalid, invalidInput } from '../../errors/invalid';
import type { MutationContext } from '../../graphql/context';
import type { Sector } from '../../policy/facts';
import { openedBy, unopened } from './opened-by';
import type { ReleaseInput } from './release-input';

const SECTOR = {
  name: 'sector-of-staff',
  text: 'select g.sector from staff s join agency g on g.id = s.agency_id where s.id = $1',
};

/** What policy alone tells; who may release what to whom on this case is the owner's function's. @throws SponaError SPONA_INVALID */
export const checkRelease = async (
  { policies, transaction }: MutationContext,
  { staffId, categories }: ReleaseInput,
): Promise<void> => {
  const [officer] = await transaction.query<{ sector: Sector }>(SECTOR, [staffId]);
  if (officer === undefined) throw invalid('input.staffId', 'There is no such staff member.');
  const problems = unopened(
    openedBy(policies, 'release', [officer.sector]),
    categories,
    "No rule opens this category to the officer's sector by a release; one of a participant carries the role.",
  );
  if (problems.length > 0) throw invalidInput(problems);
};
