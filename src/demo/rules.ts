import type { Client } from 'pg';
import type { MandateKind } from '../casework/grants/mandate-enums';
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

interface MandateRule {
  readonly kind: MandateKind;
  readonly issuer_sector: Sector;
  readonly addressee_sector: Sector;
  /** Null: of any sector. */
  readonly holder_sector: Sector | null;
  readonly basis: string;
  readonly max_days: number;
}

interface EmergencyRule {
  readonly basis: string;
  /** Hours after which a request can be answered no more. */
  readonly unanswered_hours: number;
}

/** The database's closed tables of who opens cases, shares and opens what: the region is held to them like everybody. */
export interface Rules {
  opening(sector: Sector): OpeningRule;
  /** The rule by which a holder of these scopes gives one. */
  giving(sector: Sector, held: readonly Scope[], scope: Scope, target: Sector): ScopeRule;
  mandate(kind: MandateKind, issuer: Sector, addressee: Sector, holder: Sector): MandateRule;
  readonly emergency: EmergencyRule;
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
  const mandates = await client.query<MandateRule>('select * from mandate_rule where country = $1', [
    country,
  ]);
  const emergency = await client.query<EmergencyRule>(
    `select basis, (extract(epoch from unanswered_after) / 3600)::int as unanswered_hours from emergency_rule where country = $1`,
    [country],
  );
  return {
    emergency: found(emergency.rows[0], 'nothing is opened in an emergency'),
    mandate: (kind, issuer, addressee, holder) =>
      found(
        mandates.rows.find(
          (rule) =>
            rule.kind === kind &&
            rule.issuer_sector === issuer &&
            rule.addressee_sector === addressee &&
            (rule.holder_sector ?? holder) === holder,
        ),
        `${issuer} records no ${kind} to ${addressee} for what ${holder} holds`,
      ),
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
