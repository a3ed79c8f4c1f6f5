import { Field, ObjectType } from 'type-graphql';
import { Category } from '../../graphql/category';
import { ProofEnum, PurposeEnum, SectorEnum } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';
import type { Proof, Purpose, Sector } from '../../policy/facts';
import { type Access, AccessEnum, Basis } from '../../registry/field-access';
import { type Level, LevelEnum } from './enums';

@ObjectType({
  simpleResolvers: true,
  description: 'What people in a role see, for the same purposes and proofs.',
})
export class SectorReader {
  @Category('public')
  @Field(() => String, { description: 'The role, as the vocabulary of the policies has it.' })
  role!: string;

  @Category('public')
  @Field(() => [PurposeEnum], { description: 'For these purposes.' })
  purposes!: Purpose[];

  @Category('public')
  @Field(() => [ProofEnum], { description: 'Known in these ways.' })
  proofs!: Proof[];

  @Category('public')
  @Field(() => AccessEnum, {
    description:
      'On which records, for whoever in that role reaches the case without a conflict of interest.',
  })
  access!: Access;

  @Category('public')
  @Field(() => [String], { description: 'The rules that open it, or may.' })
  rules!: string[];

  @Category('public')
  @Field(() => [Basis], { description: 'The articles that these rest on.' })
  basis!: Basis[];

  @Category('public')
  @Field(() => [String], {
    description: 'What these rules ask of the person and the record besides; one is enough.',
  })
  conditions!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a sector sees. Agencies are not named, and not counted.',
})
export class SectorSight {
  @Category('public')
  @Field(() => SectorEnum, { description: 'Which kind of institution.' })
  sector!: Sector;

  @Category('public')
  @Field(() => [SectorReader], { description: 'Its roles, and what each sees.' })
  readers!: SectorReader[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Who can see a datum of a case, sector by sector, at a time.',
})
export class WhoCanSee {
  @Category('public')
  @Field(() => LevelEnum, {
    description:
      'What it rests on: of a silent or forbidden category every sector is told, whether it reaches the case or not.',
  })
  level!: Level;

  @Category('public')
  @Field(() => String, { description: 'What the datum is, in the vocabulary of the policies.' })
  category!: string;

  @Category('public')
  @Field(() => DateTime, { description: 'The time of which it is asked.' })
  instant!: Date;

  @Category('public')
  @Field(() => String, { description: 'Version of the policies that decided then.' })
  policyVersion!: string;

  @Category('public')
  @Field(() => [SectorSight], {
    description: 'The sectors of the agencies that reached the case then; to an agency, its own.',
  })
  sectors!: SectorSight[];
}
