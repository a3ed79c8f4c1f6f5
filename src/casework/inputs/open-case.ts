import { ArrayMaxSize, ArrayNotEmpty, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Past, Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';
import { IncidentInput } from './incident';
import { ParticipantInput } from './participant';
import { NewRelationshipInput } from './relationship';

@InputType({
  description: 'A new case with its first persons and incidents; all of it is recorded, or nothing.',
})
export class OpenCaseInput {
  @Text(100)
  @Field(() => String, { description: 'Your own number of the case; unique in the agency.' })
  reference!: string;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Municipality whose bodies are competent, by its `code` in the registry.',
  })
  municipalityCode!: string | null;

  @Past()
  @Field(() => DateTime, { description: 'When your agency opened the case; not in the future.' })
  openedAt!: Date;

  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Field(() => [ParticipantInput], { description: 'The persons of the case, at least 1 and at most 50.' })
  participants!: ParticipantInput[];

  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Field(() => [NewRelationshipInput], {
    defaultValue: [],
    description: 'What the persons are to each other, at most 200; one for each ordered pair.',
  })
  relationships!: NewRelationshipInput[];

  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Field(() => [IncidentInput], { defaultValue: [], description: 'The events of violence, at most 50.' })
  incidents!: IncidentInput[];
}
