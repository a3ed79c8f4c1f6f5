import type { RelationshipCodeName } from '../../casework/relationship-codes';
import type { SubjectRole } from '../../policy/facts';
import type { Wanted } from '../people';
import type { Theme } from '../texts/incidents';

interface Part extends Wanted {
  readonly roles: readonly SubjectRole[];
}

/** Who is in a case and what they are to each other. */
export interface Situation {
  readonly theme: Theme;
  readonly victims: readonly Part[];
  readonly respondents: readonly Part[];
  /** How many children at least and at most. */
  readonly children: readonly [least: number, most: number];
  /** What each respondent, in order, is to every victim. */
  readonly relations: readonly RelationshipCodeName[];
  /** What victim and first respondent are to the children. */
  readonly parents: readonly [victim: RelationshipCodeName, respondent: RelationshipCodeName];
  /** The victims bear another family name. */
  readonly ownName?: true;
}

const woman = (age: number): Part => ({ roles: ['VICTIM'], sex: 'FEMALE', age });
const man = (age: number): Part => ({ roles: ['RESPONDENT'], sex: 'MALE', age });

const PARENTS = ['PARENT', 'PARENT'] as const;

export const SITUATIONS: readonly Situation[] = [
  {
    theme: 'PARTNERS',
    victims: [woman(34)],
    respondents: [man(38)],
    children: [1, 3],
    relations: ['SPOUSE'],
    parents: PARENTS,
  },
  {
    theme: 'FORMER',
    victims: [woman(29)],
    respondents: [man(33)],
    children: [1, 2],
    relations: ['FORMER_SPOUSE'],
    parents: PARENTS,
    ownName: true,
  },
  {
    theme: 'ELDER',
    victims: [woman(71)],
    respondents: [man(44)],
    children: [0, 0],
    relations: ['CHILD'],
    parents: PARENTS,
  },
  {
    theme: 'IN_LAWS',
    victims: [woman(41)],
    respondents: [man(43), { roles: ['RESPONDENT'], sex: 'FEMALE', age: 68 }],
    children: [0, 2],
    relations: ['SPOUSE', 'IN_LAW'],
    parents: PARENTS,
  },
  {
    theme: 'DATING',
    victims: [woman(24)],
    respondents: [man(27)],
    children: [0, 0],
    relations: ['PARTNER'],
    parents: PARENTS,
    ownName: true,
  },
  {
    // Each accuses the other: both persons are victim and respondent at once.
    theme: 'MUTUAL',
    victims: [{ roles: ['VICTIM', 'RESPONDENT'], sex: 'FEMALE', age: 39 }],
    respondents: [{ roles: ['RESPONDENT', 'VICTIM'], sex: 'MALE', age: 42 }],
    children: [0, 1],
    relations: ['COHABITING_PARTNER'],
    parents: PARENTS,
    ownName: true,
  },
  {
    theme: 'CHILD',
    victims: [{ roles: ['VICTIM', 'CHILD'], sex: 'MALE', age: 12 }],
    respondents: [man(40)],
    children: [0, 1],
    relations: ['PARENT'],
    parents: ['SIBLING', 'PARENT'],
  },
  {
    theme: 'PARTNERS',
    victims: [woman(52)],
    respondents: [man(55)],
    children: [0, 0],
    relations: ['SPOUSE'],
    parents: PARENTS,
  },
  {
    theme: 'MAN',
    victims: [{ roles: ['VICTIM'], sex: 'MALE', age: 47 }],
    respondents: [{ roles: ['RESPONDENT'], sex: 'FEMALE', age: 45 }],
    children: [0, 0],
    relations: ['COHABITING_PARTNER'],
    parents: PARENTS,
    ownName: true,
  },
  {
    theme: 'FORMER',
    victims: [woman(31), woman(63)],
    respondents: [man(36)],
    children: [1, 2],
    relations: ['FORMER_COHABITING_PARTNER'],
    parents: ['PARENT', 'PARENT'],
    ownName: true,
  },
];
