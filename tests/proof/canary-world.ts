import type { GraphQLSchema } from 'graphql';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { PURPOSES, SUBJECT_ROLES } from '../../src/policy/facts';
import { canaryTables, Filler, type CanaryTable, type Content } from './canary-fill';
import { createRegistry, type CanaryAgency, type CanaryRegistry } from './canary-registry';
import { Random } from './random';

const DAY = 24 * 3_600_000;

const RELATIONSHIPS = ['SPOUSE', 'PARENT', 'CHILD_OF_PARTNER', 'STRANGER', 'SIBLING'];
const ROLE_SETS = [
  ...SUBJECT_ROLES.map((role) => [role]),
  ['VICTIM', 'RESPONDENT'],
  ['CHILD', 'WITNESS'],
  ['VICTIM', 'REPORTER'],
];
const CONSENTED = [
  ...['existence', 'role', 'identity.name', 'relationship.existence'].flatMap((family) =>
    ['victim', 'child'].map((role) => `${role}.${family}`),
  ),
  'incident.description',
  'incident.children-present',
  'health.existence',
  'health.injuries',
  'health.findings',
  'family.summary',
];
const MANDATED = [
  ...['health.findings', 'health.hark', 'health.expert-opinion', 'health.mental'],
  ...['family.findings', 'family.summary', 'family.opinion', 'family.child-statement'],
];
const RELEASED = ['victim.address.full', 'child.address.full'];
const SCOPES = ['LIAISON', 'CONFERENCE', 'REFERRAL', 'BREAK_GLASS'];
/** Of a case's measure: when it was served and until when a court has extended it, as days from now. */
const ORDERS: readonly (readonly [served: number | null, until: number | null])[] = [
  [-0.5, null],
  [-5, null],
  [-60, null],
  [null, null],
  [-20, 5],
  [-40, -10],
  [-90, -45],
];

export interface CanaryWorld {
  readonly registry: CanaryRegistry;
  readonly tables: readonly CanaryTable[];
  readonly caseIds: readonly string[];
  readonly tokens: number;
}

/** What one case is built with. */
interface Site {
  readonly id: string;
  /** In the first case everybody is everything, so that each field opens to somebody. */
  readonly generous: boolean;
  readonly number: number;
  readonly custodian: CanaryAgency;
  readonly holders: readonly CanaryAgency[];
}

class Builder {
  readonly rows = new Map<string, Content[]>();
  readonly filler = new Filler();
  /** Of the part that is being built: a case, or one kind of record in it. A new kind changes nothing of the others. */
  private random: Random;

  constructor(
    private readonly seed: number,
    private readonly registry: CanaryRegistry,
    private readonly tables: readonly CanaryTable[],
    private readonly now: number,
  ) {
    this.random = new Random(seed);
  }

  at(days: number): string {
    return new Date(this.now + days * DAY).toISOString();
  }

  add(table: string, row: Content): void {
    const rows = this.rows.get(table);
    if (rows === undefined) this.rows.set(table, [row]);
    else rows.push(row);
  }

  buildCase(number: number): string {
    this.random = Random.named(this.seed, `case ${number}`);
    const { random } = this;
    const openers = this.registry.agencies.filter(
      ({ sector }) => sector !== 'COURT' && sector !== 'COORDINATION',
    );
    const custodian = openers[number % openers.length]!;
    const site: Site = {
      id: random.uuid(),
      generous: number === 0,
      number,
      custodian,
      holders: [custodian, ...random.sample(openers, 0.4)],
    };
    this.record(this.table('Case'), site, custodian, {
      id: site.id,
      area_id: custodian.areaId,
      municipality_id: random.pick(this.registry.municipalities).id,
      ...(random.chance(0.5) ? { status: 'OPEN', closed_at: null } : { status: 'CLOSED' }),
    });
    for (const agency of this.registry.agencies) this.reach(site, agency);
    const people = this.people(site);
    this.events(site, people);
    this.sectorRecords(site, people);
    this.consents(site, people);
    this.mandates(site, people);
    this.releases(site, people);
    return site.id;
  }

  private table(type: string): CanaryTable {
    return this.tables.find((table) => table.type === type)!;
  }

  /** Scopes in force, past, to come, for other purposes; ties; locks. */
  private reach(site: Site, agency: CanaryAgency): void {
    const { random } = this;
    const give = (scope: string, from: number, to: number | null): void => {
      this.add('case_access', {
        id: random.uuid(),
        case_id: site.id,
        agency_id: agency.id,
        staff_id: scope === 'BREAK_GLASS' ? agency.staff[0]!.id : null,
        scope,
        basis: 'rs.zsnp.24',
        purposes: random.chance(0.75) ? PURPOSES : random.sample(PURPOSES, 0.5),
        starts_at: this.at(from),
        ends_at: to === null ? 'infinity' : this.at(to),
        granted_by_agency: site.custodian.id,
        granted_by_staff: null,
      });
    };
    if (agency === site.custodian) give('OWN', -30, random.chance(0.85) ? null : -1);
    if (site.generous && agency.sector !== 'COORDINATION') {
      for (const scope of SCOPES) give(scope, -30, null);
    } else if (agency.sector === 'COORDINATION') {
      if (agency.areaId === site.custodian.areaId) give('COORDINATION', -30, null);
    } else {
      if (random.chance(0.6))
        give(random.pick(SCOPES), -5 - random.below(40), random.chance(0.5) ? null : 10);
      if (random.chance(0.2)) give(random.pick(SCOPES), -5 - random.below(40), 3);
      if (random.chance(0.1)) give(random.pick(SCOPES), -50, -2);
      if (random.chance(0.1)) give(random.pick(SCOPES), 2, 20);
      if (random.chance(0.05)) give('COORDINATION', -10, null);
    }
    const tie = (who: Content, from: number, to: number | null): void => {
      this.add('case_tie', {
        id: random.uuid(),
        case_id: site.id,
        agency_id: agency.id,
        ...who,
        starts_at: this.at(from),
        ends_at: to === null ? 'infinity' : this.at(to),
        assigned_by: null,
      });
    };
    for (const unit of agency.units) if (random.chance(0.35)) tie({ unit_id: unit }, -20, null);
    for (const { id } of agency.staff) {
      if (site.generous || random.chance(0.5)) tie({ staff_id: id }, -20, random.chance(0.8) ? null : 4);
      if (random.chance(0.1)) tie({ staff_id: id }, -20, -3);
      if (!site.generous && random.chance(0.07)) {
        const ended = random.chance(0.3);
        this.add('case_lock', {
          id: random.uuid(),
          case_id: site.id,
          agency_id: agency.id,
          ...(random.chance(0.3) ? { unit_id: agency.units[1] } : { staff_id: id }),
          reason: 'kin of a party',
          locked_by: agency.staff[0]!.id,
          locked_at: this.at(-3),
          cause: 'DECLARED',
          ends_at: ended ? this.at(-1) : 'infinity',
        });
      }
    }
  }

  private people(site: Site): string[] {
    const { random } = this;
    return ROLE_SETS.map((roles, n) => {
      const id = this.record(
        this.table('Participant'),
        site,
        this.holder(site),
        {
          roles,
          reference: `p${n}`,
          municipality_id: random.pick(this.registry.municipalities).id,
          ...(n % 4 === 0 ? { birth_date: null } : {}),
          ...(n % 4 === 1 ? { identifier: null, identifier_kind: null } : {}),
          ...(n % 3 === 0 ? { armed_role: null } : {}),
        },
        // A former version may have known another role.
        () => (random.chance(0.4) ? { roles: [random.pick(SUBJECT_ROLES)] } : {}),
      );
      for (const agency of random.sample(this.registry.agencies, site.generous ? 1 : 0.22)) {
        this.add('participant_own', {
          case_id: site.id,
          participant_id: id,
          agency_id: agency.id,
          relation: site.generous || random.chance(0.75) ? 'SELF' : 'KIN',
          since: this.at(site.generous || random.chance(0.75) ? -70 : -3),
        });
      }
      return id;
    });
  }

  private events(site: Site, people: readonly string[]): void {
    const { random } = this;
    const first = random.below(people.length);
    RELATIONSHIPS.forEach((code, n) => {
      const from = people[(first + n) % people.length]!;
      this.record(this.table('Relationship'), site, this.holder(site), {
        from_id: from,
        to_id: random.pick(people.filter((id) => id !== from)),
        code,
      });
    });
    for (let n = 0; n < 2; n += 1) {
      this.record(this.table('Incident'), site, this.holder(site), {
        municipality_id: random.pick(this.registry.municipalities).id,
      });
    }
  }

  private sectorRecords(site: Site, people: readonly string[]): void {
    const [served, until] = ORDERS[site.number % ORDERS.length]!;
    const own: Readonly<Record<string, (n: number, measures: readonly string[]) => Content>> = {
      // What consents open is granted below, and no recipient is named: that theirs ends with it has tests of its own.
      Consent: () => ({
        recipient_ids: [],
        representative_id: this.random.pick(people),
        given_at: this.at(-20),
        until: this.at(20),
        holder_id: site.custodian.id,
      }),
      UrgentMeasure: (n) => ({
        served_at: n > 0 || served === null ? null : minute(this.now + served * DAY),
      }),
      CourtDecision: (n, measures) =>
        n === 0 && until !== null
          ? {
              measure_id: measures[0],
              outcome: 'EXTENDED',
              until: this.at(until),
              decided_at: this.at((served ?? 0) + 1),
            }
          : { measure_id: measures[1], outcome: 'REFUSED', until: null },
      ExtensionProposal: (_n, measures) => ({ measure_id: this.random.pick(measures) }),
      RiskAssessment: () => ({ answers: { POSSESSES_WEAPON: 'YES', MENTAL_ILLNESS: 'NO' } }),
      Examination: (n) => ({
        hark: n === 0 ? { humiliated: true, afraid: null, raped: false, kicked: true } : null,
      }),
      ServiceUse: (n) =>
        n === 0
          ? { service: 'SHELTER', shelter_token: this.random.uuid(), ended_on: null }
          : { service: 'COUNSELLING', shelter_token: null, started_on: day(site.number) },
    };
    const about = this.tables.filter(({ subject }) => subject === 'subject_id');
    const ordered = [...about].sort((a, b) => rank(a.type) - rank(b.type));
    const measures: string[] = [];
    for (const table of ordered) {
      const random = (this.random = Random.named(this.seed, `case ${site.number}, ${table.type}`));
      for (let n = 0; n < 2; n += 1) {
        const id = this.record(
          table,
          site,
          this.holder(site, table),
          { subject_id: this.subject(site, people, n), ...own[table.type]?.(n, measures) },
          () => (random.chance(0.3) ? { subject_id: random.pick(people) } : {}),
        );
        if (table.type === 'UrgentMeasure') measures.push(id);
      }
    }
  }

  /** Of some persons, in force, past or to come, to agencies that have no other reason to read; of some the record of it as well. */
  private consents(site: Site, people: readonly string[]): void {
    const random = (this.random = Random.named(this.seed, `case ${site.number}, consents`));
    const records = (this.rows.get(this.table('Consent').table) ?? []).filter(
      (row) => row['case_id'] === site.id,
    );
    for (const agency of this.registry.agencies) {
      for (const person of random.sample(people, site.generous ? 1 : 0.4))
        this.granted(site, 'consent', agency, {
          categories: random.sample(CONSENTED, 0.8),
          subject_id: person,
        });
      for (const record of records) {
        if (random.chance(site.generous ? 1 : 0.5))
          this.granted(site, 'consent', agency, {
            categories: ['consent.existence', 'consent.scope'],
            subject_id: record['subject_id'],
            record_id: record['id'],
          });
      }
    }
  }

  /** Of three agencies each, to whom alone they go; what they open is granted to many, so that it shows. */
  private mandates(site: Site, people: readonly string[]): void {
    const random = (this.random = Random.named(this.seed, `case ${site.number}, mandates`));
    const { agencies } = this.registry;
    const table = this.table('Mandate');
    for (const sector of ['COURT', 'PROSECUTION']) {
      const issuer = random.pick(agencies.filter((agency) => agency.sector === sector));
      const holder = random.pick(agencies.filter((agency) => agency !== issuer));
      const addressee = random.pick(agencies.filter((agency) => agency !== issuer && agency !== holder));
      const id = random.uuid();
      this.add(table.table, {
        ...this.filler.content(table, issuer.alias),
        id,
        case_id: site.id,
        custodian_id: issuer.id,
        recorded_by: random.pick(issuer.staff).id,
        recorded_at: this.at(-2 - random.next()),
        version: 1,
        holder_id: holder.id,
        addressee_id: addressee.id,
        subject_id: random.chance(0.5) ? random.pick(people) : null,
        starts_at: this.at(-3),
        until: this.at(random.chance(0.5) ? 20 : -1),
      });
      for (const agency of [holder, addressee]) {
        this.add('record_delivery', {
          record_type: table.table,
          record_id: id,
          case_id: site.id,
          agency_id: agency.id,
          kind: 'DELIVERED',
          delivered_at: this.at(-2),
          delivered_by: null,
        });
      }
    }
    const examinations = (this.rows.get(this.table('Examination').table) ?? []).filter(
      (row) => row['case_id'] === site.id,
    );
    for (const agency of agencies.filter(({ sector }) => sector === 'COURT' || sector === 'PROSECUTION')) {
      const record = random.pick(examinations);
      const some = {
        categories: random.sample(MANDATED, 0.8),
        holder_id: random.chance(0.5) ? record['custodian_id'] : null,
        record_id: random.chance(0.5) ? record['id'] : null,
        subject_id: random.chance(0.3) ? record['subject_id'] : null,
      };
      this.granted(
        site,
        'mandate',
        agency,
        site.generous ? { categories: MANDATED, ...this.lasting() } : some,
      );
    }
  }

  /** Of addresses, to persons of the police and of others, whom no rule lets read them. */
  private releases(site: Site, people: readonly string[]): void {
    const random = (this.random = Random.named(this.seed, `case ${site.number}, releases`));
    for (const agency of this.registry.agencies) {
      for (const { id } of agency.staff) {
        for (const person of random.sample(people, site.generous ? 1 : 0.3))
          this.granted(site, 'release', agency, {
            categories: site.generous ? RELEASED : random.sample(RELEASED, 0.8),
            staff_id: id,
            record_id: person,
            ...(site.generous ? this.lasting() : {}),
          });
      }
    }
  }

  /** A grant that is in force, past or to come, unless it says when; of no category, it is none. */
  private granted(site: Site, condition: string, agency: CanaryAgency, what: Content): void {
    const { random } = this;
    const [from, to] = random.pick([
      [-20, 10],
      [-20, 10],
      [-20, -1],
      [1, 10],
    ]);
    if ((what['categories'] as readonly string[]).length === 0) return;
    this.add('case_grant', {
      id: random.uuid(),
      case_id: site.id,
      condition,
      source_id: random.uuid(),
      agency_id: agency.id,
      starts_at: this.at(from),
      ends_at: this.at(to),
      ...what,
    });
  }

  /** In force for certain. */
  private lasting(): Content {
    return { starts_at: this.at(-20), ends_at: this.at(10) };
  }

  /** Anybody; in the first case a victim and a child, of whom alone some records open at all. */
  private subject(site: Site, people: readonly string[], n: number): string {
    const certain = people[ROLE_SETS.findIndex((roles) => roles.join() === ['VICTIM', 'CHILD'][n])];
    return site.generous && certain !== undefined ? certain : this.random.pick(people);
  }

  /** Mostly who is on the case, mostly of the record's own sector. */
  private holder(site: Site, table?: CanaryTable): CanaryAgency {
    const { random, registry } = this;
    const sector = table?.sector;
    if (sector !== undefined && (site.generous || random.chance(0.85))) {
      const [first, ...others] = registry.agencies.filter((agency) => agency.sector === sector);
      return site.generous ? first! : random.pick([first!, ...others]);
    }
    return random.chance(0.85) ? random.pick(site.holders) : random.pick(registry.agencies);
  }

  /** A row, its deliveries, and every second time a former version that holds tokens of its own. */
  private record(
    table: CanaryTable,
    site: Site,
    holder: CanaryAgency,
    given: Content,
    formerly: () => Content = () => ({}),
  ): string {
    const { random, filler } = this;
    const corrected = random.chance(0.5);
    const row = (version: number, recordedAt: string, more: Content): Content => ({
      ...(table.type === 'Case' ? {} : { case_id: site.id }),
      ...filler.content(table, holder.alias),
      ...given,
      ...more,
      id,
      custodian_id: holder.id,
      recorded_by: random.pick(holder.staff).id,
      recorded_at: recordedAt,
      version,
    });
    const id = typeof given['id'] === 'string' ? given['id'] : random.uuid();
    this.add(table.table, row(corrected ? 2 : 1, this.at(-2 - random.next()), {}));
    if (corrected) {
      this.add('record_history', {
        record_type: table.table,
        record_id: id,
        version: 1,
        case_id: site.id,
        custodian_id: holder.id,
        replaced_at: this.at(-2),
        replaced_by: null,
        content: row(1, this.at(-25 - random.next()), formerly()),
      });
    }
    if (table.type === 'Case') return id;
    for (const agency of random.sample(this.registry.agencies, site.generous ? 0.5 : 0.12)) {
      for (const kind of random.sample(['DELIVERED', 'FILED', 'EXECUTOR'], 0.5)) {
        this.add('record_delivery', {
          record_type: table.table,
          record_id: id,
          case_id: site.id,
          agency_id: agency.id,
          kind,
          delivered_at: this.at(random.chance(0.5) ? -10 : -1),
          delivered_by: null,
        });
      }
    }
    return id;
  }
}

/** Long before every day that is made otherwise, so that a stay ends after it began. */
const day = (number: number): string => new Date(Date.UTC(1800, 0, 1 + number)).toISOString().slice(0, 10);

const minute = (at: number): string => new Date(Math.floor(at / 60_000) * 60_000).toISOString();

/** A measure comes before what names it. */
const rank = (type: string): number => (type === 'UrgentMeasure' ? 0 : 1);

const LAST = ['record_delivery', 'record_history', 'participant_own'];

/** Fills an empty migrated database, as superuser. The same seed makes the same world, but for its distance from today. */
export const createCanaryWorld = async (
  admin: Client,
  schema: GraphQLSchema,
  dataSource: DataSource,
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<CanaryWorld> => {
  const tables = canaryTables(schema, dataSource);
  const registry = await createRegistry(admin, new Random(seed));
  const builder = new Builder(seed, registry, tables, Date.now());
  const caseIds = Array.from({ length: cases }, (_, number) => builder.buildCase(number));
  const order = [
    'case_file',
    ...[...builder.rows.keys()].filter((table) => table !== 'case_file' && !LAST.includes(table)),
    ...LAST,
  ];
  for (const table of order) {
    await admin.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(builder.rows.get(table) ?? []),
    ]);
  }
  await admin.query('analyze');
  return { registry, tables, caseIds, tokens: builder.filler.tokens };
};
