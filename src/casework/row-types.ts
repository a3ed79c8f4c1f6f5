import type { RowClass } from '../graphql/row-source';
import { Case } from './case';
import { Incident } from './incident';
import { Participant } from './participant';
import { nameRecordType } from './record-type-enum';
import { Relationship } from './relationship';

/** The rows of the shared case itself; sector records are registered by their sectors. */
export const CASE_ROWS = {
  case: { type: 'Case', entity: Case, existence: 'case.existence', subject: null, caseColumn: 'id' },
  participant: {
    type: 'Participant',
    entity: Participant,
    existence: 'existence',
    subject: 'id',
    caseColumn: 'case_id',
  },
  relationship: {
    type: 'Relationship',
    entity: Relationship,
    existence: 'relationship.existence',
    subject: 'from_to',
    caseColumn: 'case_id',
  },
  incident: {
    type: 'Incident',
    entity: Incident,
    existence: 'incident.existence',
    subject: null,
    caseColumn: 'case_id',
  },
} as const satisfies Record<string, RowClass>;

nameRecordType('Case', 'A case itself: when it was opened, by whom, whether it is worked on.');
nameRecordType('Participant', 'A person in a case.');
nameRecordType('Relationship', 'What one person of a case is to another.');
nameRecordType('Incident', 'One event of violence in a case.');
