import { join } from 'node:path';
import { packageRoot } from '../../src/lib/root';
import {
  loadPolicies,
  PURPOSES,
  purposesOfRoles,
  type PolicySet,
  type ProfilePolicy,
} from '../../src/policy';
import { PROOFS, SECTORS, type Profile, type Purpose, type Sector } from '../../src/policy/facts';

/**
 * Roles together open what each of them opens for itself, and nothing by standing together: no rule of one role for the purpose of
 * another, and no rule for a role of another sector.
 */

const policies: PolicySet = loadPolicies(join(packageRoot, 'policies'), 'RS', {
  production: false,
  at: new Date(),
});
const categories = [...policies.categories.keys()];
const roleIds = [...policies.roles.keys()];
const rolesOf = (sector: Sector): string[] =>
  roleIds.filter((id) => policies.roles.get(id)?.sectors.includes(sector) === true);
const allows = (role: string, purpose: Purpose): boolean =>
  policies.roles.get(role)?.purposes.includes(purpose) === true;

/** Everything that the profile may be shown, each opening as a text. */
const openings = (policy: ProfilePolicy): ReadonlySet<string> =>
  new Set(
    categories.flatMap((category) => [
      ...policy.clauses(category).map((clause) => `${category} ${JSON.stringify(clause)}`),
      ...(policy.classify(category) === 'always' ? [`${category} always`] : []),
    ]),
  );

const pairs = (list: readonly string[]): (readonly [string, string])[] =>
  list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));

describe.each(SECTORS)('roles of %s', (sector) => {
  const known = new Map<string, ReadonlySet<string>>();
  const of = (roles: readonly string[], rest: Omit<Profile, 'roles' | 'sector'>): ReadonlySet<string> => {
    const key = JSON.stringify([roles, rest]);
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = openings(policies.profile({ sector, roles, ...rest }))));
    return found;
  };

  test('two of them open no more than the one or the other, whose purpose it is', () => {
    let compared = 0;
    for (const roles of [...pairs(rolesOf(sector)), rolesOf(sector)])
      for (const purpose of PURPOSES.filter((one) => roles.some((role) => allows(role, one))))
        for (const proof of PROOFS) {
          const apart = new Set(
            roles
              .filter((role) => allows(role, purpose))
              .flatMap((role) => [...of([role], { purpose, proof })]),
          );
          const widened = [...of(roles, { purpose, proof })].filter((opening) => !apart.has(opening));
          expect([roles, purpose, widened]).toEqual([roles, purpose, []]);
          compared += 1;
        }
    expect(compared).toBeGreaterThan(0);
  });

  test('beside one of another sector they are for no further purpose, and open nothing more', () => {
    for (const foreign of roleIds.filter((id) => !rolesOf(sector).includes(id)))
      for (const role of rolesOf(sector)) {
        const purposes = purposesOfRoles(policies, sector, [role, foreign]);
        expect([role, foreign, purposes]).toEqual([role, foreign, purposesOfRoles(policies, sector, [role])]);
        for (const purpose of purposes)
          expect(of([role, foreign], { purpose, proof: 'PROVEN' })).toEqual(
            of([role], { purpose, proof: 'PROVEN' }),
          );
      }
  });
});
