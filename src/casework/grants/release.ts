import { Field, ID, Int, ObjectType } from 'type-graphql';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { DateTime } from '../../graphql/scalars';

/** What a duty desk released to one officer for one event. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What the duty desk of a holder released to one officer, for one event. A coordinator reads who, to whom, when and what kind of data, not of whom nor why.',
})
export class Release {
  @Category('public')
  @Field(() => ID, { description: 'Id of the release, for ending it.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'Id of the case that the record belongs to.' })
  caseId!: string;

  @Category('public')
  @Field(() => ID, { nullable: true, description: 'Id of the record; null to a coordinator.' })
  recordId!: string | null;

  @Category('public')
  @Field(() => [String], {
    description: 'The categories released; to a coordinator but for those whose very name would tell.',
  })
  categories!: string[];

  @Category('public')
  @Field(() => Int, { description: 'How many more categories were released that are not told by name.' })
  hiddenCount!: number;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency that holds the record.' })
  holder!: AgencyReference;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Who released it; null where the agency is concealed.',
  })
  releasedByName!: string | null;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of the officer.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'The officer; null where the agency is concealed.' })
  staffName!: string | null;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'For which event, and why; null to a coordinator.' })
  reason!: string | null;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was released, and open from then on.' })
  releasedAt!: Date;

  @Category('public')
  @Field(() => DateTime, { description: 'When it ends or ended.' })
  endsAt!: Date;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether it is open now.' })
  open!: boolean;
}
