import type { Country } from '../../../src/lib/country';
import { legalDay, startOfLegalDay } from '../../../src/lib/legal-day';
import { compile } from '../../../src/policy/compile';
import type { PolicySet } from '../../../src/policy';
import type { RowFacts } from '../../../src/policy/facts';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { NO_FACTS } from './support/facts';
import { withFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

/** One law of each country, in force from one day to another, and a practice cited beside a law that stays. */
const filesFor = (
  country: 'RS' | 'ME' | 'RO',
  from: string,
  to: string,
): Readonly<Record<string, string>> => {
  const word = country.toLowerCase();
  return {
    'vocabulary.yaml': `handling: []
roles:
  CLERK: { sector: POLICE, purposes: [PROTECTION], about: somebody }
categories:
  a.b: { kind: content, about: a datum }
  a.c: { kind: content, about: another }
`,
    [`protocols/${word}.yaml`]: `country: ${country}
instruments:
  ${word}.now: { title: Invented law, kind: LAW, validFrom: '${from}', validTo: '${to}' }
  ${word}.old: { title: Invented law that stays, kind: LAW }
  ${word}.habit: { title: Invented practice, kind: PRACTICE, validTo: '${from}' }
bases:
  ${word}.now.1: { instrument: ${word}.now, article: 1, kind: LAW, confidence: S, about: opens }
  ${word}.old.1: { instrument: ${word}.old, article: 1, kind: LAW, confidence: S, about: opens }
  ${word}.habit.1: { instrument: ${word}.habit, article: 1, kind: PRACTICE, confidence: S, about: stands beside }
`,
    'police/a.yaml': `categories:
  a.b:
    readers: [{ sector: [POLICE], scope: [OWN], purpose: [PROTECTION], tie: [UNIT], basis: [${word}.now.1] }]
  a.c:
    readers: [{ sector: [POLICE], scope: [OWN], purpose: [PROTECTION], tie: [UNIT], basis: [${word}.old.1, ${word}.habit.1] }]
`,
  };
};

const compileAt = (files: Readonly<Record<string, string>>, country: Country, at: Date): PolicySet => {
  const { content, problems } = withFolder(files, readPolicies);
  if (content === null) throw new PolicyError(problems);
  return compile(content, { country, production: false, at });
};

const facts: RowFacts = { ...NO_FACTS, scopes: ['OWN'], tie: 'UNIT' };

const decide = (set: PolicySet, category: string): string => {
  const policy = set.profile({ sector: 'POLICE', roles: [], purpose: 'PROTECTION', proof: 'PROVEN' });
  const decision = policy.decide(category, facts);
  return decision.disclose ? decision.basis.join(' ') : 'withheld';
};

const second = 1000;

describe('a law begins and ends with the day of its country, to the second', () => {
  it.each<['RS' | 'ME' | 'RO', string, string, string]>([
    // In winter, in summer, on the day that has 23 hours and after it, on the day that has 25 and after it.
    ['RS', '2026-01-15', '2026-01-14T23:00:00Z', '2026-07-01'],
    ['RS', '2026-07-01', '2026-06-30T22:00:00Z', '2026-09-01'],
    ['RS', '2026-03-29', '2026-03-28T23:00:00Z', '2026-09-01'],
    ['RS', '2026-03-30', '2026-03-29T22:00:00Z', '2026-09-01'],
    ['RS', '2026-10-25', '2026-10-24T22:00:00Z', '2027-01-01'],
    ['RS', '2026-10-26', '2026-10-25T23:00:00Z', '2027-01-01'],
    ['ME', '2026-01-15', '2026-01-14T23:00:00Z', '2026-07-01'],
    ['ME', '2026-07-01', '2026-06-30T22:00:00Z', '2026-09-01'],
    ['RO', '2026-01-15', '2026-01-14T22:00:00Z', '2026-07-01'],
    ['RO', '2026-07-01', '2026-06-30T21:00:00Z', '2026-09-01'],
    ['RO', '2026-03-30', '2026-03-29T21:00:00Z', '2026-09-01'],
    ['RO', '2026-10-26', '2026-10-25T22:00:00Z', '2027-01-01'],
  ])('%s: from %s, which begins at %s', (country, from, instant, to) => {
    const begins = new Date(instant);
    const before = new Date(begins.getTime() - second);
    const files = filesFor(country, from, to);
    const word = country.toLowerCase();

    const earlier = compileAt(files, country, before);
    expect(decide(earlier, 'a.b')).toBe('withheld');
    expect(earlier.rules.get('a.b/1')?.status).toEqual({ on: false, reason: 'TIME' });
    expect([earlier.validFrom, earlier.validUntil]).toEqual([null, begins]);

    const later = compileAt(files, country, begins);
    expect(decide(later, 'a.b')).toBe(`${word}.now.1`);
    expect(later.validFrom).toEqual(begins);
    const ends = later.validUntil ?? new Date(0);
    expect(legalDay(ends, country)).toBe(to);
    expect(legalDay(new Date(ends.getTime() - second), country) < to).toBe(true);

    const lastSecond = compileAt(files, country, new Date(ends.getTime() - second));
    expect(decide(lastSecond, 'a.b')).toBe(`${word}.now.1`);
    expect(lastSecond.validUntil).toEqual(ends);
    const over = compileAt(files, country, ends);
    expect(decide(over, 'a.b')).toBe('withheld');
    expect([over.validFrom, over.validUntil]).toEqual([ends, null]);
  });

  it('cites a practice no longer than it holds, and says when that changes', () => {
    const files = filesFor('RS', '2026-07-01', '2027-01-01');
    const last = compileAt(files, 'RS', new Date('2026-06-30T21:59:59Z'));
    expect(decide(last, 'a.c')).toBe('rs.old.1 rs.habit.1');
    expect(last.validUntil).toEqual(new Date('2026-06-30T22:00:00Z'));
    expect(decide(compileAt(files, 'RS', new Date('2026-06-30T22:00:00Z')), 'a.c')).toBe('rs.old.1');
  });

  it('does not wait for the law of another country', () => {
    const at = new Date('2026-05-01T00:00:00Z');
    expect(compileAt(SYNTHETIC, 'ME', at).validUntil).toBeNull();
    expect(compileAt(SYNTHETIC, 'RS', at).validUntil).toEqual(new Date('2030-12-31T23:00:00Z'));
  });
});

describe('the legal day', () => {
  it('is found from its first instant, on every day of two years, in every country', () => {
    for (const country of ['RS', 'ME', 'RO', 'XX'] as const) {
      for (let noon = Date.UTC(2026, 0, 1, 12); noon < Date.UTC(2028, 0, 1); noon += 24 * 3_600_000) {
        const day = new Date(noon).toISOString().slice(0, 10);
        const start = startOfLegalDay(day, country);
        expect(legalDay(start, country)).toBe(day);
        expect(legalDay(new Date(start.getTime() - second), country) < day).toBe(true);
      }
    }
  });
});
