import { randomUUID } from 'node:crypto';
import type { Statement, Transaction } from '../db/transaction';
import { insertRows } from '../db/write';
import { invalid, invalidInput } from '../errors/invalid';
import { repetitions } from './inputs/consistency';
import type { MutationContext } from '../graphql/context';
import { recorder } from '../graphql/mutate';
import { claimSubject, openCase } from './access';
import { identifierColumns } from './conflict/identifier-columns';
import type { IncidentInput, NewRelationshipInput, OpenCaseInput, ParticipantInput } from './inputs';
import { Incident } from './incident';
import { Participant } from './participant';
import { Relationship } from './relationship';

const MUNICIPALITIES: Statement = {
  name: 'municipalities-by-code',
  text: 'select m.code, m.id from municipality m where m.code = any ($1::text[])',
};

/** Sectors whose agencies have clients, patients, pupils or wards; `own_participant` holds to the same, others need not ask it. */
const SERVES_CLIENTS: ReadonlySet<string> = new Set(['SOCIAL_WORK', 'HEALTH', 'NGO', 'EDUCATION']);

type Codes = ReadonlyMap<string, string>;

/** Ids of the municipalities that an input names, in one statement. */
export const municipalityIds = async (
  transaction: Transaction,
  codes: readonly (string | null | undefined)[],
): Promise<Codes> => {
  const wanted = [...new Set(codes.filter((code) => typeof code === 'string'))];
  if (wanted.length === 0) return new Map();
  const rows = await transaction.query<{ code: string; id: string }>(MUNICIPALITIES, [wanted]);
  return new Map(rows.map(({ code, id }) => [code, id]));
};

export const municipalityId = (
  codes: Codes,
  code: string | null | undefined,
  path: string,
): string | null => {
  if (code === null || code === undefined) return null;
  const id = codes.get(code);
  if (id === undefined) throw invalid(path, 'No municipality of the registry has this code.');
  return id;
};

/** Where the client wrote inputs: all of them, and the one at an index. */
interface Place {
  readonly all: string;
  of(index: number): string;
}

/** Of the one input of a mutation. */
export const ALONE: Place = { all: 'input', of: () => 'input' };

const inList = (list: string): Place => ({
  all: `input.${list}`,
  of: (index) => `input.${list}.${String(index)}`,
});

const provenance = (context: MutationContext, caseId: string) => ({
  caseId,
  custodianId: context.viewer.agencyId,
  recordedById: recorder(context),
});

export const participantColumns = (
  { indexIdentifier }: MutationContext,
  { municipalityCode, ...input }: ParticipantInput,
  codes: Codes,
  path: string,
): Partial<Participant> => ({
  ...input,
  ...identifierColumns(input, indexIdentifier),
  municipalityId: municipalityId(codes, municipalityCode, `${path}.municipalityCode`),
});

export const incidentColumns = (
  { municipalityCode, ...input }: IncidentInput,
  codes: Codes,
  path: string,
): Partial<Incident> => ({
  ...input,
  municipalityId: municipalityId(codes, municipalityCode, `${path}.municipalityCode`),
});

/** Adds persons to a case; answers their ids in the order of the input. `place` tells where the client wrote them. */
export const insertParticipants = async (
  context: MutationContext,
  caseId: string,
  inputs: readonly ParticipantInput[],
  codes: Codes,
  place: Place,
): Promise<string[]> => {
  const rows = inputs.map((input, index) => ({
    ...participantColumns(context, input, codes, place.of(index)),
    id: randomUUID(),
    ...provenance(context, caseId),
  }));
  await insertRows(context.transaction, Participant, rows, place.all);
  return rows.map(({ id }) => id);
};

/** Adds incidents to a case, as `insertParticipants` does persons. */
export const insertIncidents = async (
  context: MutationContext,
  caseId: string,
  inputs: readonly IncidentInput[],
  codes: Codes,
  place: Place,
): Promise<string[]> => {
  const rows = inputs.map((input, index) => ({
    ...incidentColumns(input, codes, place.of(index)),
    id: randomUUID(),
    ...provenance(context, caseId),
  }));
  await insertRows(context.transaction, Incident, rows, place.all);
  return rows.map(({ id }) => id);
};

const insertRelationships = async (
  context: MutationContext,
  caseId: string,
  inputs: readonly NewRelationshipInput[],
  idOf: (reference: string, path: string) => string,
): Promise<void> => {
  await insertRows(
    context.transaction,
    Relationship,
    inputs.map(({ from, to, code }, index) => ({
      id: randomUUID(),
      ...provenance(context, caseId),
      fromId: idOf(from, `input.relationships.${String(index)}.from`),
      toId: idOf(to, `input.relationships.${String(index)}.to`),
      code,
    })),
    'input.relationships',
  );
};

const TWICE = 'Name it once, and as another than itself.';

/** Records a whole new case in the caller's transaction and answers its id. */
export const recordCase = async (context: MutationContext, input: OpenCaseInput): Promise<string> => {
  const { transaction } = context;
  const repeated = repetitions(input);
  if (repeated.length > 0)
    throw invalidInput(repeated.map((path) => ({ path: `input.${path}`, message: TWICE })));
  const codes = await municipalityIds(transaction, [
    input.municipalityCode,
    ...input.participants.map(({ municipalityCode }) => municipalityCode),
    ...input.incidents.map(({ municipalityCode }) => municipalityCode),
  ]);
  const municipality = municipalityId(codes, input.municipalityCode, 'input.municipalityCode');
  const caseId = await openCase(transaction, input.reference, municipality, input.openedAt);
  const ids = await insertParticipants(context, caseId, input.participants, codes, inList('participants'));
  const byReference = new Map(input.participants.map(({ reference }, index) => [reference, ids[index]]));
  await insertRelationships(context, caseId, input.relationships, (reference, path) => {
    const id = byReference.get(reference);
    if (id === undefined) throw invalid(path, 'No participant of the input has this reference.');
    return id;
  });
  await insertIncidents(context, caseId, input.incidents, codes, inList('incidents'));
  if (SERVES_CLIENTS.has(context.viewer.sector)) {
    for (const id of ids) await claimSubject(transaction, id);
  }
  return caseId;
};
