import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../graphql/category';
import { RelationshipCodeEnum } from './case-enums';
import { CaseContent } from './case-row';
import type { RelationshipCodeName } from './relationship-codes';

/** What the first person of a case is to the second. */
@ObjectType({ simpleResolvers: true, description: 'What one person of a case is to another.' })
@Entity('relationship')
export class Relationship extends CaseContent {
  @Category('relationship.existence')
  @Field(() => ID, { nullable: true, description: 'Id of the participant whom the code describes.' })
  @Column('uuid')
  fromId!: string;

  @Category('relationship.existence')
  @Field(() => ID, { nullable: true, description: 'Id of the participant to whom the first is that.' })
  @Column('uuid')
  toId!: string;

  @Category('relationship.code')
  @Field(() => RelationshipCodeEnum, {
    nullable: true,
    description: 'What the first person is to the second.',
  })
  @Column('text')
  code!: RelationshipCodeName;
}
