import type { Client } from 'pg';
import { PURPOSES } from '../../src/policy/facts';

/** What a row says beside one cell that may list several values. */
interface Line {
  readonly key: readonly string[];
  readonly value: string;
}

/** One line for all that differ in that value alone, in the order in which they come. */
const merged = (lines: readonly Line[]): readonly (readonly string[])[] => {
  const values = new Map<string, { key: readonly string[]; values: string[] }>();
  for (const { key, value } of lines) {
    const found = values.get(key.join('|')) ?? { key, values: [] };
    values.set(key.join('|'), { key, values: [...found.values, value] });
  }
  return [...values.values()].map(({ key, values: all }) => [...key, all.join(', ')]);
};

const WORK = PURPOSES.filter((purpose) => purpose !== 'AUDIT' && purpose !== 'STATISTICS');
const purposesOf = (purposes: readonly string[]): string =>
  WORK.every((purpose) => purposes.includes(purpose))
    ? 'all'
    : words(PURPOSES.filter((purpose) => purposes.includes(purpose)));
const words = (list: readonly string[]): string => list.map((word) => `\`${word}\``).join(' ');
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row).join('\n');

interface OpeningRule {
  readonly country: string;
  readonly sector: string;
  readonly basis: string;
  readonly purposes: readonly string[];
}

/** Who opens cases: the rows of `opening_rule`. */
const openings = (rules: readonly OpeningRule[]): string =>
  table(
    ['country', 'basis', 'for', 'who opens a case'],
    merged(
      rules.map(({ country, basis, purposes, sector }) => ({
        key: [country, `\`${basis}\``, purposesOf(purposes)],
        value: `\`${sector}\``,
      })),
    ),
  );

interface ScopeRule {
  readonly country: string;
  readonly creator_sector: string;
  readonly creator_scope: string;
  readonly scope: string;
  readonly target_sector: string;
  readonly basis: string;
  readonly purposes: readonly string[];
  readonly max_days: number;
}

/** Who gives which scope to whom: the rows of `scope_rule`. */
const scopes = (rules: readonly ScopeRule[]): string => {
  const targets = merged(
    rules.map(({ country, creator_sector, creator_scope, scope, target_sector, ...rule }) => ({
      key: [
        country,
        `\`${creator_sector}\``,
        `\`${creator_scope}\``,
        `\`${scope}\``,
        `\`${rule.basis}\``,
        purposesOf(rule.purposes),
        String(rule.max_days),
      ],
      value: `\`${target_sector}\``,
    })),
  );
  const lines = merged(
    targets.map(
      ([
        country = '',
        creator = '',
        held = '',
        scope = '',
        basis = '',
        purposes = '',
        days = '',
        to = '',
      ]) => ({
        key: [country, creator, scope, to, basis, purposes, days],
        value: held,
      }),
    ),
  );
  return table(['country', 'who gives', 'scope', 'to', 'basis', 'for', 'days', 'while it holds'], lines);
};

const BY_COUNTRY = "array_position(array['RS', 'ME', 'RO', 'XX'], country)";

/** The closed tables of who opens cases and gives scopes, as the database has them. */
export const scopeTables = async (
  client: Client,
): Promise<Readonly<Record<'openings' | 'scopes', string>>> => {
  const opening = await client.query<OpeningRule>(
    `select * from opening_rule order by ${BY_COUNTRY}, basis, sector`,
  );
  const giving = await client.query<ScopeRule>(
    `select * from scope_rule order by ${BY_COUNTRY}, scope, creator_sector, basis, target_sector, creator_scope`,
  );
  return { openings: openings(opening.rows), scopes: scopes(giving.rows) };
};
