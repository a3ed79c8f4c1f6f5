import { groundsOf, type Grounds } from '../../src/audit/grounds';
import { PURPOSES } from '../../src/policy/facts';
import type { CanaryAgency } from './canary-registry';
import type { DealingRows, Row } from './dealing-rows';
import type { Edits } from './edits';
import type { Random } from './random';
import type { Told } from './told';

const DAY = 86_400_000;

export interface Changing {
  readonly agencies: readonly CanaryAgency[];
  readonly told: Told;
  readonly dealings: DealingRows;
  readonly random: Random;
  readonly edits: Edits;
  /** Categories of which others are told the number alone. */
  readonly unnamed: readonly string[];
  /** Those of which the own agency is, too. */
  readonly silent: readonly string[];
}

/** Changes what a viewer is not told of accesses, assignments, locks, grants, emergencies, releases, agreements and the audit. */
export class DealingChanges {
  private readonly others: readonly CanaryAgency[];

  constructor(private readonly at: Changing) {
    this.others = at.agencies.filter(({ id }) => id !== at.told.view.viewer.agencyId);
  }

  make(): void {
    this.accesses();
    this.ties();
    this.locks();
    this.grants();
    this.ownersAndDeliveries();
    this.events();
    this.emergencies();
    this.releases();
    this.hints();
    this.agreements();
    this.registryChanges();
    this.disclosures();
  }

  /** Takes a row out, adds one like it, or puts another one in its place. */
  private vary(table: keyof DealingRows, row: Row, changed: () => Row): void {
    const { random, edits } = this.at;
    const step = random.below(3);
    if (step === 0) edits.drop(table, row);
    if (step === 1) edits.put(table, { ...row, ...changed(), id: row['id'] });
    if (step === 2) edits.put(table, { ...row, ...changed(), id: random.uuid() });
  }

  private hidden(table: keyof DealingRows, isTold: (row: Row) => boolean): Row[] {
    return this.at.dealings[table].filter((row) => !isTold(row));
  }

  private time(row: Row, column: string): string | null {
    const value = row[column];
    if (typeof value !== 'string' || value === 'infinity') return null;
    return new Date(new Date(value).getTime() - (1 + this.at.random.below(9)) * DAY).toISOString();
  }

  /** A span that begins earlier, and still ends after its beginning. */
  private span(row: Row): Row {
    return { starts_at: this.time(row, 'starts_at') ?? row['starts_at'] };
  }

  private somebody(agencyId: unknown): string {
    const { agencies, random } = this.at;
    return random.pick(agencies.find(({ id }) => id === agencyId)!.staff).id;
  }

  /** Another agency, and somebody of it; never the viewer's. */
  private elsewhere(personal: boolean): Row {
    const agency = this.at.random.pick(this.others);
    return { agency_id: agency.id, staff_id: personal ? this.somebody(agency.id) : null };
  }

  private accesses(): void {
    const { told, random } = this.at;
    for (const row of this.hidden('case_access', (each) => told.access(each)))
      this.vary('case_access', row, () => ({
        ...this.elsewhere(row['staff_id'] !== null),
        ...this.span(row),
        purposes: random.sample(PURPOSES, 0.5).concat('CARE'),
      }));
  }

  private ties(): void {
    for (const row of this.hidden('case_tie', (each) => this.at.told.tie(each)))
      this.vary('case_tie', row, () => ({
        ...this.elsewhere(true),
        unit_id: null,
        ...this.span(row),
      }));
  }

  private locks(): void {
    const { told, random, edits, dealings } = this.at;
    const lock = (): Row => ({ ...this.elsewhere(true), unit_id: null, match_id: null, reason: 'otherwise' });
    for (const row of this.hidden('case_lock', (each) => told.lock(each))) this.vary('case_lock', row, lock);
    // Others, and colleagues of the viewer.
    const { viewer, truth } = told.view;
    const colleagues = this.at.agencies
      .filter(({ id }) => id === viewer.agencyId && viewer.proof === 'PROVEN')
      .flatMap(({ id, staff }) => staff.map((person): Row => ({ agency_id: id, staff_id: person.id })))
      .filter(({ staff_id }) => staff_id !== viewer.staffId);
    for (const { id } of truth.cases()) {
      const template: Row = { ...dealings.case_lock[0], ...lock(), case_id: id, ends_at: 'infinity' };
      for (const who of [{}, ...colleagues]) {
        const row = { ...template, ...who, id: random.uuid() };
        if (random.chance(0.5) && !told.lock(row)) edits.put('case_lock', row);
      }
    }
  }

  private grants(): void {
    const { told, random } = this.at;
    for (const row of this.hidden('case_grant', (each) => told.grant(each)))
      this.vary('case_grant', row, () => ({
        ...this.elsewhere(row['staff_id'] !== null),
        ...this.span(row),
        categories: random.sample(row['categories'] as string[], 0.5).concat('risk.level'),
      }));
  }

  private ownersAndDeliveries(): void {
    const { told } = this.at;
    for (const row of this.hidden('participant_own', (each) => told.own(each)))
      this.varyKeyed('participant_own', row, { agency_id: this.elsewhere(false)['agency_id'] });
    for (const row of this.hidden('record_delivery', (each) => told.delivery(each)))
      this.varyKeyed('record_delivery', row, { agency_id: this.elsewhere(false)['agency_id'] });
  }

  /** Of rows without an id of their own. */
  private varyKeyed(table: keyof DealingRows, row: Row, changed: Row): void {
    const { random, edits } = this.at;
    const step = random.below(4);
    if (step % 2 === 0) edits.drop(table, row);
    if (step > 1) edits.put(table, { ...row, ...changed });
  }

  private events(): void {
    const { told, dealings, edits, random } = this.at;
    const { truth } = told.view;
    const changed = (): Row => {
      const { agency_id, staff_id } = this.elsewhere(true);
      return { agency_id, staff_id };
    };
    for (const row of this.hidden('consent_event', (each) => told.consentEvent(each)))
      this.varyKeyed('consent_event', row, { ...changed(), done_at: this.time(row, 'done_at') });
    for (const row of this.hidden('mandate_event', (each) => told.mandateEvent(each)))
      this.varyKeyed('mandate_event', row, { ...changed(), at: this.time(row, 'at') });
    // Of what knew none before.
    for (const { id, table } of truth.rows.values()) {
      const event = { ...changed(), kind: 'CONFIRMED' };
      if (table.type === 'Consent') {
        const row = { ...dealings.consent_event[0], ...event, consent_id: id };
        if (random.chance(0.3) && !told.consentEvent(row)) edits.put('consent_event', row);
      }
      if (table.type === 'Mandate') {
        const row = { ...dealings.mandate_event[0], ...event, mandate_id: id };
        if (random.chance(0.3) && !told.mandateEvent(row)) edits.put('mandate_event', row);
      }
    }
  }

  /** The unnamed categories among these, exchanged for others as many. */
  private exchanged(categories: readonly string[]): string[] {
    const { unnamed } = this.at;
    return categories.map((category) => {
      const place = unnamed.indexOf(category);
      return place === -1 ? category : unnamed[(place + 1) % unnamed.length]!;
    });
  }

  private emergencies(): void {
    const { told, random, edits, dealings } = this.at;
    for (const row of dealings.emergency_access) {
      const answered = row['approved'] === true;
      switch (told.emergency(row)) {
        case 'WHOLE':
          // Who asked knows what for, and who answers a request is told all that it would open.
          if (answered && row['staff_id'] !== told.view.viewer.staffId)
            edits.put('emergency_access', {
              ...row,
              categories: this.exchanged(row['categories'] as string[]),
            });
          break;
        case 'OWN':
          edits.put('emergency_access', { ...row, ...this.unknownToAsker(row) });
          break;
        case 'NOT':
          this.vary('emergency_access', row, () => ({
            reason: 'Somebody called for help.',
            hours: 1 + random.below(20),
            categories: ['risk.level'],
            ...(answered && row['verdict'] !== null ? { note: 'Otherwise.' } : {}),
            // What waits again would be asked of whoever may answer.
            ...(answered || told.answers(row) ? {} : this.unknownToAsker(row)),
          }));
      }
    }
  }

  /** A refusal is told to nobody, nor who gave it; of an access, who approved it and why it was found to be right. */
  private unknownToAsker(row: Row): Row {
    const decider = this.at.random.pick(this.others.filter(({ id }) => id !== row['agency_id']));
    const by = { decided_agency: decider.id, decided_by: this.somebody(decider.id) };
    if (row['approved'] === true)
      return { ...by, ...(row['verdict'] === null ? {} : { note: 'Otherwise.' }) };
    if (row['withdrawn_at'] !== null || this.at.random.chance(0.5))
      return { approved: null, decided_at: null, decided_agency: null, decided_by: null };
    return { ...by, approved: false, decided_at: row['requested_at'] };
  }

  private releases(): void {
    const { told, edits, dealings, random } = this.at;
    for (const row of dealings.officer_release) {
      const kind = told.release(row);
      const changed = { record_id: random.uuid(), reason: 'For another event.' };
      if (kind === 'OVERSEEN')
        edits.put('officer_release', {
          ...row,
          ...changed,
          categories: this.exchanged(row['categories'] as string[]),
        });
      if (kind === 'NOT')
        this.vary('officer_release', row, () => ({
          ...changed,
          categories: ['child.address.full'],
          hours: 3,
        }));
    }
  }

  private hints(): void {
    for (const row of this.hidden('conflict_match', (each) => this.at.told.hint(each))) {
      const { staff_id } = this.elsewhere(true);
      this.vary('conflict_match', row, () => ({
        // Of a case and a person there is one open hint at most.
        ...(row['status'] === 'OPEN' ? { case_id: this.at.random.uuid() } : { staff_id }),
        found_at: this.time(row, 'found_at'),
      }));
    }
  }

  private agreements(): void {
    const { told, edits, dealings, random } = this.at;
    for (const row of this.hidden('agreement', ({ id }) => told.agreement(id)))
      edits.put('agreement', {
        ...row,
        title: `Other title ${String(row['reference'])}`,
        categories: ['incident.time', 'risk.level'],
        ...this.span(row),
      });
    for (const row of dealings.agreement_party.filter(({ agreement_id: id }) => !told.agreement(id))) {
      if (random.chance(0.3)) edits.drop('agreement_party', row);
      else if (row['signed_at'] !== null)
        edits.put('agreement_party', { ...row, signed_at: null, signed_by: null });
    }
  }

  private registryChanges(): void {
    for (const row of this.hidden('registry_change', () => this.at.told.administers))
      this.vary('registry_change', row, () => ({
        after: { name: 'Other name' },
        target_id: this.at.random.uuid(),
      }));
  }

  private disclosures(): void {
    const { told, edits, dealings, random } = this.at;
    const grounds = new Map(dealings.disclosure_grounds.map(({ hash, content }) => [hash, content as Said]));
    for (const row of dealings.disclosure) {
      const own = row['agency_id'] === told.view.viewer.agencyId;
      if (!told.disclosure(row))
        this.vary('disclosure', row, () => ({ ...this.elsewhere(true), case_ids: [], entries: [] }));
      else {
        const entries = (row['entries'] as Entry[]).map((entry) => {
          const said = grounds.get(entry.grounds)!;
          return own
            ? { ...entry, grounds: this.kept(this.silenced(said)) }
            : { ...this.overseen(entry), grounds: this.kept(this.renamed(said)) };
        });
        edits.put('disclosure', { ...row, request_id: random.uuid(), entries });
      }
    }
  }

  /** The hash under which such grounds are kept. */
  private kept({ disclosed, withheld }: Said): string {
    const { hash, content } = groundsOf(disclosed, withheld);
    this.at.edits.put('disclosure_grounds', { hash, content: JSON.parse(content) as Said });
    return hash;
  }

  /** As an agency may as well have it in its own audit: silent categories are a number there, disclosed or withheld. */
  private silenced({ disclosed, withheld }: Said): Said {
    const { silent, random } = this.at;
    const isSilent = ([category = '']: readonly string[]): boolean => silent.includes(category);
    const names = [...disclosed, ...withheld].filter(isSilent).map(([category]) => category!);
    const [open, closed] = [random.sample(names, 0.5), [] as string[]];
    closed.push(...names.filter((name) => !open.includes(name)));
    return {
      disclosed: [...disclosed.filter((each) => !isSilent(each)), ...open.map((name) => [name, `${name}/1`])],
      withheld: [
        ...withheld.filter((each) => !isSilent(each)),
        ...closed.map((name) => [name, 'NO_RULE', '']),
      ],
    };
  }

  /** As a coordinator may as well have it: other unnamed categories, and of what a role completes, rules of another role. */
  private renamed({ disclosed, withheld }: Said): Said {
    const said = (listed: Said['disclosed']): string[][] =>
      listed.map(([category = '', ...rest]) => [this.exchanged([category])[0]!, ...rest]);
    return { disclosed: said(disclosed), withheld: said(withheld) };
  }

  /** Other records, as many; of somebody who is protected, any. */
  private overseen(entry: Entry): Entry {
    const { random } = this.at;
    const rows = entry.rows.map((row) =>
      row.map((id, n) => (n === 0 || row[0] === null ? id : random.uuid())),
    );
    return { ...entry, rows };
  }
}

interface Entry {
  readonly grounds: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

type Said = Pick<Grounds, 'disclosed' | 'withheld'>;
