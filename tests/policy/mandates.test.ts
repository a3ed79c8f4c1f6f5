import { join } from 'node:path';
import type { Client } from 'pg';
import { openedBy } from '../../src/casework/grants/opened-by';
import { COUNTRIES, type Country } from '../../src/lib/country';
import { packageRoot } from '../../src/lib/root';
import { loadPolicies, type PolicySet } from '../../src/policy';
import { SECTORS, type Sector } from '../../src/policy/facts';
import type { Rule } from '../../src/policy/rule';
import { openOwner } from '../support/database';

/**
 * Who may record which mandate is a closed table of the database, what a mandate opens are rules of the policies. A line of one that
 * has no counterpart in the other would open nothing, and nobody would be told.
 */

interface Line {
  readonly country: Country;
  readonly kind: string;
  readonly addressee_sector: Sector;
  readonly holder_sector: Sector | null;
  readonly basis: string;
}

const sets = new Map<Country, PolicySet>(
  COUNTRIES.map((country) => [
    country,
    loadPolicies(join(packageRoot, 'policies'), country, { production: false }),
  ]),
);
const rulesOf = (country: Country): readonly Rule[] =>
  [...(sets.get(country)?.rules.values() ?? [])].filter(({ status }) => status.on).map(({ rule }) => rule);

/** Whose records of a category there can be: the sectors that it lets read as holders. */
const holdersOf = (country: Country, category: string): readonly Sector[] =>
  rulesOf(country)
    .filter((rule) => rule.category === category && rule.record?.includes('HOLDER') === true)
    .flatMap(({ sectors }) => sectors);

const opens = (line: Line): readonly string[] => {
  const set = sets.get(line.country);
  if (set === undefined) return [];
  return [...openedBy(set, 'mandate', [line.addressee_sector], line.basis)].filter((category) => {
    const holders = holdersOf(line.country, category);
    return line.holder_sector === null ? holders.length > 0 : holders.includes(line.holder_sector);
  });
};

let owner: Client;
let table: readonly Line[];
beforeAll(async () => {
  owner = await openOwner();
  table = (await owner.query<Line>('select * from mandate_rule order by country, kind, addressee_sector'))
    .rows;
});
afterAll(() => owner.end());

test('every mandate that may be recorded opens something that its addressee can read', () => {
  expect(table.length).toBeGreaterThan(3);
  const nothing = table.filter((line) => opens(line).length === 0);
  expect(nothing).toEqual([]);
});

test('every rule that asks for a mandate has one that may be recorded for each of its sectors, and opens it', () => {
  const without = COUNTRIES.flatMap((country) =>
    rulesOf(country)
      .filter(({ grants }) => grants.includes('mandate'))
      .flatMap(({ id, category, sectors, basis }) =>
        sectors
          .filter(
            (sector) =>
              !table.some(
                (line) =>
                  line.country === country &&
                  line.addressee_sector === sector &&
                  basis.includes(line.basis) &&
                  opens(line).includes(category),
              ),
          )
          .map((sector) => `${country} ${sector} ${id}`),
      ),
  );
  expect(without).toEqual([]);
});

test('a request opens no more than its article: of physicians nothing, which the order of a court does', () => {
  const categories = (kind: string, sector: Sector): readonly string[] =>
    table
      .filter((line) => line.kind === kind && line.addressee_sector === sector)
      .flatMap(opens)
      .sort();
  expect(categories('STATUTORY_REQUEST', 'PROSECUTION')).toEqual(['family.child-statement']);
  expect(categories('COURT_ORDER', 'PROSECUTION')).toEqual(['health.findings', 'health.hark']);
  expect(categories('STATUTORY_REQUEST', 'COURT')).toEqual([
    'family.child-statement',
    'family.findings',
    'family.opinion',
    'family.summary',
  ]);
  expect(categories('COURT_ORDER', 'COURT')).toEqual([
    'health.expert-opinion',
    'health.findings',
    'health.hark',
  ]);
  expect(SECTORS.filter((sector) => table.some((line) => line.addressee_sector === sector))).toEqual([
    'PROSECUTION',
    'COURT',
  ]);
});
