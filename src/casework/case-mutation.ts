import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { randomUUID } from 'node:crypto';
import { insertRows, replaceRow, updateRow } from '../db/write';
import { Write } from '../graphql/category';
import type { MutationContext } from '../graphql/context';
import { mutate, recorder } from '../graphql/mutate';
import type { ReadRow } from '../graphql/row-reader';
import { requireOfCase } from './access';
import { Case } from './case';
import { RelationshipCodeEnum } from './case-enums';
import { Incident } from './incident';
import { IncidentInput, OpenCaseInput, ParticipantInput } from './inputs';
import { Participant } from './participant';
import {
  incidentColumns,
  insertIncidents,
  insertParticipants,
  municipalityIds,
  participantColumns,
  recordCase,
} from './record-case';
import { Relationship } from './relationship';
import type { RelationshipCodeName } from './relationship-codes';

const only = (ids: readonly string[]): string => {
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was recorded');
  return id;
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
    @Arg('id', () => ID, { description: 'The case.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that you have read.' }) version: number,
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
  @Mutation(() => Participant, { nullable: true, description: 'Adds a person to a case.' })
  async addParticipant(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('input', () => ParticipantInput, { description: 'The person.' }) input: ParticipantInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Participant', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      return only(await insertParticipants(context, caseId, [input], codes, () => 'input'));
    });
  }

  @Write('write.participant.correct', { kind: 'record', path: 'id', type: 'Participant' })
  @Mutation(() => Participant, {
    nullable: true,
    description:
      'Replaces what is recorded of a person; the former version stays in the history. A stale version is SPONA_CONFLICT.',
  })
  async correctParticipant(
    @Arg('id', () => ID, { description: 'The person in the case.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that you have read.' }) version: number,
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
        participantColumns(input, codes, 'input'),
      );
      return id;
    });
  }

  @Write('write.relationship', { kind: 'case', path: 'caseId' })
  @Mutation(() => Relationship, {
    nullable: true,
    description: 'Records what one person of a case is to another.',
  })
  async addRelationship(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('fromId', () => ID, { description: 'The person whom the code describes.' }) fromId: string,
    @Arg('toId', () => ID, { description: 'The person to whom.' }) toId: string,
    @Arg('code', () => RelationshipCodeEnum, { description: 'What the first is to the second.' })
    code: RelationshipCodeName,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Relationship', async () => {
      await requireOfCase(context, 'Participant', caseId, fromId, 'fromId');
      await requireOfCase(context, 'Participant', caseId, toId, 'toId');
      const id = randomUUID();
      const { agencyId: custodianId } = context.viewer;
      await insertRows(context.transaction, Relationship, [
        { id, caseId, custodianId, recordedById: recorder(context), fromId, toId, code },
      ]);
      return id;
    });
  }

  @Write('write.incident', { kind: 'case', path: 'caseId' })
  @Mutation(() => Incident, { nullable: true, description: 'Reports an event of violence in a case.' })
  async reportIncident(
    @Arg('caseId', () => ID, { description: 'The case.' }) caseId: string,
    @Arg('input', () => IncidentInput, { description: 'The incident.' }) input: IncidentInput,
    @Ctx() context: MutationContext,
  ): Promise<ReadRow> {
    return mutate(context, 'Incident', async () => {
      const codes = await municipalityIds(context.transaction, [input.municipalityCode]);
      return only(await insertIncidents(context, caseId, [input], codes, () => 'input'));
    });
  }

  @Write('write.incident.correct', { kind: 'record', path: 'id', type: 'Incident' })
  @Mutation(() => Incident, {
    nullable: true,
    description:
      'Replaces what is recorded of an incident; the former version stays in the history. A stale version is SPONA_CONFLICT.',
  })
  async correctIncident(
    @Arg('id', () => ID, { description: 'The incident.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that you have read.' }) version: number,
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
