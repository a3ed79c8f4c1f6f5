import { ROW_CONDITIONS } from '../../../src/policy/conditions';
import { ORDER, OWN, RECORD, SCOPES, SUBJECT_ROLES, TIES } from '../../../src/policy/facts';
import type { Rule } from '../../../src/policy/rule';

const present = <T extends string>(list: readonly T[]): Exclude<T, 'NONE'>[] =>
  list.filter((value): value is Exclude<T, 'NONE'> => value !== 'NONE');

/** A rule that asks for everything there is. */
const ALL: Rule = {
  id: 'all/1',
  category: 'all',
  rank: 'LAW',
  sectors: [],
  purposes: [],
  roles: null,
  proofs: null,
  scopes: SCOPES,
  ties: present(TIES),
  subjects: SUBJECT_ROLES,
  own: present(OWN),
  record: present(RECORD),
  order: present(ORDER),
  grants: [],
  basis: [],
  handling: [],
  source: { file: 'all.yaml', line: 1, column: 1 },
};

/** How many values a rule may ask of each condition. */
const VALUES: Readonly<Record<string, number>> = {
  scope: SCOPES.length,
  tie: TIES.length - 1,
  subject: SUBJECT_ROLES.length,
  own: OWN.length - 1,
  record: RECORD.length - 1,
  order: ORDER.length - 1,
};

const bitsIn = (number: number): number => number.toString(2).replaceAll('0', '').length;

describe('the conditions on a row', () => {
  const demanded = ROW_CONDITIONS.map((condition) => [condition.key, condition.demanded(ALL) ?? 0] as const);

  test.each(demanded)('%s has a bit for each value', (key, bits) => {
    expect(bits).toBeGreaterThan(0);
    expect(bitsIn(bits)).toBe(VALUES[key]);
  });

  test('share no bit with each other', () => {
    const all = demanded.reduce((sum, [, bits]) => sum | bits, 0);
    expect(bitsIn(all)).toBe(demanded.reduce((sum, [, bits]) => sum + bitsIn(bits), 0));
  });
});
