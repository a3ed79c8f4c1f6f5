import type { DisclosureEntry } from '../../graphql/trace';
import type { PolicySet } from '../../policy';
import type { DisclosedRecords, Ground } from './types';

const disclosedGround = ([category = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code: null,
  rule,
  basis,
});

const withheldGround = ([category = '', code = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code,
  rule: rule === '' ? null : rule,
  basis,
});

/** Categories whose very name would tell: of silent and forbidden ones a reader of the audit learns no more than the policy allows. */
const tells = (policies: PolicySet, category: string): boolean => {
  const definition = policies.categories.get(category) ?? policies.parts.get(category);
  return definition === undefined || definition.silent || definition.forbidden;
};

/**
 * An entry as its reader may see it. To a coordinator silent and forbidden categories are a number; the own agency reads what it was
 * disclosed, but a silent refusal stays silent in the audit too.
 */
export const entryFor = (entry: DisclosureEntry, own: boolean, policies: PolicySet): DisclosedRecords => {
  const disclosed = entry.disclosed.map(disclosedGround);
  const withheld = entry.withheld.map(withheldGround);
  const shown = (ground: Ground): boolean => !tells(policies, ground.category);
  return {
    caseId: entry.case,
    type: entry.type,
    records: entry.ids.length,
    recordIds: own ? entry.ids : null,
    disclosed: own ? disclosed : disclosed.filter(shown),
    withheld: withheld.filter(shown),
    hidden: own ? 0 : [...disclosed, ...withheld].filter((ground) => !shown(ground)).length,
  };
};
