import { execute, OperationTypeNode, type ExecutionResult, type GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import { OvertakenAnswerError, type DisclosureRecord, type Outcome } from '../audit/disclosure';
import type { ReadRecorder, TransactionRecorder } from '../audit/recorders';
import type { RefusalRecord, RefusalWriter } from '../audit/refusal-writer';
import { ABORTED_TRANSACTION, sqlStateOf } from '../db/database-error';
import { readAs, writeAs, type StatementObserver, type Transaction } from '../db/transaction';
import type { ErrorCode } from '../errors/catalogue';
import { SponaError } from '../errors/spona-error';
import { verdictOf } from '../errors/verdict';
import type { BlindIndex } from '../lib/blind-index';
import type { Country } from '../lib/country';
import { stripLiterals } from '../lib/strip-literals';
import type { PolicySet, ProfilePolicy } from '../policy';
import type { AgencyPresenter } from './agency-reference';
import { checkArguments } from './arguments';
import type { MutationContext, OperationContext } from './context';
import { withErrorsInOrder } from './error-order';
import { FactGroups } from './fact-group';
import { claimKey, idempotentRequest, keepResult, FutureResultError } from './idempotency';
import type { Operation } from './operation';
import type { Paging } from './paging';
import type { Policies } from './policies';
import { RowReader } from './row-reader';
import type { GuardedSchemas } from './schema';
import type { RowSources } from './sources';
import { StatementCache } from './statement-cache';
import { Trace, type TraceReport } from './trace';

export interface ExecutorParts {
  readonly dataSource: DataSource;
  readonly country: Country;
  readonly policies: Policies;
  readonly schemas: GuardedSchemas;
  readonly sources: RowSources;
  /** Ends a query's transaction and writes its record. */
  readonly recordRead: ReadRecorder;
  /** Writes a mutation's record in its own transaction. */
  readonly recordInTransaction: TransactionRecorder;
  /** Writes the record of what was refused or undone. */
  readonly writeRefusal: RefusalWriter;
  readonly indexIdentifier: BlindIndex;
  readonly presentersOf: (viewerAgency: string) => AgencyPresenter;
  readonly paging: Paging;
  readonly observe?: StatementObserver;
}

/** An operation, and the policies that decide it: the last known ones until its transaction has told which are in force. */
interface Asked {
  readonly operation: Operation;
  policies: PolicySet;
}

/** Thrown inside a mutation's transaction to undo it; carries the answer that tells why. */
class RolledBack extends Error {
  constructor(
    readonly result: ExecutionResult,
    /** What it aimed at, as far as the viewer may know of it. */
    readonly caseIds: readonly string[],
  ) {
    super('a root field failed; the whole mutation is undone');
  }
}

/** Of an operation that was undone, or refused before it ran. */
const EMPTY_REPORT: TraceReport = { entries: [], caseIds: [], wide: false, withheld: [], handling: [] };

/** What follows a failure in its transaction fails by that alone, and says nothing of itself. */
const withoutAftermath = (errors: readonly GraphQLError[]): readonly GraphQLError[] =>
  errors.filter(({ originalError }) => sqlStateOf(originalError) !== ABORTED_TRANSACTION);

const codeOf = ({ errors }: ExecutionResult): ErrorCode | null => {
  const [first] = errors ?? [];
  return first === undefined ? null : verdictOf(first).code;
};

const REFUSALS: ReadonlySet<string> = new Set([
  'SPONA_FORBIDDEN',
  'SPONA_REVIEW',
  'SPONA_NOT_FOUND',
  'SPONA_ARGUMENT',
  'SPONA_CURSOR',
  'SPONA_CHANGED',
]);

const outcomeOf = (report: TraceReport, errorCode: string | null): Outcome => {
  // A part that was refused or failed does not make the disclosed part undone.
  if (errorCode !== null && report.entries.some((entry) => entry.grounds.disclosed.length > 0))
    return 'PARTIAL';
  if (errorCode !== null) return REFUSALS.has(errorCode) ? 'REFUSED' : 'FAILED';
  // What was withheld without a word is no part of what the audit tells of an answer: only its entries keep it.
  return report.withheld.length > 0 ? 'PARTIAL' : 'ALLOWED';
};

const withExtensions = (result: ExecutionResult, report: TraceReport): ExecutionResult => ({
  ...result,
  extensions: {
    ...result.extensions,
    ...(report.withheld.length > 0 ? { withheld: report.withheld } : {}),
    ...(report.handling.length > 0 ? { handling: report.handling } : {}),
  },
});

/**
 * Executes operations as their viewers: reads in one snapshot, then the disclosure record in a transaction of its own, then the answer;
 * a mutation with all its root fields, its history and its disclosure record in one transaction, or nothing of it.
 */
export const createExecutor = (
  parts: ExecutorParts,
): ((operation: Operation) => Promise<ExecutionResult>) => {
  const statements = new WeakMap<PolicySet, StatementCache>();
  const factGroups = new WeakMap<ProfilePolicy, FactGroups>();

  const groupsOf = (policy: ProfilePolicy): FactGroups => {
    let groups = factGroups.get(policy);
    if (groups === undefined) factGroups.set(policy, (groups = new FactGroups(policy, parts.schemas.traced)));
    return groups;
  };

  const statementsOf = (policies: PolicySet): StatementCache => {
    let cache = statements.get(policies);
    if (cache === undefined) statements.set(policies, (cache = new StatementCache()));
    return cache;
  };

  /** Fixes by which policies the operation is decided, and refuses at once what they never allow its viewer. */
  const decideBy = async (asked: Asked, transaction: Transaction): Promise<OperationContext> => {
    asked.policies = await parts.policies.inForce(transaction);
    const { operation, policies } = asked;
    const policy = policies.profile(operation.viewer);
    checkArguments(parts.schemas.base, operation, policy);
    const trace = new Trace(policy);
    const presentAgency = parts.presentersOf(operation.viewer.agencyId);
    return {
      requestId: operation.requestId,
      viewer: operation.viewer,
      policies,
      policiesAt: (instant) => parts.policies.at(instant, transaction),
      policy,
      transaction,
      paging: parts.paging,
      trace,
      rows: new RowReader(
        transaction,
        policy,
        trace,
        parts.sources,
        statementsOf(policies),
        groupsOf(policy),
        presentAgency,
      ),
      presentAgency,
      country: parts.country,
      signal: operation.signal,
    };
  };

  const run = async (operation: Operation, context: OperationContext): Promise<ExecutionResult> =>
    withErrorsInOrder(
      await execute({
        schema: parts.schemas.of(context.policy),
        document: operation.document,
        contextValue: context,
        variableValues: operation.variables,
        operationName: operation.operationName,
      }),
    );

  const refusalOf = (
    { operation, policies }: Asked,
    errorCode: string | null,
    report = EMPTY_REPORT,
  ): RefusalRecord => ({
    instant: null,
    snapshot: null,
    requestId: operation.requestId,
    viewer: operation.viewer,
    operation: operation.operationName,
    document: stripLiterals(operation.document),
    outcome: outcomeOf(report, errorCode),
    errorCode,
    policyVersion: policies.version,
    caseIds: report.caseIds,
    wide: report.wide,
    entries: report.entries,
  });

  const recordOf = (
    asked: Asked,
    { instant, snapshot }: Transaction,
    report: TraceReport,
    errorCode: string | null,
  ): DisclosureRecord => ({ ...refusalOf(asked, errorCode, report), instant, snapshot });

  const query = (asked: Asked): Promise<ExecutionResult> =>
    readAs(
      parts.dataSource,
      asked.operation.viewer,
      async (transaction) => {
        const context = await decideBy(asked, transaction);
        const result = await run(asked.operation, context);
        const report = context.trace.report();
        await parts.recordRead(transaction, recordOf(asked, transaction, report, codeOf(result)));
        return withExtensions(result, report);
      },
      parts.observe,
    );

  const mutation = async (asked: Asked): Promise<ExecutionResult> => {
    const { operation } = asked;
    const request = idempotentRequest(operation);
    try {
      return await writeAs(
        parts.dataSource,
        operation.viewer,
        async (transaction) => {
          const decided = await decideBy(asked, transaction);
          const repeated = request === null ? null : await claimKey(transaction, operation.viewer, request);
          const context: MutationContext = {
            ...decided,
            transaction,
            indexIdentifier: parts.indexIdentifier,
            repeated,
            made: repeated,
          };
          const result = await run(operation, context);
          const report = context.trace.report();
          if (result.errors !== undefined) {
            throw new RolledBack({ ...result, errors: withoutAftermath(result.errors) }, report.caseIds);
          }
          operation.signal.throwIfAborted();
          if (request !== null) await keepResult(transaction, operation.viewer, request, context.made);
          await parts.recordInTransaction(transaction, recordOf(asked, transaction, report, null));
          return withExtensions(result, report);
        },
        parts.observe,
      );
    } catch (error) {
      if (error instanceof FutureResultError) return mutation(asked);
      if (!(error instanceof RolledBack)) throw error;
      const { caseIds, result } = error;
      await parts.writeRefusal(refusalOf(asked, codeOf(result), { ...EMPTY_REPORT, caseIds }));
      return { errors: result.errors ?? [], data: null };
    }
  };

  const answer = (asked: Asked): Promise<ExecutionResult> =>
    asked.operation.definition.operation === OperationTypeNode.MUTATION ? mutation(asked) : query(asked);

  const ask = (operation: Operation): Asked => ({ operation, policies: parts.policies.latest });

  return async (operation) => {
    let asked = ask(operation);
    try {
      try {
        return await answer(asked);
      } catch (error) {
        if (!(error instanceof OvertakenAnswerError)) throw error;
        const viewer = (await operation.renewViewer?.()) ?? operation.viewer;
        asked = ask({ ...operation, viewer });
        return await answer(asked);
      }
    } catch (error) {
      const failure = error instanceof OvertakenAnswerError ? new SponaError('SPONA_CHANGED') : error;
      const { code } = verdictOf(failure);
      if (code !== 'SPONA_AUDIT') await parts.writeRefusal(refusalOf(asked, code));
      throw failure;
    }
  };
};
