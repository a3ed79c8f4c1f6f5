import { Field, ID, Int, ObjectType } from 'type-graphql';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { PurposeEnum } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';
import type { Purpose } from '../../policy/facts';
import { EmergencyVerdictEnum, type EmergencyVerdict } from './emergency-enums';

/** An emergency access that was opened, as those who oversee it and those who work on the case see it. */
@ObjectType({
  simpleResolvers: true,
  description:
    'An emergency access that was opened: to whom, why, for how long, by whom, and what was found of it.',
})
export class EmergencyAccess {
  @Category('public')
  @Field(() => ID, { description: 'Id of the access, for ending and reviewing it.' })
  id!: string;

  @Category('public')
  @Field(() => ID, { description: 'The case that was opened.' })
  caseId!: string;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of who asked.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Who asked; null where the agency is concealed.' })
  staffName!: string | null;

  @Category('public')
  @Field(() => String, { description: 'Why it was asked for, in the words of who asked.' })
  reason!: string;

  @Category('public')
  @Field(() => [String], { description: 'The categories opened, but for those whose very name would tell.' })
  categories!: string[];

  @Category('public')
  @Field(() => Int, { description: 'How many more categories were opened that are not told by name.' })
  hiddenCount!: number;

  @Category('public')
  @Field(() => PurposeEnum, { description: 'The purpose for which they were opened.' })
  purpose!: Purpose;

  @Category('public')
  @Field(() => Int, { description: 'The hours that were asked for.' })
  hours!: number;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was asked.' })
  requestedAt!: Date;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was approved, and open from then on.' })
  openedAt!: Date;

  @Category('public')
  @Field(() => DateTime, { description: 'When it ends or ended.' })
  endsAt!: Date;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether it is open now.' })
  open!: boolean;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of who approved.' })
  approvedByAgency!: AgencyReference;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'Who approved; null where the agency is concealed.' })
  approvedByName!: string | null;

  @Category('public')
  @Field(() => EmergencyVerdictEnum, { nullable: true, description: 'The verdict; null until it is given.' })
  verdict!: EmergencyVerdict | null;

  @Category('public')
  @Field(() => String, { nullable: true, description: 'On what the verdict rests.' })
  note!: string | null;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'When the verdict was given.' })
  reviewedAt!: Date | null;

  @Category('public')
  @Field(() => DateTime, {
    description: "By when the verdict is due: the hub's own term, counted from the end.",
  })
  reviewBefore!: Date;

  @Category('public')
  @Field(() => Boolean, {
    description: 'Whether the verdict is overdue; then who asked can ask for no other emergency access.',
  })
  overdue!: boolean;
}
