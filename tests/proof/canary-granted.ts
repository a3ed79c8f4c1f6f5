import type { Client } from 'pg';
import type { PolicySet } from '../../src/policy';
import { PURPOSES } from '../../src/policy/facts';
import type { Content } from './canary-fill';
import { insert, type CanaryAgency, type CanaryStaff } from './canary-registry';
import type { CanaryWorld } from './canary-world';
import { EMERGENCIES, emergencyRows, REASON } from './dealings-emergency';
import { addAgreements, openedBy } from './dealings-registry';
import { Random, SEED } from './random';
import { groupBy } from './truth';

const DAY = 86_400_000;

/** Of how many cases a service is sent the victim under an agreement with who entered her, and of how many without one. */
const AGREED = 3;
const UNAGREED = 2;

interface Victim {
  readonly id: string;
  readonly case_id: string;
  readonly custodian_id: string;
}

/** Agencies that each open to the other, by an agreement that both and every other party signed and that is in force. */
const partners = async (admin: Client): Promise<ReadonlySet<string>> => {
  const { rows } = await admin.query<{ pair: string }>(
    `select p.agency_id || ' ' || q.agency_id as pair
     from agreement a join agreement_party p on p.agreement_id = a.id join agreement_party q on q.agreement_id = a.id
     where p.agency_id <> q.agency_id and a.revoked_at is null and a.starts_at <= now() and a.ends_at > now()
       and not exists (select from agreement_party r where r.agreement_id = a.id and r.signed_at is null)`,
  );
  return new Set(rows.map(({ pair }) => pair));
};

/** The victim is referred to the service, whose intake receives her; nobody is named there yet. */
const refer = async (admin: Client, { id, case_id }: Victim, service: CanaryAgency): Promise<void> => {
  const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
  const whose = { case_id, agency_id: service.id };
  for (const [table, column, value] of [
    ['case_tie', 'case_id', case_id],
    ['participant_own', 'participant_id', id],
  ])
    await admin.query(`delete from ${table} where ${column} = $1 and agency_id = $2`, [value, service.id]);
  await insert(admin, 'participant_own', [
    { ...whose, participant_id: id, relation: 'SELF', since: at(-70) },
  ]);
  await insert(admin, 'case_access', [
    {
      ...whose,
      scope: 'REFERRAL',
      basis: 'rs.zsnp.31',
      purposes: PURPOSES,
      starts_at: at(-6),
      ends_at: 'infinity',
      granted_by_agency: service.id,
    },
  ]);
  await insert(
    admin,
    'case_tie',
    service.units.map((unit_id) => ({ ...whose, unit_id, starts_at: at(-6), ends_at: 'infinity' })),
  );
};

/** Some rules of services ask for an agreement: of some cases one meets it, and of some none does. */
const addReferrals = async (admin: Client, { caseIds, registry }: CanaryWorld): Promise<void> => {
  const agreed = await partners(admin);
  const services = registry.agencies.filter(({ sector }) => sector === 'NGO');
  const { rows } = await admin.query<Victim>(
    `select id, case_id, custodian_id from participant where roles = '{VICTIM}' and case_id = any ($1) order by array_position($1, case_id)`,
    // In the first case everybody reads everything as it is.
    [caseIds.slice(1)],
  );
  const referrals = (isMet: boolean) =>
    rows.flatMap((victim) => {
      const service = services.find(
        ({ id }) => id !== victim.custodian_id && agreed.has(`${id} ${victim.custodian_id}`) === isMet,
      );
      return service === undefined ? [] : [{ victim, service }];
    });
  const met = referrals(true).slice(0, AGREED);
  const unmet = referrals(false)
    .filter(({ victim }) => met.every((other) => other.victim !== victim))
    .slice(0, UNAGREED);
  for (const { victim, service } of [...met, ...unmet]) await refer(admin, victim, service);
};

/** On every case two emergency accesses in force, and one that has ended, reviewed or not. */
const addEmergencies = async (
  admin: Client,
  { caseIds, registry: { agencies } }: CanaryWorld,
  policies: PolicySet,
): Promise<void> => {
  const approved = EMERGENCIES.filter(({ answered }) => answered === 'APPROVED');
  const [inForce] = approved.filter(({ ends = 0 }) => ends > 0);
  const ended = approved.filter((emergency) => emergency !== inForce);
  const opened = openedBy(policies, 'breakGlass');
  const [reviewer] = agencies.find(({ sector }) => sector === 'COORDINATION')!.staff;
  const rows = caseIds.flatMap((caseId, number) => {
    const random = Random.named(SEED, `case ${number}, emergencies`);
    const person = (
      sectors: readonly string[],
      other?: CanaryAgency,
    ): readonly [CanaryAgency, CanaryStaff] => {
      const agency = random.pick(
        agencies.filter((candidate) => sectors.includes(candidate.sector) && candidate !== other),
      );
      return [agency, random.pick(agency.staff)];
    };
    return [inForce!, inForce!, ended[number % ended.length]!].flatMap((emergency, n) => {
      const asker = person(['POLICE', 'SOCIAL_WORK', 'HEALTH']);
      const decider = person(['POLICE', 'SOCIAL_WORK', 'PROSECUTION'], asker[0]);
      // Everything at first: without the existence of a record nothing of it opens.
      const categories = n === 0 ? opened : random.sample(opened, 0.7);
      const asked = { id: random.uuid(), accessId: random.uuid(), caseId, asker, decider, categories };
      const told = { reason: `${REASON} ${number}-${n}`, reviewer: reviewer! };
      return emergencyRows(emergency, { ...asked, ...told }, random, Date.now());
    });
  });
  for (const [table, made] of groupBy(rows, ([name]) => name))
    await insert(
      admin,
      table,
      made.map(([, row]): Content => row),
    );
};

/** Adds to a world of tokens agreements in every state, emergency accesses, and who reads by them. */
export const addGranted = async (admin: Client, world: CanaryWorld, policies: PolicySet): Promise<void> => {
  await addAgreements(admin, world.registry.agencies, policies, Random.named(SEED, 'agreements'));
  await addReferrals(admin, world);
  await addEmergencies(admin, world, policies);
  await admin.query('analyze');
};
