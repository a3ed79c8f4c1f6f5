import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsOptional,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';
import { RecordTypeEnum } from '../record-type-enum';
import { MandateKindEnum, type MandateKind } from './mandate-enums';

@InputType({ description: 'One record of a case, named by its type and id.' })
export class RecordReferenceInput {
  @Field(() => RecordTypeEnum, { description: 'Which kind of record it is.' })
  type!: string;

  @IsUUID()
  @Field(() => ID, { description: 'Id of the record.' })
  id!: string;
}

@InputType({ description: 'An order of a court or a statutory request, as it is recorded.' })
export class RecordMandateInput {
  @IsUUID()
  @Field(() => ID, { description: 'The case. You must be assigned to it.' })
  caseId!: string;

  @Field(() => MandateKindEnum, { description: 'Order of the own court, or request of the own agency.' })
  kind!: MandateKind;

  @Text(100)
  @Field(() => String, { description: 'Its number at the court or the requester; at most 100 characters.' })
  reference!: string;

  @IsUUID()
  @Field(() => ID, { description: 'The agency whose records it opens.' })
  holderId!: string;

  @IsUUID()
  @Field(() => ID, {
    description:
      'The agency to which it opens them, on a case that it reaches by a scope of its own: of an order a court or a prosecution, of a request the own agency.',
  })
  addresseeId!: string;

  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @MaxLength(100, { each: true })
  @Field(() => [String], {
    description:
      "The categories that it opens, each named: those alone for which some rule asks for a mandate towards the addressee's sector. Of a participant with the role (`victim.identity.name`).",
  })
  categories!: string[];

  @IsOptional()
  @ValidateNested()
  @Field(() => RecordReferenceInput, {
    nullable: true,
    description: 'The one record that it opens; leave it out for all that the holder keeps in the case.',
  })
  record?: RecordReferenceInput | null;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description:
      'The participant whom alone it is about; a row that speaks of another protected person too stays closed. Leave it out for whomever.',
  })
  subjectId?: string | null;

  @Field(() => DateTime, {
    description: 'From when it holds; what it opens is open from now on at the earliest.',
  })
  startsAt!: Date;

  @Field(() => DateTime, {
    description:
      'Until when it holds, this instant excluded; an order for at most 180 days, a request for at most 60.',
  })
  until!: Date;
}
