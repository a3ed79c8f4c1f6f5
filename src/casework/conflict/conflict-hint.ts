import { Field, ID, ObjectType } from 'type-graphql';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { DateTime } from '../../graphql/scalars';
import { ConflictStatusEnum, type ConflictStatus } from './conflict-enums';

/** A staff member who may be a person of a case: who, and never as whom. */
@ObjectType({
  simpleResolvers: true,
  description:
    'A staff member who has the name of some person of a case, and may be that person. It tells neither which person nor in which role.',
})
export class ConflictHint {
  @Category('public')
  @Field(() => ID, { description: 'Id of the hint, for `confirmConflict` and `dismissConflict`.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'Id of the case that has a person of that name.' })
  caseId!: string;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of the staff member.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the staff member in the registry; null where the agency is concealed.',
  })
  staffName!: string | null;

  @Category('public')
  @Field(() => DateTime, { description: 'When the hub found it.' })
  foundAt!: Date;

  @Category('public')
  @Field(() => ConflictStatusEnum, { description: 'What was found of it.' })
  status!: ConflictStatus;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'When that was said; null while it is open.' })
  decidedAt!: Date | null;
}
