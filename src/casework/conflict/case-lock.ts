import { Field, ID, ObjectType } from 'type-graphql';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { DateTime } from '../../graphql/scalars';
import { LockCauseEnum, type LockCause } from './conflict-enums';

/** Who is locked out of a case for a conflict of interest. */
@ObjectType({
  simpleResolvers: true,
  description: 'A person or a unit that is locked out of a case for a conflict of interest, and why.',
})
export class CaseLock {
  @Category('public')
  @Field(() => ID, { description: 'Id of the lock, for `endLock`.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'Id of the case that does not exist for whom it locks.' })
  caseId!: string;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of whom it locks.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the staff member, where a person of an agency that is not concealed is locked.',
  })
  staffName!: string | null;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the unit, where a unit of an agency that is not concealed is locked.',
  })
  unitName!: string | null;

  @Category('public')
  @Field(() => LockCauseEnum, { description: 'Who or what found the conflict of interest.' })
  cause!: LockCause;

  @Category('public')
  @Field(() => DateTime, { description: 'From when on the case was closed to them.' })
  lockedAt!: Date;
}
