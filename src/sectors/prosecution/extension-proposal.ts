import { IsUUID } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { recordType } from '../../casework/record-type';
import { SectorRecord, SectorRecordInput } from '../../casework/sector-record';
import { Category } from '../../graphql/category';
import { Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';

/** The prosecutor's proposal to extend an urgent measure, with his own evaluation of the risk (ZSNP art. 18). */
@ObjectType({
  simpleResolvers: true,
  description:
    "The prosecutor's proposal to extend an urgent measure, with his own evaluation of the risk (ZSNP art. 18).",
})
@Entity('prosecution_extension_proposal')
export class ExtensionProposal extends SectorRecord {
  @Category('proposal.number')
  @Field(() => String, { nullable: true, description: "The prosecution's own number of the proposal." })
  @Column('text')
  number!: string;

  @Category('proposal.number')
  @Field(() => ID, { nullable: true, description: 'Id of the urgent measure that is to be extended.' })
  @Column('uuid')
  measureId!: string;

  @Category('proposal.filed')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was filed; due 24 hours after the order was served (ZSNP art. 18(2)).',
  })
  @Column('timestamptz')
  filedAt!: Date;

  @Category('proposal.evaluation')
  @Field(() => String, { nullable: true, description: "The prosecutor's own evaluation of the risk." })
  @Column('text')
  evaluation!: string;

  @Category('proposal.danger')
  @Field(() => Boolean, { nullable: true, description: 'Whether the prosecutor finds immediate danger.' })
  @Column('boolean', { name: 'danger' })
  immediateDanger!: boolean;
}

@InputType({
  description:
    'A proposal to extend an urgent measure, as the prosecutor records it; a correction replaces the whole of it.',
})
export class ExtensionProposalInput extends SectorRecordInput {
  @Text(100)
  @Field(() => String, { description: "The prosecution's own number of the proposal; unique in the agency." })
  number!: string;

  @IsUUID()
  @Field(() => ID, { description: 'Id of the urgent measure that is to be extended.' })
  measureId!: string;

  @Past()
  @Field(() => DateTime, { description: 'When the proposal was filed with the court; not in the future.' })
  filedAt!: Date;

  @Text(20_000)
  @Field(() => String, { description: "The prosecutor's own evaluation of the risk." })
  evaluation!: string;

  @Field(() => Boolean, { description: 'Whether the prosecutor finds immediate danger.' })
  immediateDanger!: boolean;
}

export const extensionProposal = recordType({
  sector: 'PROSECUTION',
  type: ExtensionProposal,
  input: ExtensionProposalInput,
  field: 'extensionProposal',
  collection: 'extensionProposals',
  existence: 'proposal.existence',
  write: 'write.extension-proposal',
  about: 'proposal to extend an urgent measure',
  refersTo: { measureId: 'UrgentMeasure' },
});
