import type { Statement } from '../../db/transaction';
import { SponaError } from '../../errors/spona-error';
import type { OperationContext } from '../../graphql/context';
import type { Grant, Purpose, Scope, Sector, Tie } from '../../policy/facts';

/** A scope in force at the instant, for the purpose. */
export interface ScopeAt {
  readonly scope: Scope;
  readonly from: string;
  readonly until: string | null;
}

/** What stood on a case at an instant, as far as the asker may read it; `facts_at` in the migrations says what that is. */
export interface FactsAt {
  /** Since when the asker may know of the case; null where of nothing. */
  readonly since: string | null;
  /** Emergencies of the person asked about, or of anybody's, are told. */
  readonly personal: boolean;
  /** Whatever agreements the agency is a party to are told; else those of the asker's area alone. */
  readonly agreementsTold: boolean;
  /** The agency opened the case. */
  readonly opener: boolean;
  /** Whether who opened it is concealed; null where that is not told. */
  readonly openerConcealed: boolean | null;
  readonly everReached: boolean;
  readonly reached: boolean;
  readonly scopes: readonly ScopeAt[];
  /** Somebody of the agency had an emergency access; told where nobody is named. */
  readonly emergency: boolean;
  /** The tie, or where nobody is named, every tie that somebody may have had. */
  readonly ties: readonly Tie[];
  /** Null where locks are not told. */
  readonly locked: boolean | null;
  readonly agencyLocked: boolean | null;
  /** `narrowed`: it held for some rows, subjects, custodians or persons alone. */
  readonly grants: readonly {
    readonly condition: Grant;
    readonly categories: readonly string[];
    readonly narrowed: boolean;
  }[];
}

/** The sectors that reached a case at an instant. */
export interface SectorsAt {
  readonly since: string | null;
  readonly agencies: readonly {
    readonly sector: Sector;
    readonly accesses: readonly {
      readonly scope: Scope;
      readonly purposes: readonly Purpose[];
      /** One person's alone. */
      readonly personal: boolean;
    }[];
  }[];
}

const FACTS_AT: Statement = { name: 'facts-at', text: 'select facts_at($1, $2, $3, $4, $5) as facts' };
const SECTORS_AT: Statement = { name: 'sectors-at', text: 'select sectors_at($1, $2) as facts' };

const read = async <T>(
  { transaction }: OperationContext,
  statement: Statement,
  values: readonly unknown[],
): Promise<T> => {
  const [row] = await transaction.query<{ facts: T | null }>(statement, values);
  if (row === undefined || row.facts === null) throw new SponaError('SPONA_NOT_FOUND');
  return row.facts;
};

/** Throws SPONA_NOT_FOUND for whoever may not ask, and where there is no such case: nobody tells the two apart. */
export const readFacts = (
  context: OperationContext,
  question: {
    readonly caseId: string;
    readonly agencyId: string | null;
    readonly staffId: string | null;
    readonly purpose: Purpose;
    readonly at: Date | null;
  },
): Promise<FactsAt> => {
  const { caseId, agencyId, staffId, purpose, at } = question;
  return read(context, FACTS_AT, [caseId, agencyId, staffId, purpose, at]);
};

/** Throws SPONA_NOT_FOUND as `readFacts` does. */
export const readSectors = (context: OperationContext, caseId: string, at: Date | null): Promise<SectorsAt> =>
  read(context, SECTORS_AT, [caseId, at]);
