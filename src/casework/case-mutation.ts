import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { randomUUID } from 'node:crypto';
import { insertRows, replaceRow, updateRow } from '../db/write';
import { invalid } from '../errors/invalid';
import { SponaError } from '../errors/spona-error';
import { Write } from '../graphql/category';
import type { MutationContext } from '../graphql/context';
import { mutate, recorder } from '../graphql/mutate';
import type { ReadRow } from '../graphql/row-reader';
import { requireOfCase } from './access';
import { Case } from './case';
import { Incident } from './incident';
import { IncidentInput, OpenCaseInput, ParticipantInput, RelationshipInput } from './inputs';
import { Participant } from './participant';
import {
  ALONE,
  incidentColumns,
  insertIncidents,
  insertParticipants,
  municipalityIds,
  participantColumns,
  recordCase,
} from './record-case';
import { Relationship } from './relationship';

const only = (ids: readonly string[]): string => {
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was recorded');
  return id;
};

const relationColumns = ({ fromId, toId, code }: RelationshipInput): Partial<Relationship> => ({
  fromId,
  toId,
  code,
});

/** Both are persons of the case whom the viewer knows, and they are two. */
const requirePersons = async (
  context: MutationContext,
  caseId: string,
  { fromId, toId }: RelationshipInput,
): Promise<void> => {
  await requireOfCase(context, 'Participant', caseId, fromId, 'input.fromId');
  await requireOfCase(context, 'Participant', caseId, toId, 'input.toId');
  if (fromId.toLowerCase() === toId.toLowerCase()) throw invalid('input.toId', 'Name another person.');
};

@Resolver()
class CaseMutationResolver {
  @Write('write.case.open', { kind: 'none' })
  @Mutation(() => Case, {
    nullable: true,
    description: "Opens a case, held by the viewer's agency, with its first persons and incidents.",
  })
  async openCase(
    @Arg('input', () => OpenCaseInput, { description: 'The case, with its first persons and incidents.' })
    input: OpenCaseInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Case', () => recordCase(context, input));
  }

  @Write('write.case.close', { kind: 'record', path: 'id', type: 'Case' })
  @Mutation(() => Case, { nullable: true, description: 'Closes a case. A stale version is SPONA_CONFLICT.' })
  async closeCase(
    @Arg('id', () => ID, { description: 'Id of the case.' }) id: string,
    @Arg('version', () => Int, { description: '`version` of the record as you have read it.' })
    version: number,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Case', async () => {
      await updateRow(context.transaction, Case, id, version, {
        status: 'CLOSED',
        closedAt: context.transaction.instant,
      });
      return id;
    });
  }

  @Write('write.participant', { kind: 'case', path: 'caseId' })
  @Mutation(() => Participant, {
    nullable: true,
    description: "Adds a person to a case, held by the viewer's agency.",
  })
  async addParticipant(
    @Arg('caseId', () => ID, { description: 'Id of the case to which it is added.' }) caseId: string,
    @Arg('input', () => ParticipantInput, { description: 'The person as your agency knows the person.' })
    input: ParticipantInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Participant', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      return only(await insertParticipants(context, caseId, [input], codes, ALONE));
    });
  }

  @Write('write.participant.correct', { kind: 'record', path: 'id', type: 'Participant' })
  @Mutation(() => Participant, {
    nullable: true,
    description:
      'Replaces what is recorded of a person; the former version stays in the history. A stale version is SPONA_CONFLICT.',
  })
  async correctParticipant(
    @Arg('id', () => ID, { description: 'Id of the participant.' }) id: string,
    @Arg('version', () => Int, { description: '`version` of the record as you have read it.' })
    version: number,
    @Arg('input', () => ParticipantInput, { description: 'The whole of the person, as it is now to stand.' })
    input: ParticipantInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Participant', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      await replaceRow(
        context.transaction,
        Participant,
        id,
        version,
        participantColumns(context, input, codes, 'input'),
      );
      return id;
    });
  }

  @Write('write.relationship', { kind: 'case', path: 'caseId' })
  @Mutation(() => Relationship, {
    nullable: true,
    description:
      'Records what one person of a case is to another. One that the agency has recorded of the same two, in the same direction, is corrected instead.',
  })
  async addRelationship(
    @Arg('caseId', () => ID, { description: 'Id of the case to which it is added.' }) caseId: string,
    @Arg('input', () => RelationshipInput, { description: 'The two persons, and what one is to the other.' })
    input: RelationshipInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Relationship', async () => {
      await requirePersons(context, caseId, input);
      const id = randomUUID();
      const { agencyId: custodianId } = context.viewer;
      await insertRows(context.transaction, Relationship, [
        { ...relationColumns(input), id, caseId, custodianId, recordedById: recorder(context) },
      ]);
      return id;
    });
  }

  @Write('write.relationship.correct', { kind: 'record', path: 'id', type: 'Relationship' })
  @Mutation(() => Relationship, {
    nullable: true,
    description:
      'Replaces what is recorded of a relationship; the former version stays in the history. One that has ended becomes what it is now, such as FORMER_SPOUSE; one that never was, UNKNOWN. Nothing is removed. A stale version is SPONA_CONFLICT.',
  })
  async correctRelationship(
    @Arg('id', () => ID, { description: 'Id of the relationship.' }) id: string,
    @Arg('version', () => Int, { description: '`version` of the record as you have read it.' })
    version: number,
    @Arg('input', () => RelationshipInput, {
      description: 'The whole of the relationship, as it is now to stand.',
    })
    input: RelationshipInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Relationship', async () => {
      const row = await context.rows.find('Relationship', id);
      if (row === null) throw new SponaError('SPONA_NOT_FOUND');
      await requirePersons(context, row.$case, input);
      await replaceRow(context.transaction, Relationship, id, version, relationColumns(input));
      return id;
    });
  }

  @Write('write.incident', { kind: 'case', path: 'caseId' })
  @Mutation(() => Incident, {
    nullable: true,
    description: "Records an event of violence in a case, held by the viewer's agency.",
  })
  async reportIncident(
    @Arg('caseId', () => ID, { description: 'Id of the case to which it is added.' }) caseId: string,
    @Arg('input', () => IncidentInput, { description: 'What happened, as your agency records it.' })
    input: IncidentInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Incident', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      return only(await insertIncidents(context, caseId, [input], codes, ALONE));
    });
  }

  @Write('write.incident.correct', { kind: 'record', path: 'id', type: 'Incident' })
  @Mutation(() => Incident, {
    nullable: true,
    description:
      'Replaces what is recorded of an incident; the former version stays in the history. A stale version is SPONA_CONFLICT.',
  })
  async correctIncident(
    @Arg('id', () => ID, { description: 'Id of the incident.' }) id: string,
    @Arg('version', () => Int, { description: '`version` of the record as you have read it.' })
    version: number,
    @Arg('input', () => IncidentInput, { description: 'The whole of the incident, as it is now to stand.' })
    input: IncidentInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Incident', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      await replaceRow(context.transaction, Incident, id, version, incidentColumns(input, codes, 'input'));
      return id;
    });
  }
}

export const CASE_MUTATION_RESOLVERS = [CaseMutationResolver];
