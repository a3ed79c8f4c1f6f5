import { Kind, print, type DocumentNode } from 'graphql';
import type { Statement, Transaction } from '../db/transaction';
import { invalidInput } from '../errors/invalid';
import { SponaError } from '../errors/spona-error';
import type { Viewer } from '../identity/viewer';
import { canonical, sha256 } from '../lib/canonical';
import type { Operation } from './operation';

/** A mutation that its client may send again: the same key with the same content finds what the first one made. */
export interface IdempotentRequest {
  readonly key: string;
  /** Which operation of the document; two of them are two requests. */
  readonly operation: string | null;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What makes the operation safe to send again; null where it carries no Idempotency-Key. Throws SPONA_INVALID unless it has one root field. */
export const idempotentRequest = (operation: Operation): IdempotentRequest | null => {
  if (operation.idempotencyKey === null) return null;
  const roots = operation.definition.selectionSet.selections;
  if (roots.length !== 1 || roots[0]?.kind !== Kind.FIELD) {
    throw invalidInput([{ message: 'Send one mutation field with an Idempotency-Key.' }]);
  }
  return {
    key: operation.idempotencyKey,
    operation: operation.definition.name?.value ?? null,
    document: operation.document,
    variables: operation.variables,
  };
};

const CLAIM: Statement = {
  name: 'claim-idempotency-key',
  text: `insert into idempotency (agency_id, client_id, staff_id, purpose, key_hash, request_hash)
    values (viewer_agency(), viewer_client(), viewer_staff(), $1, $2, $3) on conflict do nothing returning key_hash`,
};
const FIND: Statement = {
  name: 'find-idempotency-key',
  text: `select request_hash as "requestHash", result_id as "resultId", created_at > now() as "isLater"
    from idempotency where purpose = $1 and key_hash = $2`,
};
const KEEP: Statement = {
  name: 'keep-idempotent-result',
  text: 'update idempotency set result_id = $3 where purpose = $1 and key_hash = $2',
};

interface KnownRequest {
  readonly requestHash: string;
  readonly resultId: string | null;
  readonly isLater: boolean;
}

const requestHash = ({ operation, document, variables }: IdempotentRequest): string =>
  sha256(`${JSON.stringify(operation)}\n${print(document)}\n${canonical(variables)}`);

/** The first request began after this one and was answered before it: what it made lies in this transaction's future. */
export class FutureResultError extends Error {}

/**
 * Claims the key in the mutation's transaction; two repeats at once wait for each other at the unique index. Answers the id that the
 * first request made, or null for the first. Throws SPONA_IDEMPOTENCY where the key stood for another request, and
 * FutureResultError where the caller has to begin anew.
 */
export const claimKey = async (
  transaction: Transaction,
  viewer: Viewer,
  request: IdempotentRequest,
): Promise<string | null> => {
  const keyHash = sha256(request.key);
  const hash = requestHash(request);
  const claimed = await transaction.query(CLAIM, [viewer.purpose, keyHash, hash]);
  if (claimed.length > 0) return null;
  const [known] = await transaction.query<KnownRequest>(FIND, [viewer.purpose, keyHash]);
  if (known?.requestHash !== hash || known.resultId === null) throw new SponaError('SPONA_IDEMPOTENCY');
  if (known.isLater) throw new FutureResultError('the first request began later');
  return known.resultId;
};

export const keepResult = async (
  transaction: Transaction,
  viewer: Viewer,
  request: IdempotentRequest,
  resultId: string | null,
): Promise<void> => {
  await transaction.query(KEEP, [viewer.purpose, sha256(request.key), resultId]);
};
