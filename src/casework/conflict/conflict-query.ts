import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { agencyJson, type RegisteredAgency } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { CaseLock } from './case-lock';
import { ConflictStatusEnum, type ConflictStatus } from './conflict-enums';
import { ConflictHint } from './conflict-hint';

const HINTS: Statement = {
  name: 'conflict-hints',
  text: `select m.id, m.case_id as "caseId", s.name as "staffName", m.found_at as "foundAt", m.status, m.decided_at as "decidedAt", ${agencyJson('g')} as agency
    from conflict_match m join staff s on s.id = m.staff_id join agency g on g.id = s.agency_id
    where m.cause = 'NAME' and ($1::text is null or m.status = $1) order by m.found_at desc, m.id limit 200`,
};

/** Of cases that are coordinated by the viewer; row security would also show him the locks that meet himself. */
const LOCKS: Statement = {
  name: 'case-locks',
  text: `select l.id, l.case_id as "caseId", s.name as "staffName", u.name as "unitName", l.cause, l.locked_at as "lockedAt", ${agencyJson('g')} as agency
    from case_lock l join agency g on g.id = l.agency_id left join staff s on s.id = l.staff_id left join unit u on u.id = l.unit_id
    where l.ends_at > now() and case_coordinated(l.case_id) order by l.locked_at desc, l.id limit 200`,
};

interface Of {
  readonly id: string;
  readonly caseId: string;
  readonly agency: RegisteredAgency;
}

/** Of a concealed agency nobody and nothing is named, and it has another pseudonym in each row: whoever locks somebody out names him. */
const present = <T extends Of>(
  context: OperationContext,
  rows: readonly T[],
  names: readonly (keyof T)[],
): T[] =>
  rows.map((row) => {
    context.trace.touch(row.caseId);
    const agency = context.presentAgency(row.agency, row.id);
    const unnamed = Object.fromEntries(names.map((name) => [name, null])) as Partial<T>;
    return { ...row, agency, ...(agency.concealed ? unnamed : {}) };
  });

@Resolver()
class ConflictQueryResolver {
  @Category('operation.conflict')
  @Query(() => [ConflictHint], {
    nullable: true,
    description:
      'Staff members who have the name of a person of a case in the own area, newest first; at most 200. Names are compared in either script, without regard to marks and order. An equal number is no hint: it locks at once.',
  })
  async conflictHints(
    @Arg('status', () => ConflictStatusEnum, {
      nullable: true,
      description: 'Of this status alone; without it, all.',
    })
    status: ConflictStatus | null,
    @Ctx() context: OperationContext,
  ): Promise<ConflictHint[]> {
    const rows = await context.transaction.query<ConflictHint>(HINTS, [status ?? null]);
    return present(context, rows, ['staffName']);
  }

  @Category('operation.conflict')
  @Query(() => [CaseLock], {
    nullable: true,
    description:
      'Who is locked out of a case of the own area for a conflict of interest, newest first; at most 200.',
  })
  async caseLocks(@Ctx() context: OperationContext): Promise<CaseLock[]> {
    return present(context, await context.transaction.query<CaseLock>(LOCKS, []), ['staffName', 'unitName']);
  }
}

export const CONFLICT_QUERY_RESOLVERS = [ConflictQueryResolver];
