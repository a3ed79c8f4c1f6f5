import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type {
  Allegation,
  Grant,
  Order,
  Own,
  Proof,
  Purpose,
  RecordFact,
  Scope,
  Sector,
  SubjectRole,
  Tie,
} from '../../src/policy/facts';

/**
 * Who may see what, worked out slowly from the text of policies/ and the order of a decision as the design states it. It shares
 * nothing with the engine but the closed lists, so that what both agree on was understood twice.
 */

export interface NaiveViewer {
  readonly sector: Sector;
  readonly roles: readonly string[];
  readonly purpose: Purpose;
  readonly proof: Proof;
}

export interface NaiveFacts {
  readonly scopes: readonly Scope[];
  readonly tie: Tie;
  readonly conflict: boolean;
  readonly subjects: readonly SubjectRole[];
  readonly own: Own;
  readonly record: RecordFact;
  readonly order: Order;
  readonly allegation: Allegation;
  /** Categories for which each grant is in force on the row; absent: none. */
  readonly grants?: Readonly<Partial<Record<Grant, readonly string[]>>>;
}

interface Reader {
  readonly sector: string[];
  readonly scope: 'ANY' | string[];
  readonly purpose: string[];
  readonly tie: 'ANY' | string[];
  readonly basis: string[];
  readonly role?: string[];
  readonly proof?: string[];
  readonly own?: string[];
  readonly record?: string[];
  readonly order?: string[];
  readonly allegation?: string[];
  readonly subject?: string[];
  readonly consent?: boolean;
  readonly agreement?: boolean;
  readonly mandate?: boolean;
  readonly breakGlass?: boolean;
  readonly release?: boolean;
}

interface Entry {
  readonly holder?: string | string[];
  readonly readers: Reader[];
}

interface Vocabulary {
  readonly roles: Record<string, { sector: string | string[]; purposes: string[] }>;
  readonly categories: Record<string, { kind: string; family?: boolean; silent?: boolean }>;
}

interface Protocol {
  readonly country: string;
  readonly instruments: Record<string, { validFrom?: string; validTo?: string }>;
  readonly bases: Record<string, { instrument: string; kind: string }>;
}

interface Basis {
  readonly country: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

const CONTENTLESS = ['AUDIT', 'STATISTICS'];

const yamlFiles = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .sort();

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

export class NaivePolicy {
  private readonly vocabulary: Vocabulary;
  private readonly entries = new Map<string, Entry>();
  private readonly bases = new Map<string, Basis>();

  constructor(
    dir: string,
    private readonly country: string,
    private readonly day: string,
  ) {
    const read = (file: string): unknown => parse(readFileSync(join(dir, file), 'utf8'));
    this.vocabulary = read('vocabulary.yaml') as Vocabulary;
    for (const file of yamlFiles(dir)) {
      if (file === 'vocabulary.yaml') continue;
      if (file.startsWith('protocols')) this.readProtocol(read(file) as Protocol);
      else this.readEntries(read(file) as { categories: Record<string, Entry> });
    }
  }

  isSilent(category: string): boolean {
    return this.vocabulary.categories[category]?.silent === true;
  }

  /** Does the viewer see a datum of this category on a row with these facts? */
  discloses(viewer: NaiveViewer, category: string, facts: NaiveFacts): boolean {
    if (category === 'public') return true;
    const definition = this.vocabulary.categories[category];
    if (definition === undefined) return false;
    if (facts.conflict) return false;
    const aboutCase = definition.kind === 'content' || definition.kind === 'existence';
    if (aboutCase && CONTENTLESS.includes(viewer.purpose)) return false;
    if (definition.family === true) {
      if (facts.subjects.length === 0) return false;
      return facts.subjects.every((role) =>
        this.opens(`${role.toLowerCase().replace('_', '-')}.${category}`, aboutCase, viewer, role, facts),
      );
    }
    if (facts.subjects.length === 0) return this.opens(category, aboutCase, viewer, null, facts);
    return facts.subjects.every((role) => this.opens(category, aboutCase, viewer, role, facts));
  }

  private opens(
    id: string,
    aboutCase: boolean,
    viewer: NaiveViewer,
    subject: SubjectRole | null,
    facts: NaiveFacts,
  ): boolean {
    const entry = this.entries.get(id);
    if (entry === undefined) return false;
    const holds =
      list(entry.holder).includes(viewer.sector) &&
      facts.record === 'HOLDER' &&
      facts.tie !== 'NONE' &&
      !CONTENTLESS.includes(viewer.purpose);
    if (holds) return true;
    return entry.readers.some(
      (reader) => this.isOn(reader, aboutCase) && this.fits(reader, id, viewer, subject, facts),
    );
  }

  private fits(
    reader: Reader,
    category: string,
    viewer: NaiveViewer,
    subject: SubjectRole | null,
    facts: NaiveFacts,
  ): boolean {
    const granted = (['consent', 'agreement', 'mandate', 'breakGlass', 'release'] as const).every(
      (grant) => reader[grant] !== true || facts.grants?.[grant]?.includes(category) === true,
    );
    if (!granted) return false;
    const roles = viewer.roles.filter((role) => {
      const known = this.vocabulary.roles[role];
      return list(known?.sector).includes(viewer.sector) && known?.purposes.includes(viewer.purpose);
    });
    return (
      reader.sector.includes(viewer.sector) &&
      reader.purpose.includes(viewer.purpose) &&
      (reader.proof === undefined || reader.proof.includes(viewer.proof)) &&
      (reader.role === undefined || reader.role.some((role) => roles.includes(role))) &&
      (reader.scope === 'ANY' || facts.scopes.some((scope) => reader.scope.includes(scope))) &&
      (reader.tie === 'ANY' || reader.tie.includes(facts.tie)) &&
      (reader.own === undefined || reader.own.includes(facts.own)) &&
      (reader.record === undefined || reader.record.includes(facts.record)) &&
      (reader.order === undefined || reader.order.includes(facts.order)) &&
      (reader.allegation === undefined || reader.allegation.includes(facts.allegation)) &&
      (reader.subject === undefined || (subject !== null && reader.subject.includes(subject)))
    );
  }

  /** A rule stands on a law of this country, or of every country, that is in force today. */
  private isOn(reader: Reader, aboutCase: boolean): boolean {
    if (this.country === 'XX') return !aboutCase;
    const kinds = reader.basis.flatMap((id) => {
      const basis = this.bases.get(id);
      if (basis === undefined) return [];
      const here = basis.country === 'INT' || basis.country === this.country;
      return here && basis.from <= this.day && this.day < basis.to ? [basis.kind] : [];
    });
    if (kinds.includes('LAW')) return true;
    if (kinds.includes('CONSENT') && reader.consent === true) return true;
    return kinds.includes('VITAL') && (reader.breakGlass === true || reader.release === true);
  }

  private readProtocol({ country, instruments, bases }: Protocol): void {
    for (const [id, { instrument, kind }] of Object.entries(bases)) {
      const { validFrom = '0000-00-00', validTo = '9999-99-99' } = instruments[instrument] ?? {};
      this.bases.set(id, { country, kind, from: validFrom, to: validTo });
    }
  }

  private readEntries({ categories }: { categories: Record<string, Entry> }): void {
    for (const [key, entry] of Object.entries(categories)) {
      const dot = key.indexOf('.');
      for (const word of key.slice(0, dot).split('|')) this.entries.set(word + key.slice(dot), entry);
    }
  }
}
