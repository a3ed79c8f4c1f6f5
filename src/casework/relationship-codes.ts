import type { Country } from '../lib/country';

interface RelationshipCode {
  readonly about: string;
  /** Countries whose law on domestic violence covers the relationship. */
  readonly coveredIn: readonly Country[];
}

const code = (about: string, ...coveredIn: Country[]): RelationshipCode => ({ about, coveredIn });

/**
 * What the first person is to the second, and whose law covers it: ZSNP art. 3(3) (RS), the 2010 law art. 3 (ME), Law 217/2003
 * art. 5 (RO). Never a yes or no typed by a user. `XX` counts what is an intimate partner or family in trial data.
 */
export const RELATIONSHIP_CODES = {
  SPOUSE: code('spouse', 'RS', 'ME', 'RO', 'XX'),
  FORMER_SPOUSE: code('former spouse', 'RS', 'ME', 'RO', 'XX'),
  COHABITING_PARTNER: code('cohabiting partner', 'RS', 'ME', 'RO', 'XX'),
  FORMER_COHABITING_PARTNER: code('former cohabiting partner', 'RS', 'ME', 'RO', 'XX'),
  PARTNER: code('partner without a common household', 'RS', 'RO', 'XX'),
  FORMER_PARTNER: code('former partner without a common household', 'RS', 'RO', 'XX'),
  CO_PARENT: code('parent of a common child, without a former partnership', 'ME', 'RO'),
  PARENT: code('parent', 'RS', 'ME', 'RO', 'XX'),
  CHILD: code('child', 'RS', 'ME', 'RO', 'XX'),
  STEP_PARENT: code('step-parent', 'RS', 'ME', 'RO', 'XX'),
  STEP_CHILD: code('step-child', 'RS', 'ME', 'RO', 'XX'),
  FOSTER_PARENT: code('foster parent', 'RS', 'RO', 'XX'),
  FOSTER_CHILD: code('foster child', 'RS', 'RO', 'XX'),
  GRANDPARENT: code('grandparent', 'RS', 'ME', 'RO', 'XX'),
  GRANDCHILD: code('grandchild', 'RS', 'ME', 'RO', 'XX'),
  SIBLING: code('sibling', 'RS', 'ME', 'RO', 'XX'),
  STEP_SIBLING: code('step-sibling', 'RO', 'XX'),
  IN_LAW: code('relative by marriage to the second degree', 'RS', 'ME', 'XX'),
  OTHER_FAMILY: code('other relative', 'ME', 'XX'),
  HOUSEHOLD_MEMBER: code('lives in the same household, neither partner nor relative', 'RS', 'ME'),
  CHILD_OF_PARTNER: code('child of the partner', 'RS', 'ME', 'RO', 'XX'),
  ACQUAINTANCE: code('acquaintance, friend or neighbour'),
  OTHERWISE_KNOWN: code('known in another way'),
  STRANGER: code('stranger'),
  UNKNOWN: code('not known'),
} as const satisfies Record<string, RelationshipCode>;

export type RelationshipCodeName = keyof typeof RELATIONSHIP_CODES;

const meaning = ({ about, coveredIn }: RelationshipCode): string => {
  const countries = coveredIn.filter((country) => country !== 'XX');
  const law = countries.length === 0 ? 'in no country' : `in ${countries.join(', ')}`;
  return `The first is to the second: ${about}. The law on domestic violence covers it ${law}.`;
};

/** The codes as the schema explains them. */
export const RELATIONSHIP_MEANINGS = Object.fromEntries(
  Object.entries(RELATIONSHIP_CODES).map(([name, entry]) => [name, meaning(entry)]),
) as Record<RelationshipCodeName, string>;

/** Does the law of the country cover violence between two persons who are this to each other? */
export const coveredBy = (name: RelationshipCodeName, country: Country): boolean => {
  const { coveredIn } = RELATIONSHIP_CODES[name];
  return coveredIn.includes(country);
};
