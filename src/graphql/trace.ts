import type { ProfilePolicy } from '../policy';
import type { FactGroup, RowTrace } from './row';

/** One line of `extensions.withheld`: a field that was answered null, once, with the number of parents. */
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

/** Collects, while an operation runs, what was asked of which row, and what was answered null. */
export class Trace {
  private readonly rows: RowTrace[] = [];
  private readonly counts = new Map<
    string,
    { type: string; field: string; category: string; count: number }
  >();
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

  /** Counts a withheld field; silent categories leave no sign outside the audit. */
  withhold(type: string, field: string, category: string): null {
    if (this.policy.isSilent(category)) return null;
    const label = `${type}.${field}`;
    const known = this.counts.get(label);
    if (known === undefined) this.counts.set(label, { type, field, category, count: 1 });
    else known.count += 1;
    return null;
  }

  /** All that the disclosure record and the answer's extensions need, once the operation has run. */
  report(): TraceReport {
    const entries = [...this.entries(), ...this.filterEntries()];
    const filteredCases = this.filters.flatMap(({ caseIds }) => caseIds);
    return {
      entries,
      caseIds: [...new Set([...this.rows.map((row) => row.caseId), ...this.metadataCases, ...filteredCases])],
      withheld: this.withheld(),
      handling: [...this.handlingMarks].sort(),
    };
  }

  /** By name: in which order rows and fields were read is nobody's business. */
  private withheld(): WithheldField[] {
    return [...this.counts.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { type, field, category, count }]) => {
        const { code, rule, basis, remedy } = this.policy.withheld(category);
        return { type, field, count, code, rule, basis, remedy };
      });
  }

  /** Rows that share case, type, facts and asked fields stand in one entry. */
  private entries(): DisclosureEntry[] {
    const groups = new Map<string, { row: RowTrace; ids: Set<string> }>();
    const numbers = new Map<FactGroup, number>();
    for (const row of this.rows) {
      let number = numbers.get(row.group);
      if (number === undefined) numbers.set(row.group, (number = numbers.size));
      const key = `${row.caseId} ${row.type} ${String(number)} ${String(row.asked)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { row, ids: new Set([row.id]) });
      else group.ids.add(row.id);
    }
    return [...groups.values()].map(({ row, ids }) => ({
      case: row.caseId,
      type: row.type,
      ids: [...ids],
      ...(row.group.speaksOfProtected ? { protected: true as const } : {}),
      ...this.grounds(row),
    }));
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
