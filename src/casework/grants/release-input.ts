import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsInt,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from '../../graphql/input-rules';
import { RecordTypeEnum } from '../record-type-enum';

/** A release is for one event; `officer_release` holds to the same. */
const MOST_HOURS = 24;

@InputType({ description: 'What a duty desk releases to one officer, for one event.' })
export class ReleaseInput {
  @Field(() => RecordTypeEnum, { description: 'Which kind of record it is: of an address, a `Participant`.' })
  type!: string;

  @IsUUID()
  @Field(() => ID, { description: 'Id of the record; the own agency holds it.' })
  id!: string;

  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @MaxLength(100, { each: true })
  @Field(() => [String], {
    description:
      "The categories of the record that it opens, each named: those alone for which some rule asks for a release towards the officer's sector. Of a participant by each role (`victim.address.full`): of somebody who is victim and child, both.",
  })
  categories!: string[];

  @IsUUID()
  @Field(() => ID, {
    description: 'The officer: a staff member of another agency, which reaches the case by a scope.',
  })
  staffId!: string;

  @MinLength(10)
  @Text(1000)
  @Field(() => String, { description: 'For which event, and why; 10 to 1000 characters. Name no address.' })
  reason!: string;

  @IsInt()
  @Min(1)
  @Max(MOST_HOURS)
  @Field(() => Int, { description: 'For how many hours from now, 1 to 24.' })
  hours!: number;
}
