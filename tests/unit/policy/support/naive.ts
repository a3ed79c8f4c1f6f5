import { parse } from 'yaml';
import type { Profile, RowFacts } from '../../../../src/policy/facts';

/**
 * The decision once more, slow and simple, straight from the design and the text of the files. It shares no code with the
 * engine: what the two agree on over all facts was understood twice.
 */
export interface NaiveWhere {
  readonly country: string;
  readonly production: boolean;
  readonly day: string;
  /** As if a record type carried what is pending. */
  readonly pending?: boolean;
}

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- the raw text of the files, on purpose without the engine's types */
export class Naive {
  private readonly vocabulary: any;
  private readonly entries: Record<string, any> = {};
  private readonly bases: Record<string, any> = {};
  private readonly known = new WeakMap<NaiveWhere, Record<string, readonly any[]>>();
  private asked: { where: NaiveWhere; viewer: Profile; readers: Record<string, readonly any[]> } | null =
    null;

  constructor(files: Readonly<Record<string, string>>) {
    this.vocabulary = parse(files['vocabulary.yaml'] ?? '');
    for (const [file, text] of Object.entries(files)) {
      if (file === 'vocabulary.yaml' || file.endsWith('.test.yaml')) continue;
      const document = parse(text);
      if (file.startsWith('protocols/')) {
        for (const id of Object.keys(document.bases)) {
          const basis = document.bases[id];
          this.bases[id] = {
            ...basis,
            country: document.country,
            from: document.instruments[basis.instrument].validFrom ?? '0000',
            to: document.instruments[basis.instrument].validTo ?? '9999',
          };
        }
      } else {
        for (const key of Object.keys(document.categories)) {
          const [first = '', ...rest] = key.split('.');
          for (const word of first.split('|'))
            this.entries[[word, ...rest].join('.')] = document.categories[key];
        }
      }
    }
  }

  /** The rules that carry the answer, or null. */
  decide(where: NaiveWhere, viewer: Profile, category: string, facts: RowFacts): string[] | null {
    if (category === 'public') return ['public'];
    const definition = this.vocabulary.categories[category];
    if (definition === undefined) return null;
    if (definition.pending === true && where.pending !== true) return null;
    if (facts.conflict) return null;
    const subjects: (string | null)[] = facts.subjects.length === 0 ? [null] : [...facts.subjects];
    const carrying: string[] = [];
    for (const subject of subjects) {
      if (definition.family === true && subject === null) return null;
      const id =
        definition.family === true
          ? `${String(subject).toLowerCase().replace('_', '-')}.${category}`
          : category;
      const rule = this.first(where, viewer, id, definition, subject, facts);
      if (rule === null) return null;
      carrying.push(rule);
    }
    return [...new Set(carrying)].sort();
  }

  private first(
    where: NaiveWhere,
    viewer: Profile,
    id: string,
    definition: any,
    subject: string | null,
    facts: RowFacts,
  ): string | null {
    const entry = this.entries[id];
    const holders = entry.holder === undefined ? [] : [entry.holder].flat();
    const contentless = viewer.purpose === 'AUDIT' || viewer.purpose === 'STATISTICS';
    if (
      holders.includes(viewer.sector) &&
      facts.record === 'HOLDER' &&
      facts.tie !== 'NONE' &&
      !contentless
    ) {
      return `${id}/holder`;
    }
    for (const reader of this.readersFor(where, viewer, id, definition)) {
      if (this.fits(id, reader, subject, facts)) return reader.id;
    }
    return null;
  }

  /** Those that are for the viewer, whatever the row; worked out once while the same viewer asks. */
  private readersFor(where: NaiveWhere, viewer: Profile, id: string, definition: any): readonly any[] {
    if (this.asked?.where !== where || this.asked.viewer !== viewer)
      this.asked = { where, viewer, readers: {} };
    return (this.asked.readers[id] ??= this.readersOf(where, id, definition).filter((reader) =>
      this.isFor(viewer, reader),
    ));
  }

  /** Those that are on, in rank; worked out once for a place and category. */
  private readersOf(where: NaiveWhere, id: string, definition: any): readonly any[] {
    const there = this.known.get(where) ?? {};
    this.known.set(where, there);
    return (there[id] ??= this.ranked(id).filter((reader) => this.isOn(where, reader, definition)));
  }

  private ranked(id: string): readonly any[] {
    const readers: any[] = this.entries[id].readers.map((reader: any, n: number) => ({
      ...reader,
      id: `${id}/${String(n + 1)}`,
    }));
    const law = readers.filter((r) => !r.consent && !r.mandate && !r.breakGlass);
    const mandate = readers.filter((r) => r.mandate && !r.consent && !r.breakGlass);
    const consent = readers.filter((r) => r.consent && !r.breakGlass);
    const glass = readers.filter((r) => r.breakGlass);
    return [...law, ...mandate, ...consent, ...glass];
  }

  private isOn(where: NaiveWhere, reader: any, definition: any): boolean {
    if (where.country === 'XX') return definition.kind !== 'content' && definition.kind !== 'existence';
    const here = reader.basis
      .map((id: string) => this.bases[id])
      .filter((basis: any) => basis.country === where.country || basis.country === 'INT')
      .filter((basis: any) => basis.from <= where.day && where.day < basis.to)
      .filter(
        (basis: any) =>
          !where.production ||
          basis.verified !== undefined ||
          basis.confidence === 'S' ||
          basis.confidence === 'S2',
      );
    const has = (kind: string): boolean => here.some((basis: any) => basis.kind === kind);
    if (has('LAW')) return true;
    if (has('CONSENT') && reader.consent === true) return true;
    return has('VITAL') && (reader.breakGlass === true || reader.release === true);
  }

  private isFor(viewer: Profile, reader: any): boolean {
    if (!reader.sector.includes(viewer.sector)) return false;
    if (!reader.purpose.includes(viewer.purpose)) return false;
    if (reader.proof !== undefined && !reader.proof.includes(viewer.proof)) return false;
    if (reader.role !== undefined) {
      const counting = viewer.roles.filter((name) => {
        const role = this.vocabulary.roles[name];
        if (role === undefined) return false;
        return [role.sector].flat().includes(viewer.sector) && role.purposes.includes(viewer.purpose);
      });
      if (!counting.some((name) => reader.role.includes(name))) return false;
    }
    return true;
  }

  private fits(id: string, reader: any, subject: string | null, facts: RowFacts): boolean {
    if (reader.scope !== 'ANY' && !facts.scopes.some((scope) => reader.scope.includes(scope))) return false;
    if (reader.tie !== 'ANY' && !reader.tie.includes(facts.tie)) return false;
    if (reader.own !== undefined && !reader.own.includes(facts.own)) return false;
    if (reader.record !== undefined && !reader.record.includes(facts.record)) return false;
    if (reader.order !== undefined && !reader.order.includes(facts.order)) return false;
    if (reader.allegation !== undefined && !reader.allegation.includes(facts.allegation)) return false;
    if (reader.subject !== undefined && !reader.subject.includes(subject)) return false;
    if (reader.consent && !facts.consent.has(id)) return false;
    if (reader.agreement && !facts.agreement.has(id)) return false;
    if (reader.mandate && !facts.mandate.has(id)) return false;
    if (reader.breakGlass && !facts.breakGlass.has(id)) return false;
    if (reader.release && !facts.release.has(id)) return false;
    return true;
  }
}
/* eslint-enable */
