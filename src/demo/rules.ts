import type { Client } from 'pg';
import type { Purpose, Scope, Sector } from '../policy/facts';

interface OpeningRule {
  readonly sector: Sector;
  readonly basis: string;
  readonly purposes: readonly Purpose[];
}

interface ScopeRule {
  readonly creator_sector: Sector;
  readonly creator_scope: Scope;
  readonly scope: Scope;
  readonly target_sector: Sector;
  readonly basis: string;
  readonly purposes: readonly Purpose[];
  readonly max_days: number;
}

/** The database's closed tables of who opens cases and who gives which scope: the region is held to them like everybody. */
export interface Rules {
  opening(sector: Sector): OpeningRule;
  /** The rule by which a holder of these scopes gives one. */
  giving(sector: Sector, held: readonly Scope[], scope: Scope, target: Sector): ScopeRule;
}

const found = <T>(rule: T | undefined, what: string): T => {
  if (rule === undefined) throw new Error(`The demo region breaks a rule: ${what}`);
  return rule;
};

export const readRules = async (client: Client, country: string): Promise<Rules> => {
  const opening = await client.query<OpeningRule>(
    'select sector, basis, purposes from opening_rule where country = $1',
    [country],
  );
  const giving = await client.query<ScopeRule>(
    `select creator_sector, creator_scope, scope, target_sector, basis, purposes, max_days
     from scope_rule where country = $1 order by max_days desc`,
    [country],
  );
  return {
    opening: (sector) =>
      found(
        opening.rows.find((rule) => rule.sector === sector),
        `${sector} opens no cases`,
      ),
    giving: (sector, held, scope, target) =>
      found(
        giving.rows.find(
          (rule) =>
            rule.creator_sector === sector &&
            held.includes(rule.creator_scope) &&
            rule.scope === scope &&
            rule.target_sector === target,
        ),
        `${sector} holding ${held.join(', ')} gives no ${scope} to ${target}`,
      ),
  };
};
