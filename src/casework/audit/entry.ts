import type { DisclosureEntry } from '../../graphql/trace';
import type { PolicySet } from '../../policy';
import { wordOfRole } from '../../policy/subjects';
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

/** Categories whose very name would tell: of silent and forbidden ones a coordinator learns the number. */
const tells = (policies: PolicySet, category: string): boolean => {
  const definition = policies.categories.get(category) ?? policies.parts.get(category);
  return definition === undefined || definition.silent || definition.forbidden;
};

const isSilent = (policies: PolicySet, category: string): boolean =>
  (policies.categories.get(category) ?? policies.parts.get(category))?.silent !== false;

/** A rule is named after the category that it opens, and so after the role of the person: `protected-reporter.role/1`. */
const speaksOfProtected = (entry: DisclosureEntry): boolean =>
  entry.disclosed.some(([, rules = '']) =>
    rules.split(' & ').some((rule) => rule.startsWith(`${wordOfRole('PROTECTED_REPORTER')}.`)),
  );

/**
 * An entry as its reader may see it. To a coordinator silent and forbidden categories are a number; the own agency reads what the
 * answer told it, therefore a silent refusal stays silent in the audit too.
 */
const entryFor = (entry: DisclosureEntry, own: boolean, policies: PolicySet): DisclosedRecords => {
  const disclosed = entry.disclosed.map(disclosedGround);
  const withheld = entry.withheld.map(withheldGround);
  const shown = (ground: Ground): boolean => !tells(policies, ground.category);
  return {
    caseId: entry.case,
    type: entry.type,
    records: entry.ids.length,
    recordIds: own ? entry.ids : null,
    disclosed: own ? disclosed : disclosed.filter(shown),
    withheld: withheld.filter(own ? ({ category }) => !isSilent(policies, category) : shown),
    hidden: own ? 0 : [...disclosed, ...withheld].filter((ground) => !shown(ground)).length,
  };
};

export interface AuditedRow {
  readonly own: boolean;
  readonly entries: readonly DisclosureEntry[];
  /** Cases of which the reader may learn. */
  readonly caseIds: readonly string[];
}

/** What a record tells its reader: of his cases alone, and to nobody outside the agency that there is a protected reporter. */
export const entriesFor = ({ own, entries, caseIds }: AuditedRow, policies: PolicySet): DisclosedRecords[] =>
  entries
    .filter((entry) => caseIds.includes(entry.case) && (own || !speaksOfProtected(entry)))
    .map((entry) => entryFor(entry, own, policies));
