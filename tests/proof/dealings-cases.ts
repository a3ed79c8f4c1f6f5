import type { Client } from 'pg';
import type { PolicySet } from '../../src/policy';
import { PURPOSES } from '../../src/policy/facts';
import { Filler, type CanaryTable, type Content } from './canary-fill';
import { insert, type CanaryAgency, type CanaryStaff } from './canary-registry';
import type { CanaryWorld } from './canary-world';
import { EMERGENCIES, emergencyRows, REASON, type Emergency } from './dealings-emergency';
import { openedBy } from './dealings-registry';
import { Random } from './random';

const HOUR = 3_600_000;
/** Whose decisions and requests need somebody of theirs to work on the case. */
const JUSTICE = ['PROSECUTION', 'COURT'];

/** What became of a consent; the last two are open. */
const CONSENTS = ['CONFIRMED', 'WITHDRAWN', 'EXPIRED', 'UNCONFIRMED', 'GIVEN'] as const;
const MANDATES = ['CONFIRMED', 'ENDED', 'UNCONFIRMED', 'ORDERED'] as const;
const HINTS = ['OPEN', 'CONFIRMED', 'DISMISSED'] as const;
/** Of a release: its end, in hours from now. */
const RELEASES = [20, 20, -1];

/** Adds to the cases of a world what agencies did on them beside recording content: one builder a case. */
class Dealings {
  readonly rows = new Map<string, Content[]>();
  private readonly filler = new Filler();
  private readonly random: Random;
  private readonly now = Date.now();

  constructor(
    seed: number,
    private readonly world: CanaryWorld,
    private readonly agencies: readonly CanaryAgency[],
    private readonly policies: PolicySet,
    private readonly caseId: string,
    private readonly people: readonly string[],
    private readonly number: number,
  ) {
    this.random = Random.named(seed, `case ${number}, dealings`);
  }

  build(): void {
    if (this.number % 2 === 0) for (const sector of JUSTICE) this.liaise(sector);
    EMERGENCIES.forEach((each, n) => this.emergency(each, n));
    CONSENTS.forEach((state) => this.consent(state));
    MANDATES.forEach((state) => this.mandate(state));
    RELEASES.forEach((ends) => this.release(ends));
    HINTS.forEach((status) => this.hint(status));
  }

  private add(table: string, row: Content): void {
    this.rows.set(table, [...(this.rows.get(table) ?? []), row]);
  }

  private at(hours: number): string {
    return new Date(this.now + hours * HOUR).toISOString();
  }

  private agency(sectors: readonly string[], other?: CanaryAgency): CanaryAgency {
    return this.random.pick(
      this.agencies.filter((agency) => sectors.includes(agency.sector) && agency !== other),
    );
  }

  private person(sectors: readonly string[], other?: CanaryAgency): [CanaryAgency, CanaryStaff] {
    const agency = this.agency(sectors, other);
    return [agency, this.random.pick(agency.staff)];
  }

  private categories(grant: string): string[] {
    const open = openedBy(this.policies, grant);
    const picked = this.random.sample(open, 0.5);
    return picked.length > 0 ? picked : open.slice(0, 1);
  }

  /** Its people work on the case by the daily exchange. */
  private liaise(sector: string): void {
    const agency = this.agency([sector]);
    const whose = {
      case_id: this.caseId,
      agency_id: agency.id,
      starts_at: this.at(-400),
      ends_at: 'infinity',
    };
    this.add('case_access', {
      id: this.random.uuid(),
      ...whose,
      staff_id: null,
      scope: 'LIAISON',
      basis: 'rs.zsnp.24',
      purposes: PURPOSES,
      granted_by_agency: this.agency(['POLICE']).id,
      granted_by_staff: null,
    });
    for (const { id } of agency.staff)
      this.add('case_tie', {
        id: this.random.uuid(),
        ...whose,
        staff_id: id,
        emergency_id: null,
        assigned_by: null,
      });
  }

  private emergency(emergency: Emergency, n: number): void {
    const { random } = this;
    const id = random.uuid();
    const asker = this.person(['POLICE', 'SOCIAL_WORK', 'HEALTH']);
    const decider = this.person(['POLICE', 'SOCIAL_WORK', 'PROSECUTION'], asker[0]);
    const accessId = emergency.answered === 'APPROVED' ? random.uuid() : null;
    const categories = this.categories('breakGlass');
    // Somebody asks for what is no case.
    const caseId = n === 1 ? random.uuid() : this.caseId;
    const [reviewer] = this.agencies.find(({ sector }) => sector === 'COORDINATION')!.staff;
    const asked = { id, caseId, asker, decider, accessId, categories, reason: `${REASON} ${n}` };
    const rows = emergencyRows(emergency, { ...asked, reviewer: reviewer! }, random, this.now);
    for (const [table, row] of rows) this.add(table, row);
  }

  private table(type: string): CanaryTable {
    return this.world.tables.find((table) => table.type === type)!;
  }

  private record(type: string, custodian: CanaryAgency): Content {
    const table = this.table(type);
    return {
      ...this.filler.content(table, `${custodian.alias}d`),
      id: this.random.uuid(),
      case_id: this.caseId,
      custodian_id: custodian.id,
      recorded_by: this.random.pick(custodian.staff).id,
      recorded_at: this.at(-19 * 24 - this.random.next()),
      version: 1,
    };
  }

  private consent(state: (typeof CONSENTS)[number]): void {
    const { random } = this;
    const custodian = this.agency(['NGO', 'SOCIAL_WORK', 'HEALTH', 'POLICE']);
    const holder = this.agency(['NGO', 'SOCIAL_WORK', 'HEALTH', 'POLICE'], custodian);
    const recipients = random.sample(
      this.agencies.filter(({ sector }) => ['NGO', 'HEALTH', 'EDUCATION'].includes(sector)),
      0.6,
    );
    const confirmed = state === 'CONFIRMED' || state === 'UNCONFIRMED';
    const row: Content = {
      ...this.record('Consent', custodian),
      subject_id: random.pick(this.people),
      kind: 'CONSENT',
      categories: this.categories('consent').filter((category) => !category.startsWith('consent.')),
      // Who is a recipient himself waits for somebody's confirmation.
      recipient_ids: [
        ...new Set([...recipients, this.agency(['NGO'], holder), ...(confirmed ? [custodian] : [])]),
      ].map(({ id }) => id),
      representative_id: random.chance(0.5) ? random.pick(this.people) : null,
      given_at: this.at(-20 * 24),
      until: this.at(state === 'EXPIRED' ? -24 : 20 * 24),
      holder_id: holder.id,
    };
    this.add('consent', row);
    this.deliver('consent', row, [holder]);
    if (state !== 'CONFIRMED' && state !== 'WITHDRAWN') return;
    this.add('consent_event', {
      consent_id: row['id'],
      kind: state,
      done_at: this.at(-50),
      agency_id: holder.id,
      staff_id: random.pick(holder.staff).id,
    });
  }

  private mandate(state: (typeof MANDATES)[number]): void {
    const { random } = this;
    const issuer = this.agency([state === 'ORDERED' ? 'COURT' : 'PROSECUTION']);
    const holder = this.agency(['HEALTH', 'SOCIAL_WORK', 'POLICE'], issuer);
    const addressee = state === 'ORDERED' ? this.agency(['COURT', 'PROSECUTION'], holder) : issuer;
    const row: Content = {
      ...this.record('Mandate', issuer),
      kind: state === 'ORDERED' ? 'COURT_ORDER' : 'STATUTORY_REQUEST',
      holder_id: holder.id,
      addressee_id: addressee.id,
      categories: this.categories('mandate'),
      subject_id: random.chance(0.3) ? random.pick(this.people) : null,
      starts_at: this.at(-3 * 24),
      until: this.at(20 * 24),
    };
    this.add('mandate', row);
    this.deliver(
      'mandate',
      row,
      [...new Set([holder, addressee])].filter((told) => told !== issuer),
    );
    if (state !== 'CONFIRMED' && state !== 'ENDED') return;
    this.add('mandate_event', {
      mandate_id: row['id'],
      kind: state,
      at: this.at(-40),
      agency_id: state === 'ENDED' ? issuer.id : holder.id,
      staff_id: random.pick((state === 'ENDED' ? issuer : holder).staff).id,
    });
  }

  private deliver(table: string, row: Content, to: readonly CanaryAgency[]): void {
    for (const { id } of to)
      this.add('record_delivery', {
        record_type: table,
        record_id: row['id'],
        case_id: this.caseId,
        agency_id: id,
        kind: 'DELIVERED',
        delivered_at: this.at(-19 * 24),
      });
  }

  private release(ends: number): void {
    const { random } = this;
    const desks = this.agencies.flatMap((agency) =>
      agency.staff.filter(({ roles }) => roles.includes('DUTY_DESK')).map((staff) => ({ agency, staff })),
    );
    const { agency: holder, staff: by } = random.pick(desks);
    const [agency, officer] = this.person(['POLICE', 'SOCIAL_WORK', 'HEALTH'], holder);
    const id = random.uuid();
    const what = {
      case_id: this.caseId,
      holder_id: holder.id,
      record_id: random.pick(this.people),
      categories: this.categories('release'),
      agency_id: agency.id,
      staff_id: officer.id,
      ends_at: this.at(ends),
    };
    this.add('officer_release', {
      id,
      ...what,
      released_by: by.id,
      reason: `${REASON} Released.`,
      hours: 24,
      released_at: this.at(ends - 24),
      ended_by: null,
    });
    this.add('case_grant', {
      id: random.uuid(),
      ...what,
      condition: 'release',
      source_id: id,
      starts_at: this.at(ends - 24),
    });
  }

  private hint(status: (typeof HINTS)[number]): void {
    const { random } = this;
    const [agency, staff] = this.person(['POLICE', 'SOCIAL_WORK', 'HEALTH', 'COURT', 'EDUCATION']);
    const [coordinator] = this.agencies.find(({ sector }) => sector === 'COORDINATION')!.staff;
    const id = random.uuid();
    this.add('conflict_match', {
      id,
      case_id: this.caseId,
      staff_id: staff.id,
      cause: 'NAME',
      found_at: this.at(-60),
      status,
      decided_at: status === 'OPEN' ? null : this.at(-50),
      decided_by: status === 'OPEN' ? null : coordinator!.id,
    });
    if (status !== 'CONFIRMED' || random.chance(0.5)) return;
    this.add('case_lock', {
      id: random.uuid(),
      case_id: this.caseId,
      agency_id: agency.id,
      staff_id: staff.id,
      reason: 'a person of the case',
      locked_at: this.at(-50),
      cause: 'NAME',
      match_id: id,
      ends_at: 'infinity',
    });
  }
}

/** In the order in which they refer to each other. */
const ORDER = [
  'case_access',
  'emergency_access',
  'case_tie',
  'case_grant',
  'consent',
  'consent_event',
  'mandate',
  'mandate_event',
  'record_delivery',
  'officer_release',
  'conflict_match',
  'case_lock',
];

/** On every case: emergencies, consents, mandates, releases and hints of a conflict of interest, each in every state, with what they opened. */
export const addCaseDealings = async (
  admin: Client,
  world: CanaryWorld,
  agencies: readonly CanaryAgency[],
  policies: PolicySet,
  seed: number,
): Promise<void> => {
  const { rows: people } = await admin.query<{ id: string; case_id: string }>(
    'select id, case_id from participant order by case_id, reference',
  );
  const rows = new Map<string, Content[]>();
  world.caseIds.forEach((caseId, number) => {
    const ofCase = people.filter((person) => person.case_id === caseId).map(({ id }) => id);
    const dealings = new Dealings(seed, world, agencies, policies, caseId, ofCase, number);
    dealings.build();
    for (const [table, more] of dealings.rows) rows.set(table, [...(rows.get(table) ?? []), ...more]);
  });
  for (const table of ORDER) await insert(admin, table, rows.get(table) ?? []);
  // By the owner's own functions; then those end that ended.
  await admin.query(`select open_by_consent(c) from consent c
    where cardinality(c.recipient_ids) > 0 and c.until > now()
      and (not c.custodian_id = any (c.recipient_ids) or exists (select from consent_event e where e.consent_id = c.id))`);
  await admin.query(`select open_by_mandate(m) from mandate m
    where m.until > now() and (m.kind = 'COURT_ORDER' or exists (select from mandate_event e where e.mandate_id = m.id))`);
  await admin.query(`update case_grant g set starts_at = now() - interval '18 days', ends_at = case
      when exists (select from consent_event e where e.consent_id = g.source_id and e.kind = 'WITHDRAWN')
        or exists (select from mandate_event e where e.mandate_id = g.source_id and e.kind = 'ENDED') then now() - interval '40 hours'
      else g.ends_at end
    where exists (select from consent c where c.id = g.source_id) or exists (select from mandate m where m.id = g.source_id)`);
};
