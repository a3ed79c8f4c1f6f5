import { HubRefusal, type HubSession } from '../exchange/import/hub-session';

/** Whose disclosures are asked for; null where it does not matter. */
export interface TrailFilter {
  /** An instant; records of it and after it. */
  readonly from: string | null;
  /** An instant; records before it. */
  readonly to: string | null;
  readonly agencyId: string | null;
  readonly caseId: string | null;
}

interface Ground {
  readonly category: string | null;
  readonly code: string | null;
  readonly rule: string | null;
  readonly basis: readonly string[] | null;
}

/** One disclosure record, as the hub tells it to this viewer. */
export interface DisclosureRecord {
  readonly id: string | null;
  readonly instant: string | null;
  readonly agency: { readonly name: string | null } | null;
  readonly staffName: string | null;
  readonly clientName: string | null;
  readonly proof: string | null;
  readonly purpose: string | null;
  readonly operationName: string | null;
  readonly operationHash: string | null;
  readonly outcome: string | null;
  readonly errorCode: string | null;
  readonly policyVersion: string | null;
  readonly entries:
    | readonly {
        readonly caseId: string | null;
        readonly type: string | null;
        readonly recordCount: number | null;
        readonly recordIds: readonly string[] | null;
        readonly disclosed: readonly Ground[] | null;
        readonly withheld: readonly Ground[] | null;
        readonly hiddenCount: number | null;
      }[]
    | null;
}

const AGENCIES = 'query AgenciesForAudit { agencies { id code } }';

const TRAIL = `query AuditTrail($first: Int!, $after: String, $from: DateTime, $to: DateTime, $agencyId: ID, $caseId: ID) {
  auditTrail(first: $first, after: $after, from: $from, to: $to, agencyId: $agencyId, caseId: $caseId) {
    edges { node {
      id instant agency { name } staffName clientName proof purpose operationName operationHash outcome errorCode policyVersion
      entries {
        caseId type recordCount recordIds hiddenCount
        disclosed { category code rule basis }
        withheld { category code rule basis }
      }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Trail {
  readonly auditTrail: {
    readonly edges: readonly { readonly node: DisclosureRecord }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

/** @throws Error where no active agency has the code */
export const agencyIdOf = async (session: HubSession, code: string): Promise<string> => {
  const { agencies } = await session.ask<{ agencies: readonly { id: string; code: string }[] | null }>(
    AGENCIES,
  );
  const found = agencies?.find((agency) => agency.code === code);
  if (found === undefined) throw new Error(`No active agency has the code ${code}`);
  return found.id;
};

/** As many records as fit the hub's usual limit of cost. */
const PAGE = 50;

/**
 * All records that fit, newest first, page after page. Each page is an operation of its own, and recorded as such.
 * @throws HubRefusal, HubUnreachable; Error where the viewer may not read the audit
 */
export async function* readTrail(session: HubSession, filter: TrailFilter): AsyncGenerator<DisclosureRecord> {
  let first = PAGE;
  let after: string | null = null;
  let more = true;
  while (more) {
    const page: Trail | null = await session
      .ask<Trail>(TRAIL, JSON.stringify({ ...filter, first, after }))
      .catch((error: unknown) => {
        if (error instanceof HubRefusal && error.code === 'SPONA_LIMIT' && first > 1) return null;
        throw error;
      });
    // This hub allows less at once.
    if (page === null) {
      first = Math.ceil(first / 2);
      continue;
    }
    const { auditTrail }: Trail = page;
    if (auditTrail === null) throw new Error('The policy does not let this viewer read the audit trail');
    for (const { node } of auditTrail.edges) yield node;
    ({ endCursor: after, hasNextPage: more } = auditTrail.pageInfo);
  }
}
