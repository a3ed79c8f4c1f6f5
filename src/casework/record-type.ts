import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Category, Rows, Write } from '../graphql/category';
import type { MutationContext, OperationContext } from '../graphql/context';
import { mutate, recorder } from '../graphql/mutate';
import type { ReadRow } from '../graphql/row-reader';
import type { RowClass } from '../graphql/row-source';
import type { ResolverClass } from '../graphql/schema';
import { insertRows, replaceRow } from '../db/write';
import { SponaError } from '../errors/spona-error';
import type { Sector } from '../policy/facts';
import { claimSubject, requireOfCase } from './access';
import { Case } from './case';
import { addRecordCondition } from './case-filter';
import { historyResolver } from './history';
import { Participant } from './participant';
import { nameRecordType } from './record-type-enum';
import { type SectorRecord, type SectorRecordInput } from './sector-record';

type Class<T> = new () => T;

/** All that the hub needs to know of one kind of sector record. */
export interface RecordTypeDefinition<T extends SectorRecord, I extends SectorRecordInput> {
  readonly sector: Sector;
  readonly type: Class<T>;
  readonly input: Class<I>;
  /** Root field of one record and stem of its mutations: `riskAssessment`. */
  readonly field: string;
  /** Field of a case that lists them: `riskAssessments`. */
  readonly collection: string;
  readonly existence: string;
  /** Category of adding one; correcting one is `<write>.correct`. */
  readonly write: string;
  readonly about: string;
  /** Columns of a record from its input, where they are not the same; `former` is the version that is corrected. */
  readonly values?: (input: I, former: T | null) => Partial<T>;
  /** Columns by which cases can be listed: filter field → its values, category and column. */
  readonly caseFilters?: Readonly<Record<string, CaseFilterColumn>>;
  /** Fields of the input that name another record of the same case, with that record's type. */
  readonly refersTo?: Partial<Record<Extract<keyof I, string>, string>>;
}

export interface CaseFilterColumn {
  readonly values: () => object;
  readonly category: string;
  readonly column: string;
  readonly about: string;
}

export interface RecordType extends RowClass {
  readonly sector: Sector;
  readonly field: string;
  readonly collection: string;
  readonly input: Class<SectorRecordInput>;
  readonly write: string;
  readonly refersTo: Readonly<Record<string, string>>;
  readonly resolvers: readonly ResolverClass[];
}

const sentence = (about: string): string => `One ${about} of a case.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Registers a kind of record: the query of one by its id, its list on the case, its history, adding and correcting it. A sector's
 * file is its class, its input and one call of this.
 */
export const recordType = <T extends SectorRecord, I extends SectorRecordInput>(
  definition: RecordTypeDefinition<T, I>,
): RecordType => {
  const { type, input: inputType, field, collection, existence, write, about } = definition;
  const name = type.name;
  const values = definition.values ?? ((input: I): Partial<T> => input as unknown as Partial<T>);

  const requireNamed = async (context: MutationContext, caseId: string, input: I): Promise<void> => {
    await requireOfCase(context, 'Participant', caseId, input.subjectId, 'input.subjectId');
    for (const [key, named] of Object.entries(definition.refersTo ?? {}) as [keyof I & string, string][]) {
      const id: unknown = input[key];
      if (typeof id === 'string') await requireOfCase(context, named, caseId, id, `input.${key}`);
    }
  };

  nameRecordType(name, sentence(about));
  for (const [filter, { values: filterValues, category, column, about: description }] of Object.entries(
    definition.caseFilters ?? {},
  )) {
    addRecordCondition(filter, { type: name, category, column }, filterValues, description);
  }

  @Resolver(() => type)
  class RecordResolver {
    @Category('operation.case')
    @Query(() => type, {
      name: field,
      nullable: true,
      description: `One ${about} by its id; null where the viewer has none.`,
    })
    async one(
      @Arg('id', () => ID, { description: `Id of the ${about}.` }) id: string,
      @Ctx() context: OperationContext,
    ): Promise<ReadRow | null> {
      return context.rows.byId(name, id);
    }

    @Rows('existence')
    @FieldResolver(() => Participant, {
      name: 'subject',
      nullable: true,
      description: 'The person whom the record is about.',
    })
    async subject(@Root() record: T, @Ctx() context: OperationContext): Promise<ReadRow | null> {
      return context.rows.oneOfCase('Participant', record, record.subjectId);
    }

    @Write(write, { kind: 'case', path: 'caseId' })
    @Mutation(() => type, {
      name: `add${capital(field)}`,
      nullable: true,
      description: `Adds one ${about} to a case, held by the viewer's agency.`,
    })
    async add(
      @Arg('caseId', () => ID, { description: 'Id of the case to which it is added.' }) caseId: string,
      @Arg('input', () => inputType, { description: 'What the record says.' }) input: I,
      @Ctx() context: MutationContext,
    ): Promise<ReadRow> {
      return mutate(context, name, async () => {
        const id = randomUUID();
        await requireNamed(context, caseId, input);
        await insertRows(context.transaction, type, [
          {
            ...values(input, null),
            id,
            caseId,
            subjectId: input.subjectId,
            custodianId: context.viewer.agencyId,
            recordedById: recorder(context),
          },
        ]);
        await claimSubject(context.transaction, input.subjectId);
        return id;
      });
    }

    @Write(`${write}.correct`, { kind: 'record', path: 'id', type: name })
    @Mutation(() => type, {
      name: `correct${capital(field)}`,
      nullable: true,
      description: `Replaces the content of one ${about}; the former version stays in its history. A stale version is SPONA_CONFLICT.`,
    })
    async correct(
      @Arg('id', () => ID, { description: `Id of the ${about}.` }) id: string,
      @Arg('version', () => Int, { description: '`version` of the record as you have read it.' })
      version: number,
      @Arg('input', () => inputType, {
        description: 'The whole of the record, as it is now to stand; what is left out is empty afterwards.',
      })
      input: I,
      @Ctx() context: MutationContext,
    ): Promise<ReadRow> {
      return mutate(context, name, async () => {
        const record = await context.rows.find(name, id);
        if (record === null) throw new SponaError('SPONA_NOT_FOUND');
        await requireNamed(context, record.$case, input);
        await replaceRow(context.transaction, type, id, version, {
          ...values(input, record as unknown as T),
          subjectId: input.subjectId,
        });
        return id;
      });
    }
  }

  @Resolver(() => Case)
  class CaseExtension {
    @Rows(existence)
    @FieldResolver(() => [type], {
      description: `Every ${about} of the case that the viewer may know of.`,
    })
    async [collection](@Root() parent: Case, @Ctx() context: OperationContext): Promise<ReadRow[]> {
      return context.rows.ofCase(name, parent);
    }
  }

  return {
    type: name,
    entity: type,
    existence,
    subject: 'subject_id',
    caseColumn: 'case_id',
    sector: definition.sector,
    field,
    collection,
    input: inputType,
    write,
    refersTo: { ...definition.refersTo },
    resolvers: [RecordResolver, historyResolver({ type: name, entity: type, existence }), CaseExtension],
  };
};
