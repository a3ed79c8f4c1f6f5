import type { ProfilePolicy } from '../policy';
import type { FactGroup, RowTrace } from './row';

/** One line of `extensions.withheld`: a field that was answered null, with the number of objects on which it was. */
export interface WithheldField {
  readonly type: string;
  readonly field: string;
  readonly count: number;
  readonly code: string;
  readonly rule: string | null;
  readonly basis: readonly string[];
  readonly remedy: string;
}

/** A row of the disclosure record: rows of one type and case with the same decisions. */
export interface DisclosureEntry {
  /** Null for an entry that tells by what cases were filtered. */
  readonly case: string | null;
  readonly type: string;
  readonly ids: readonly string[];
  /** Of a filter: how many cases it met; `ids` are theirs, if they are few. */
  readonly count?: number;
  /** The rows speak of somebody whose presence in the case is protected. */
  readonly protected?: true;
  /** `[category, rule, ...basis]` */
  readonly disclosed: readonly (readonly string[])[];
  /** `[category, code, rule or '', ...basis]` */
  readonly withheld: readonly (readonly string[])[];
}

export interface TraceReport {
  readonly entries: readonly DisclosureEntry[];
  readonly caseIds: readonly string[];
  readonly withheld: readonly WithheldField[];
  readonly handling: readonly string[];
}

/** Stands in the place of the rule where a category served to filter or sort. */
const FILTER = 'filter';

/** Names of a type's traced fields: bit n of `RowTrace.asked` stands for `categories[n]`. */
export interface TracedType {
  readonly fields: readonly string[];
  readonly categories: readonly string[];
}

/** Rows of one type and case that share facts and asked fields; the first stands for all. */
type AlikeRows = readonly [RowTrace, ...RowTrace[]];

/** On which objects a field was withheld, however often and under whatever names each was asked. */
class WithheldCounts {
  private readonly found = new Map<
    string,
    { type: string; field: string; category: string; objects: Set<unknown> }
  >();

  add(type: string, field: string, category: string, objects: readonly unknown[]): void {
    const label = `${type}.${field}`;
    let known = this.found.get(label);
    if (known === undefined) this.found.set(label, (known = { type, field, category, objects: new Set() }));
    for (const object of objects) known.objects.add(object);
  }

  /** By name: in which order rows and fields were read is nobody's business. */
  lines(policy: ProfilePolicy): WithheldField[] {
    return [...this.found.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { type, field, category, objects }]) => {
        const { code, rule, basis, remedy } = policy.withheld(category);
        return { type, field, count: objects.size, code, rule, basis, remedy };
      });
  }
}

/** Collects, while an operation runs, what was asked of which row, and what was answered null. */
export class Trace {
  private readonly rows: RowTrace[] = [];
  private readonly withheld = new WithheldCounts();
  private readonly handlingMarks = new Set<string>();
  private readonly filters: { categories: readonly string[]; caseIds: readonly string[]; count: number }[] =
    [];
  /** Cases whose metadata was answered without their rows (accesses, assignments). */
  private readonly metadataCases = new Set<string>();

  constructor(
    private readonly policy: ProfilePolicy,
    private readonly types: ReadonlyMap<string, TracedType>,
  ) {}

  add(row: RowTrace): void {
    if (row.answered) return;
    row.answered = true;
    this.rows.push(row);
  }

  /**
   * Cases were listed or counted by categories: whoever asks again and again learns values without reading a field. `caseIds` are those
   * that were met, if they are few.
   */
  filtered(categories: readonly string[], caseIds: readonly string[], count: number): void {
    if (categories.length > 0) this.filters.push({ categories, caseIds, count });
  }

  touch(caseId: string): void {
    this.metadataCases.add(caseId);
  }

  /** Counts a field that was withheld of something that is no row; of rows, their traces tell it. */
  withhold(type: string, field: string, category: string, parent: unknown): void {
    if (!this.policy.isSilent(category)) this.withheld.add(type, field, category, [parent]);
  }

  /** All that the disclosure record and the answer's extensions need, once the operation has run. */
  report(): TraceReport {
    const alike = this.alikeRows();
    for (const rows of alike) this.countWithheld(rows);
    const entries = [...alike.map((rows) => this.entry(rows)), ...this.filterEntries()];
    const filteredCases = this.filters.flatMap(({ caseIds }) => caseIds);
    return {
      entries,
      caseIds: [...new Set([...this.rows.map((row) => row.caseId), ...this.metadataCases, ...filteredCases])],
      withheld: this.withheld.lines(this.policy),
      handling: [...this.handlingMarks].sort(),
    };
  }

  private alikeRows(): AlikeRows[] {
    const alike = new Map<string, [RowTrace, ...RowTrace[]]>();
    const numbers = new Map<FactGroup, number>();
    for (const row of this.rows) {
      let number = numbers.get(row.group);
      if (number === undefined) numbers.set(row.group, (number = numbers.size));
      const key = `${row.caseId} ${row.type} ${String(number)} ${String(row.asked)}`;
      const rows = alike.get(key);
      if (rows === undefined) alike.set(key, [row]);
      else rows.push(row);
    }
    return [...alike.values()];
  }

  /** Silent categories leave no sign outside the audit. */
  private countWithheld(rows: AlikeRows): void {
    const [{ type, asked, group }] = rows;
    const traced = this.types.get(type);
    if (traced === undefined) return;
    let objects: readonly unknown[] | undefined;
    traced.categories.forEach((category, bit) => {
      if ((asked & (1 << bit)) === 0 || this.policy.isSilent(category)) return;
      if (group.decide(category).disclose) return;
      // A row may have been read twice, and is one object; each of its former versions is another.
      objects ??= group.ofThePast ? rows : rows.map(({ id }) => id);
      this.withheld.add(type, traced.fields[bit] ?? '', category, objects);
    });
  }

  private entry(rows: AlikeRows): DisclosureEntry {
    const [row] = rows;
    return {
      case: row.caseId,
      type: row.type,
      ids: [...new Set(rows.map(({ id }) => id))],
      ...(row.group.speaksOfProtected ? { protected: true as const } : {}),
      ...this.grounds(row),
    };
  }

  private filterEntries(): DisclosureEntry[] {
    return this.filters.map(({ categories, caseIds, count }) => ({
      case: null,
      type: 'Case',
      ids: caseIds,
      count,
      disclosed: [...new Set(categories)].map((category) => [category, FILTER]),
      withheld: [],
    }));
  }

  private grounds(row: RowTrace): Pick<DisclosureEntry, 'disclosed' | 'withheld'> {
    const disclosed: string[][] = [];
    const withheld: string[][] = [];
    const categories = this.types.get(row.type)?.categories ?? [];
    const asked = new Set(categories.filter((_category, bit) => (row.asked & (1 << bit)) !== 0));
    for (const category of asked) {
      const decision = row.group.decide(category);
      if (decision.disclose) {
        disclosed.push([category, decision.rule, ...decision.basis]);
        for (const mark of decision.handling) this.handlingMarks.add(mark);
      } else {
        const { code, rule, basis } = this.policy.withheld(category);
        withheld.push([category, code, rule ?? '', ...basis]);
      }
    }
    return { disclosed, withheld };
  }
}
