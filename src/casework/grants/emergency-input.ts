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

@InputType({ description: 'What somebody must know of a case now, because a life is in danger.' })
export class EmergencyRequestInput {
  @IsUUID()
  @Field(() => ID, { description: 'The case. Whether there is one by this id is not told.' })
  caseId!: string;

  @MinLength(10)
  @Text(1000)
  @Field(() => String, {
    description:
      'Why; 10 to 1000 characters. Who approves it and the coordinators read it: name no person and no address.',
  })
  reason!: string;

  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @MaxLength(100, { each: true })
  @Field(() => [String], {
    description:
      'The categories to be opened, each named: those alone that a rule for emergencies opens to the own sector. A record shows itself if its existence is named too (`risk.existence` beside `risk.level`), one about a person if the existence of the person is (`victim.existence`).',
  })
  categories!: string[];

  @IsInt()
  @Min(1)
  @Max(24)
  @Field(() => Int, { description: 'For how many hours from the approval; at most 24.' })
  hours!: number;
}
