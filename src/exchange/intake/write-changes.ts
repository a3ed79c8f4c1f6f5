import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Case } from '../../casework/case';
import { Incident } from '../../casework/incident';
import { Participant } from '../../casework/participant';
import { Relationship } from '../../casework/relationship';
import type { WriteTransaction } from '../../db/transaction';
import { insertRows, updateRows } from '../../db/write';
import { type Changes, noChanges } from './plan-report';

/** A statement has at most 65,535 parameters, and a participant has the most columns: 26. */
const ROWS_A_STATEMENT = 2_000;

const insertAll = async <T extends ObjectLiteral>(
  transaction: WriteTransaction,
  entity: EntityTarget<T>,
  rows: readonly Partial<T>[],
): Promise<void> => {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT)
    await insertRows(transaction, entity, rows.slice(start, start + ROWS_A_STATEMENT));
};

/** The changes of several reports as one. */
export const together = (all: readonly Changes[]): Changes => {
  const sum = noChanges();
  for (const changes of all) {
    for (const table of Object.keys(sum) as (keyof Changes)[])
      (sum[table] as unknown[]).push(...changes[table]);
  }
  return sum;
};

/** One statement a table and kind of change, however many reports they come from. */
export const writeChanges = async (transaction: WriteTransaction, changes: Changes): Promise<void> => {
  await updateRows(transaction, Case, changes.cases);
  await updateRows(transaction, Participant, changes.participants);
  await updateRows(transaction, Incident, changes.incidents);
  await updateRows(transaction, Relationship, changes.relationships);
  await insertAll(transaction, Participant, changes.newParticipants);
  await insertAll(transaction, Incident, changes.newIncidents);
  await insertAll(transaction, Relationship, changes.newRelationships);
};
