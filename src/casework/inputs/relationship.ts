import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Text } from '../../graphql/input-rules';
import { RelationshipCodeEnum } from '../case-enums';
import type { RelationshipCodeName } from '../relationship-codes';

@InputType({ description: 'What one person of a case is to another; the persons are named by their ids.' })
export class RelationshipInput {
  @IsUUID()
  @Field(() => ID, { description: 'The participant whom the code describes.' })
  fromId!: string;

  @IsUUID()
  @Field(() => ID, { description: 'The participant to whom the first is that; another person.' })
  toId!: string;

  @Field(() => RelationshipCodeEnum, { description: 'What the first person is to the second, now.' })
  code!: RelationshipCodeName;
}

@InputType({
  description:
    'What one person is to another in a case that is sent as a whole; the persons are named by their `reference`.',
})
export class NewRelationshipInput {
  @Text(100)
  @Field(() => String, { description: '`reference` of the person whom the code describes.' })
  from!: string;

  @Text(100)
  @Field(() => String, { description: '`reference` of the person to whom the first is that; another one.' })
  to!: string;

  @Field(() => RelationshipCodeEnum, { description: 'What the first person is to the second, now.' })
  code!: RelationshipCodeName;
}
