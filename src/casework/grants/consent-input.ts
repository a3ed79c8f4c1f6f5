import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars';
import {
  ConsentFormEnum,
  ConsentKindEnum,
  ConsentPlaceEnum,
  type ConsentForm,
  type ConsentKind,
  type ConsentPlace,
} from './consent-enums';

@InputType({ description: 'What a person agreed to, as it is recorded.' })
export class RecordConsentInput {
  @IsUUID()
  @Field(() => ID, { description: 'The case. You must be assigned to it by name.' })
  caseId!: string;

  @IsUUID()
  @Field(() => ID, {
    description:
      'Participant whose data it is about: a victim, child, witness or reporter of the case. A row that speaks of two such persons opens when both agreed.',
  })
  subjectId!: string;

  @Field(() => ConsentKindEnum, { description: 'Consent, or release from secrecy.' })
  kind!: ConsentKind;

  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @MaxLength(100, { each: true })
  @Field(() => [String], {
    description:
      "The categories that it opens, each named: those alone for which some rule asks for consent towards the recipients' sectors. Of a participant with the role (`victim.identity.name`); name the existence of person and record too, or nothing can be shown.",
  })
  categories!: string[];

  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @Field(() => [ID], {
    description:
      'The agencies that may read it, on cases which they reach by a scope of their own: NGO, HEALTH, EDUCATION for a consent; POLICE, SOCIAL_WORK, PROSECUTION, COURT for a release. Is yours among them, it opens nothing until the agency that entered the person confirms it.',
  })
  recipientIds!: string[];

  @IsOptional()
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description:
      'Who gave it for a child: a participant whom a relationship of the case makes a parent or foster parent, who is a respondent in no case of the child; both need a personal number. Leave it out where the person gave it herself.',
  })
  representativeId?: string | null;

  @Field(() => ConsentFormEnum, { description: 'In which form it was given.' })
  form!: ConsentForm;

  @Field(() => ConsentPlaceEnum, { description: 'At what kind of place it was given.' })
  place!: ConsentPlace;

  @Field(() => DateTime, { description: 'When it was given; not in the future.' })
  givenAt!: Date;

  @Field(() => DateTime, { description: 'Until when it holds; at most a year after it was given.' })
  until!: Date;
}
