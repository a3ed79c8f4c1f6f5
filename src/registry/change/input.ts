import { Field, InputType } from 'type-graphql';
import { ValidateNested } from 'class-validator';
import { AgencyChangeInput } from './agency';
import { AgreementChangeInput } from './agreement';
import { ClientChangeInput } from './client';
import { StaffChangeInput } from './staff';
import { UnitChangeInput } from './unit';

@InputType({ description: 'One change of the registry: give exactly one of the fields.' })
export class RegistryChangeInput {
  @ValidateNested()
  @Field(() => AgencyChangeInput, { nullable: true, description: 'Open, alter or disable an agency.' })
  agency?: AgencyChangeInput | null;

  @ValidateNested()
  @Field(() => UnitChangeInput, { nullable: true, description: 'Open, alter or give up a unit.' })
  unit?: UnitChangeInput | null;

  @ValidateNested()
  @Field(() => StaffChangeInput, { nullable: true, description: 'Enter, alter, move or take out a person.' })
  staff?: StaffChangeInput | null;

  @ValidateNested()
  @Field(() => ClientChangeInput, {
    nullable: true,
    description: 'Enter, alter or take out a machine client, and say whom it may name.',
  })
  client?: ClientChangeInput | null;

  @ValidateNested()
  @Field(() => AgreementChangeInput, {
    nullable: true,
    description: 'Open an agreement, or alter one that nobody has signed; its parties sign and revoke it.',
  })
  agreement?: AgreementChangeInput | null;
}
