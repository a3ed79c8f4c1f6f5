import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import type { Grant, Scope, SubjectRole, Tie } from '../../src/policy/facts';
import type { CanaryTable, Content } from './canary-fill';
import type { CanaryWorld } from './canary-world';
import type { NaiveFacts, NaivePolicy } from './naive-policy';

/**
 * What is true, read as superuser and worked out in memory: none of the hub's SQL, row security or functions takes part. The facts
 * of a viewer on a row are computed here a second time, as the design words them.
 */

export interface Version {
  readonly content: Content;
  /** When it was replaced; null for the present version. */
  readonly replacedAt: number | null;
  /** Of a former version: its row in the table of them. */
  readonly stored?: Content;
}

export interface StoredRow {
  readonly table: CanaryTable;
  readonly id: string;
  readonly caseId: string;
  readonly custodianId: string;
  readonly present: Version;
  readonly former: readonly Version[];
}

interface Access {
  readonly id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly granted_by_agency: string;
  /** Of an emergency access: whose it is. */
  readonly staff_id: string | null;
  readonly scope: Scope;
  readonly basis: string;
  readonly purposes: string[];
  readonly starts_at: string;
  readonly ends_at: string;
}

interface TieRow {
  readonly id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly unit_id: string | null;
  readonly staff_id: string | null;
  /** Of one that came with an emergency access: which; it is that person's alone. */
  readonly emergency_id: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
}

interface Own {
  readonly case_id: string;
  readonly participant_id: string;
  readonly agency_id: string;
  readonly relation: 'SELF' | 'KIN';
  readonly since: string;
}

interface Delivery {
  readonly record_id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly kind: string;
  readonly delivered_at: string;
}

interface Lock {
  readonly id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly staff_id: string | null;
  readonly unit_id: string | null;
  readonly ends_at: string;
}

interface GrantRow {
  readonly id: string;
  readonly case_id: string;
  readonly source_id: string;
  readonly condition: Grant;
  readonly agency_id: string;
  readonly staff_id: string | null;
  readonly categories: readonly string[];
  readonly holder_id: string | null;
  readonly subject_id: string | null;
  readonly record_id: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
}

/** What of a grant counts before one row. */
type Granted = Pick<GrantRow, 'condition' | 'categories' | 'holder_id' | 'subject_id' | 'record_id'>;

interface AgreementRow {
  readonly id: string;
  readonly categories: readonly string[];
  readonly starts_at: string;
  readonly ends_at: string;
  readonly revoked_at: string | null;
}

interface Party {
  readonly agreement_id: string;
  readonly agency_id: string;
  readonly signed_at: string | null;
}

/** An agreement between agencies, with its parties. */
export interface Agreement extends AgreementRow {
  readonly parties: readonly Party[];
}

export const time = (text: unknown): number =>
  text === 'infinity' ? Number.POSITIVE_INFINITY : new Date(String(text)).getTime();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
};

export class Truth {
  private constructor(
    readonly rows: ReadonlyMap<string, StoredRow>,
    readonly byCase: ReadonlyMap<string, readonly StoredRow[]>,
    readonly accesses: ReadonlyMap<string, readonly Access[]>,
    readonly ties: ReadonlyMap<string, readonly TieRow[]>,
    readonly owns: ReadonlyMap<string, readonly Own[]>,
    readonly deliveries: ReadonlyMap<string, readonly Delivery[]>,
    readonly locks: ReadonlyMap<string, readonly Lock[]>,
    readonly grants: ReadonlyMap<string, readonly GrantRow[]>,
    readonly agreements: readonly Agreement[],
    /** Emergency accesses that were opened. */
    readonly emergencies: ReadonlyMap<string, readonly Content[]>,
    readonly concealed: ReadonlySet<string>,
  ) {}

  static async read(admin: Client, { tables, registry }: CanaryWorld): Promise<Truth> {
    const all = async <T>(table: string): Promise<T[]> =>
      (await admin.query<{ row: T }>(`select to_jsonb(t) as row from ${table} t`)).rows.map(({ row }) => row);
    const history = groupBy(
      await all<Content & { record_id: string; version: number; replaced_at: string; content: Content }>(
        'record_history',
      ),
      ({ record_id }) => record_id,
    );
    const rows: StoredRow[] = [];
    for (const table of tables) {
      for (const content of await all<Content>(table.table)) {
        const id = String(content['id']);
        rows.push({
          table,
          id,
          caseId: String(content[table.caseColumn]),
          custodianId: String(content['custodian_id']),
          present: { content, replacedAt: null },
          former: (history.get(id) ?? [])
            .sort((a, b) => b.version - a.version)
            .map((former) => ({
              content: former.content,
              replacedAt: time(former.replaced_at),
              stored: former,
            })),
        });
      }
    }
    const parties = groupBy(await all<Party>('agreement_party'), ({ agreement_id }) => agreement_id);
    return new Truth(
      new Map(rows.map((row) => [row.id, row])),
      groupBy(rows, ({ caseId }) => caseId),
      groupBy(await all<Access>('case_access'), ({ case_id }) => case_id),
      groupBy(await all<TieRow>('case_tie'), ({ case_id }) => case_id),
      groupBy(await all<Own>('participant_own'), ({ case_id }) => case_id),
      groupBy(await all<Delivery>('record_delivery'), ({ record_id }) => record_id),
      groupBy(await all<Lock>('case_lock'), ({ case_id }) => case_id),
      groupBy(await all<GrantRow>('case_grant'), ({ case_id }) => case_id),
      (await all<AgreementRow>('agreement')).map((row) => ({ ...row, parties: parties.get(row.id) ?? [] })),
      groupBy(
        (await all<Content>('emergency_access')).filter(({ approved }) => approved === true),
        ({ case_id }) => String(case_id),
      ),
      new Set(registry.agencies.filter(({ concealed }) => concealed).map(({ id }) => id)),
    );
  }

  cases(): StoredRow[] {
    return [...this.rows.values()].filter(({ table }) => table.type === 'Case');
  }
}

/** Of a concealed custodian: its people, its numbers, its place. */
const UNTOLD = ['recordedByName', 'reference', 'municipality'];

const isReported = (person: Content): boolean => (person['roles'] as string[]).includes('RESPONDENT');
const isCleared = (person: Content): boolean => isReported(person) && person['status'] === 'CLEARED';

/** Is this in force now? */
export const inForce = (row: { starts_at: string; ends_at: string }, now: number): boolean =>
  time(row.starts_at) <= now && now < time(row.ends_at);

/** Signed by every party, begun, neither over nor revoked. */
const isAgreed = (agreement: Agreement, now: number): boolean =>
  inForce(agreement, now) &&
  (agreement.revoked_at === null || time(agreement.revoked_at) > now) &&
  agreement.parties.length > 1 &&
  agreement.parties.every(({ signed_at }) => signed_at !== null && time(signed_at) <= now);

interface CaseFacts {
  readonly reached: boolean;
  readonly locked: boolean;
  readonly scopes: readonly Scope[];
  readonly since: number | null;
  readonly tie: Tie;
  readonly order: NaiveFacts['order'];
}

/** What one viewer may see of the truth, by the naive evaluator. */
export class View {
  private readonly cases = new Map<string, CaseFacts>();
  private readonly known = new Map<Version, NaiveFacts>();
  private readonly keys = new Map<NaiveFacts, string>();
  private agreedOnce: readonly Granted[] | undefined;

  constructor(
    readonly truth: Truth,
    readonly viewer: Viewer,
    private readonly policy: NaivePolicy,
    private readonly answers: Map<string, boolean>,
    readonly now: number = Date.now(),
  ) {}

  isSilent(category: string): boolean {
    return this.policy.isSilent(category);
  }

  /** Does the viewer know of the row at all? */
  sees(row: StoredRow, version: Version = row.present): boolean {
    return (
      this.gate(row) &&
      this.discloses(row, row.table.existence, version) &&
      this.knowsSubject(row, version) &&
      this.isStill(row)
    );
  }

  /** For a recipient a consent is there while it opens something to him, unless he recorded it or entered the person. */
  private isStill({ table, id, caseId, custodianId, present: { content } }: StoredRow): boolean {
    const { viewer, truth, now } = this;
    if (table.type !== 'Consent' || !(content['recipient_ids'] as string[]).includes(viewer.agencyId))
      return true;
    if (custodianId === viewer.agencyId || content['holder_id'] === viewer.agencyId) return true;
    return (truth.grants.get(caseId) ?? []).some(
      (grant) => grant.source_id === id && grant.agency_id === viewer.agencyId && inForce(grant, now),
    );
  }

  /** A record about a person of whom the viewer may not know is none of his either, unless his agency holds it. */
  private knowsSubject(row: StoredRow, { content }: Version): boolean {
    if (row.table.subject !== 'subject_id' || row.custodianId === this.viewer.agencyId) return true;
    const person = this.truth.rows.get(String(content['subject_id']));
    return person !== undefined && this.decide(person.table.existence, this.facts(person, person.present));
  }

  /** Former versions that the viewer knows of, if he knows of the row. */
  history(row: StoredRow): Version[] {
    return row.former.filter(
      (version) =>
        this.decide(row.table.existence, this.facts(row, version)) && this.knowsSubject(row, version),
    );
  }

  /** A former version shows what is disclosed under its own facts and under the present ones. */
  discloses(row: StoredRow, category: string, version: Version): boolean {
    if (!this.decide(category, this.facts(row, row.present))) return false;
    return version === row.present || this.decide(category, this.facts(row, version));
  }

  /** Is what is disclosed of the row as it is not disclosed to the viewer without this grant? */
  restsOn(grant: Grant, row: StoredRow, category: string): boolean {
    const facts = this.facts(row, row.present);
    const isGranted = facts.grants?.[grant]?.some(
      (granted) => granted === category || granted.endsWith(`.${category}`),
    );
    if (isGranted !== true) return false;
    const without = { ...facts, grants: { ...facts.grants, [grant]: [] } };
    return !this.policy.discloses(this.viewer, category, without);
  }

  /** Assignments that the viewer is told of: his agency's, and of those by emergencies his own. */
  assignments(caseId: string): TieRow[] {
    const { agencyId, staffId } = this.viewer;
    return (this.truth.ties.get(caseId) ?? []).filter(
      (tie) => tie.agency_id === agencyId && (tie.emergency_id === null || tie.staff_id === staffId),
    );
  }

  hidesCustodian(row: StoredRow): boolean {
    return this.truth.concealed.has(row.custodianId) && row.custodianId !== this.viewer.agencyId;
  }

  /** Is the field withheld, whatever the policy says, because it would tell who a concealed custodian is, or where? */
  isUntold(row: StoredRow, field: string): boolean {
    return this.hidesCustodian(row) && UNTOLD.includes(field);
  }

  /** For operations that concern no case. */
  may(category: string): boolean {
    return this.decide(category, {
      scopes: [],
      tie: 'NONE',
      conflict: false,
      subjects: [],
      own: 'NONE',
      record: 'NONE',
      order: 'NONE',
      allegation: 'NONE',
    });
  }

  reaches(caseId: string): boolean {
    const { reached, locked } = this.caseFacts(caseId);
    return reached && !locked;
  }

  isLocked(caseId: string): boolean {
    return this.caseFacts(caseId).locked;
  }

  caseFacts(caseId: string): CaseFacts {
    const known = this.cases.get(caseId);
    if (known !== undefined) return known;
    const { truth, viewer, now } = this;
    const accesses = (truth.accesses.get(caseId) ?? []).filter(
      (access) =>
        access.agency_id === viewer.agencyId &&
        (access.staff_id === null || access.staff_id === viewer.staffId) &&
        access.scope !== 'COORDINATION' &&
        inForce(access, now),
    );
    const forPurpose = accesses.filter(({ purposes }) => purposes.includes(viewer.purpose));
    const ties = (truth.ties.get(caseId) ?? []).filter(
      (tie) => tie.agency_id === viewer.agencyId && inForce(tie, now),
    );
    const named = ties.some(({ staff_id }) => staff_id !== null && staff_id === viewer.staffId);
    const unit = ties.some(({ unit_id }) => unit_id !== null && unit_id === viewer.unitId);
    const facts: CaseFacts = {
      reached: accesses.length > 0,
      // The person, whoever is of the unit, and a machine that merely says for whom it asks, where anybody of its agency is locked.
      locked: (truth.locks.get(caseId) ?? []).some(
        ({ agency_id, staff_id, unit_id, ends_at }) =>
          time(ends_at) > this.now &&
          ((staff_id !== null && staff_id === viewer.staffId) ||
            (unit_id !== null && unit_id === viewer.unitId) ||
            (viewer.proof === 'ASSERTED' && agency_id === viewer.agencyId)),
      ),
      scopes: [...new Set(forPurpose.map(({ scope }) => scope))],
      since: forPurpose.length === 0 ? null : Math.min(...forPurpose.map((access) => time(access.starts_at))),
      tie: named ? 'NAMED' : unit ? 'UNIT' : 'NONE',
      order: this.order(caseId),
    };
    this.cases.set(caseId, facts);
    return facts;
  }

  /** Scope or custodian, and no conflict of interest. */
  private gate(row: StoredRow): boolean {
    const { reached, locked } = this.caseFacts(row.caseId);
    return !locked && (reached || row.custodianId === this.viewer.agencyId);
  }

  private facts(row: StoredRow, version: Version): NaiveFacts {
    let facts = this.known.get(version);
    if (facts === undefined) this.known.set(version, (facts = this.factsOf(row, version)));
    return facts;
  }

  private factsOf(row: StoredRow, version: Version): NaiveFacts {
    const { scopes, since, tie, locked, order } = this.caseFacts(row.caseId);
    return {
      scopes,
      tie,
      conflict: locked,
      order,
      subjects: this.subjects(row, version),
      own: this.own(row, version, since),
      record: this.record(row, version),
      allegation: this.allegation(row, version),
      grants: this.grants(row, version),
    };
  }

  /** Of what the other parties hold, an agreement opens its categories to each. */
  private get agreed(): readonly Granted[] {
    this.agreedOnce ??= this.truth.agreements
      .filter((agreement) => isAgreed(agreement, this.now))
      .filter(({ parties }) => parties.some(({ agency_id }) => agency_id === this.viewer.agencyId))
      .flatMap(({ categories, parties }) =>
        parties
          .filter(({ agency_id }) => agency_id !== this.viewer.agencyId)
          .map(({ agency_id }) => ({
            condition: 'agreement' as const,
            categories,
            holder_id: agency_id,
            subject_id: null,
            record_id: null,
          })),
      );
    return this.agreedOnce;
  }

  /** What was granted to the viewer for this row, category by category: see {@link View.granted}. */
  private grants(row: StoredRow, version: Version): NonNullable<NaiveFacts['grants']> {
    const { viewer, now } = this;
    const mine = [
      ...(this.truth.grants.get(row.caseId) ?? []).filter(
        (grant) =>
          grant.agency_id === viewer.agencyId &&
          (grant.staff_id === null || grant.staff_id === viewer.staffId) &&
          inForce(grant, now),
      ),
      ...this.agreed,
    ];
    const found: Partial<Record<Grant, string[]>> = {};
    for (const condition of new Set(mine.map((grant) => grant.condition))) {
      const alike = mine.filter((grant) => grant.condition === condition);
      const categories = [...new Set(alike.flatMap((grant) => grant.categories))].sort();
      found[condition] = categories.filter((category) =>
        this.granted(
          alike.filter((grant) => grant.categories.includes(category)),
          row,
          version,
        ),
      );
    }
    return found;
  }

  /**
   * Does one of these grants of a category hold for the row? One that is of nobody's agreement does; else whoever is protected and
   * spoken of must have agreed, or every victim of the case where the row speaks of nobody such.
   */
  private granted(grants: readonly Granted[], row: StoredRow, version: Version): boolean {
    const fitting = grants.filter(
      ({ holder_id, record_id }) =>
        (holder_id === null || holder_id === row.custodianId) && (record_id === null || record_id === row.id),
    );
    if (fitting.some(({ subject_id }) => subject_id === null)) return true;
    const persons = this.protectedPersons(row, version);
    if (persons.length > 0) return persons.every((id) => fitting.some(({ subject_id }) => subject_id === id));
    const victims = (this.truth.byCase.get(row.caseId) ?? []).filter(
      ({ table, present }) =>
        table.type === 'Participant' && (present.content['roles'] as string[]).includes('VICTIM'),
    );
    // What a mandate says of a person is not of a row that speaks of nobody protected.
    if (grants.some(({ condition }) => condition !== 'consent')) return false;
    return (
      victims.length > 0 && victims.every(({ id }) => grants.some(({ subject_id }) => subject_id === id))
    );
  }

  private protectedPersons(row: StoredRow, { content }: Version): string[] {
    const isProtected = (roles: unknown): boolean => (roles as string[]).join() !== 'RESPONDENT';
    if (row.table.subject === null) return [];
    if (row.table.subject === 'id') return isProtected(content['roles']) ? [row.id] : [];
    const named =
      row.table.subject === 'from_to' ? [content['from_id'], content['to_id']] : [content['subject_id']];
    return named.map(String).filter((id) => isProtected(this.truth.rows.get(id)?.present.content['roles']));
  }

  private subjects(row: StoredRow, version: Version): SubjectRole[] {
    const { content } = version;
    const rolesOf = (id: unknown): SubjectRole[] =>
      this.truth.rows.get(String(id))?.present.content['roles'] as SubjectRole[];
    switch (row.table.subject) {
      case 'id':
        return content['roles'] as SubjectRole[];
      case 'subject_id':
        return rolesOf(content['subject_id']);
      case 'from_to':
        return [...new Set([...rolesOf(content['from_id']), ...rolesOf(content['to_id'])])];
      case null:
        return [];
    }
  }

  /** SELF: the very person is the agency's; KIN: somebody else of the case is. Of what speaks of no one person, anybody counts. */
  private own(row: StoredRow, { content }: Version, since: number | null): NaiveFacts['own'] {
    if (since === null) return 'NONE';
    const ours = (this.truth.owns.get(row.caseId) ?? []).filter(
      (own) => own.agency_id === this.viewer.agencyId && time(own.since) <= since,
    );
    if (ours.length === 0) return 'NONE';
    if (row.table.subject !== 'id' && row.table.subject !== 'subject_id') return 'SELF';
    const person = row.table.subject === 'id' ? row.id : content['subject_id'];
    return ours.some((own) => own.participant_id === person && own.relation === 'SELF') ? 'SELF' : 'KIN';
  }

  /** Of a former version who received the record afterwards is no addressee. */
  private record(row: StoredRow, { replacedAt }: Version): NaiveFacts['record'] {
    if (row.custodianId === this.viewer.agencyId) return 'HOLDER';
    if (row.table.type === 'Case') return 'NONE';
    const delivered = (this.truth.deliveries.get(row.id) ?? []).some(
      (delivery) =>
        delivery.agency_id === this.viewer.agencyId &&
        (replacedAt === null || time(delivery.delivered_at) < replacedAt),
    );
    return delivered ? 'ADDRESSEE' : 'NONE';
  }

  /** An urgent measure lasts 48 hours from service, or as long as a court has extended it; what ended within 30 days has ended. */
  private order(caseId: string): NaiveFacts['order'] {
    const rows = this.truth.byCase.get(caseId) ?? [];
    const ends = rows
      .filter(({ table }) => table.type === 'UrgentMeasure')
      .flatMap(({ id, present }) => {
        const served = present.content['served_at'];
        if (served === null || time(served) > this.now) return [];
        const extended = rows
          .filter(({ table }) => table.type === 'CourtDecision')
          .map((decision) => decision.present.content)
          .filter((content) => content['measure_id'] === id && content['until'] !== null)
          .filter((content) => time(content['decided_at']) <= this.now)
          .map((content) => time(content['until']));
        return [Math.max(time(served) + 48 * HOUR, ...extended)];
      });
    if (ends.length === 0) return 'NONE';
    const end = Math.max(...ends);
    if (end > this.now) return 'IN_FORCE';
    return end > this.now - 30 * DAY ? 'ENDED' : 'NONE';
  }

  /**
   * It stands unless a person of the row was reported and cleared; on a row of nobody, unless everybody reported in the case was. An
   * order in force keeps it standing where everybody was.
   */
  private allegation(row: StoredRow, { content }: Version): NaiveFacts['allegation'] {
    if (row.table.type === 'Case') return 'NONE';
    const all = this.allCleared(row.caseId);
    const cleared = row.table.subject === null ? all : this.personsOf(row, content).some(isCleared);
    if (!cleared) return 'STANDS';
    return all && this.caseFacts(row.caseId).order === 'IN_FORCE' ? 'STANDS' : 'NONE';
  }

  private allCleared(caseId: string): boolean {
    const reported = (this.truth.byCase.get(caseId) ?? [])
      .filter(({ table }) => table.type === 'Participant')
      .map(({ present }) => present.content)
      .filter(isReported);
    return reported.length > 0 && reported.every(isCleared);
  }

  /** Of whom the row speaks: a participant of himself, as he is or was, every other row of persons as they are. */
  private personsOf({ table: { subject } }: StoredRow, content: Content): Content[] {
    if (subject === 'id') return [content];
    const columns = subject === 'from_to' ? ['from_id', 'to_id'] : ['subject_id'];
    return columns.map((column) => this.truth.rows.get(String(content[column]))!.present.content);
  }

  private decide(category: string, facts: NaiveFacts): boolean {
    const { viewer } = this;
    let given = this.keys.get(facts);
    if (given === undefined)
      this.keys.set(
        facts,
        (given = JSON.stringify([viewer.sector, viewer.roles, viewer.purpose, viewer.proof, facts])),
      );
    const key = `${category} ${given}`;
    let answer = this.answers.get(key);
    if (answer === undefined)
      this.answers.set(key, (answer = this.policy.discloses(viewer, category, facts)));
    return answer;
  }
}
