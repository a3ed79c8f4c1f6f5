import { snakeCase } from '../../db/snake-case';
import type { Statement } from '../../db/transaction';
import type { Problem } from '../../errors/problem';
import type { MutationContext } from '../../graphql/context';

/** Values by the names of their columns. */
export type Columns = Readonly<Record<string, unknown>>;

interface FieldRule {
  /** Where it is not the field's own name. */
  readonly column?: string;
  /** What a new one has where nothing is said; without it the field must be said. */
  readonly initial?: unknown;
  /** It stays for good what it was when it was opened. */
  readonly fixed?: true;
  /** An explicit null empties it. */
  readonly nullable?: true;
}

/** A change as it takes shape: the values that it sets, and all that is wrong with it. */
export class Draft {
  readonly problems: Problem[] = [];
  private readonly set: Record<string, unknown> = {};

  constructor(
    readonly context: MutationContext,
    private readonly path: string,
    /** What is changed, as it stands; null where something new is opened. */
    readonly current: Columns | null,
  ) {}

  get patch(): Columns {
    return this.set;
  }

  /** Sets a value; one that is left out stays as it is. */
  take(field: string, value: unknown, rule: FieldRule = {}): void {
    const { column = snakeCase(field), initial, fixed, nullable } = rule;
    if (value === undefined) {
      if (this.current !== null) return;
      if (initial === undefined) this.fault(field, 'Say it where something new is opened.');
      else this.set[column] = initial;
    } else if (value === null && nullable !== true) {
      this.fault(field, 'It cannot be empty; leave it out if it stays.');
    } else if (fixed === true && this.current !== null && this.current[column] !== value) {
      this.fault(field, 'It never changes; leave it out.');
    } else {
      this.set[column] = value;
    }
  }

  /** The value that the change leads to. */
  get(column: string): unknown {
    return column in this.set ? this.set[column] : this.current?.[column];
  }

  fault(field: string, message: string): void {
    this.problems.push({ path: `${this.path}.${field}`, message });
  }

  /** The first row of a lookup in the registry. */
  async find<R>(statement: Statement, ...values: readonly unknown[]): Promise<R | undefined> {
    return (await this.context.transaction.query<R>(statement, values))[0];
  }
}
