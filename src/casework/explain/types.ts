import { Field, ObjectType } from 'type-graphql';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { ProofEnum, PurposeEnum, WithheldCodeEnum } from '../../graphql/enums';
import { DateTime } from '../../graphql/scalars';
import type { Verdict as RuleVerdict } from '../../policy/explanation';
import type { Proof, Purpose, WithheldCode } from '../../policy/facts';
import type { Rank } from '../../policy/rule';
import type { OffReason } from '../../policy/status';
import { Basis } from '../../registry/field-access';
import { RecordTypeEnum } from '../record-type-enum';
import {
  DecisionEnum,
  type Level,
  LevelEnum,
  OffReasonEnum,
  RankEnum,
  RuleVerdictEnum,
  type State,
  StateEnum,
  StepEnum,
} from './enums';
import type { StepKind } from './question';
import type { Answer } from './verdict';

@ObjectType({ simpleResolvers: true, description: 'One thing that was asked for, and whether it was so.' })
export class ExplainedCondition {
  @Category('public')
  @Field(() => String, {
    description:
      'Its name, as the policies have it: `scope`, `tie`, `consent`; or `registered`, `reach`, `conflict`.',
  })
  key!: string;

  @Category('public')
  @Field(() => String, { description: 'What was asked for, in words.' })
  wanted!: string;

  @Category('public')
  @Field(() => StateEnum, { description: 'Whether it was so.' })
  state!: State;
}

@ObjectType({ simpleResolvers: true, description: 'A rule for the sector, and what came of it.' })
export class ExplainedRule {
  @Category('public')
  @Field(() => String, { description: 'Id of the rule: its category, and its place there.' })
  rule!: string;

  @Category('public')
  @Field(() => RankEnum, { description: 'On what kind of ground it stands.' })
  rank!: Rank;

  @Category('public')
  @Field(() => [Basis], { description: 'The articles that it rests on.' })
  basis!: Basis[];

  @Category('public')
  @Field(() => OffReasonEnum, { nullable: true, description: 'Why it was off; null where it was on.' })
  off!: OffReason | null;

  @Category('public')
  @Field(() => RuleVerdictEnum, { description: 'What came of it.' })
  verdict!: RuleVerdict;

  @Category('public')
  @Field(() => [ExplainedCondition], { description: 'Everything that it asks for.' })
  conditions!: ExplainedCondition[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'One of the things that have to be disclosed so that a field is.',
})
export class ExplainedStep {
  @Category('public')
  @Field(() => StepEnum, { description: 'Which of them.' })
  kind!: StepKind;

  @Category('public')
  @Field(() => String, { description: 'Its category, in the vocabulary of the policies.' })
  category!: string;

  @Category('public')
  @Field(() => DecisionEnum, { description: 'What comes of it, by its rules alone.' })
  decision!: Answer;

  @Category('public')
  @Field(() => [ExplainedRule], {
    description: 'Its rules for the sector, in the order in which they are tried.',
  })
  rules!: ExplainedRule[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A fact that the explanation used, as far as who asks may read it.',
})
export class ExplainedFact {
  @Category('public')
  @Field(() => String, { description: 'Its name, as the policies have it.' })
  key!: string;

  @Category('public')
  @Field(() => [String], {
    nullable: true,
    description:
      'Its values, none where it was absent; null where it is not shown. Several of a tie: it depends on the person.',
  })
  values!: string[] | null;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Of a scope: from when; null of a concealed agency.',
  })
  startsAt!: Date | null;

  @Category('public')
  @Field(() => DateTime, {
    nullable: true,
    description: 'Of a scope: until when; null where no end is set, and of a concealed agency.',
  })
  endsAt!: Date | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Why an agency, or a person of it, sees a field of a case or does not, at a time and for a purpose.',
})
export class AccessExplanation {
  @Category('public')
  @Field(() => LevelEnum, { description: 'What the explanation rests on.' })
  level!: Level;

  @Category('public')
  @Field(() => DecisionEnum, { description: 'What came, or would come, of asking.' })
  decision!: Answer;

  @Category('public')
  @Field(() => RecordTypeEnum, { description: 'Which kind of record.' })
  type!: string;

  @Category('public')
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Category('public')
  @Field(() => String, { description: 'What the field is, in the vocabulary of the policies.' })
  category!: string;

  @Category('public')
  @Field(() => AgencyReference, { description: 'The agency of which it is asked.' })
  agency!: AgencyReference;

  @Category('public')
  @Field(() => PurposeEnum, { description: 'For what it is, or was, asked.' })
  purpose!: Purpose;

  @Category('public')
  @Field(() => ProofEnum, { description: 'How the person was known.' })
  proof!: Proof;

  @Category('public')
  @Field(() => DateTime, { description: 'The time of which it is asked.' })
  instant!: Date;

  @Category('public')
  @Field(() => String, { description: 'Version of the policies that decided then.' })
  policyVersion!: string;

  @Category('public')
  @Field(() => [String], {
    description:
      'The rules of the field that carry the answer, or may; several where they differ by the role of the person concerned. None where it is withheld.',
  })
  rules!: string[];

  @Category('public')
  @Field(() => [Basis], {
    description:
      'The articles that these rules rest on; where it is withheld, those of the rule that would open it.',
  })
  basis!: Basis[];

  @Category('public')
  @Field(() => WithheldCodeEnum, {
    nullable: true,
    description: 'What would open it; null where it is disclosed, or where it is none of a rule.',
  })
  code!: WithheldCode | null;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'What would open it, in words; null where it is disclosed.',
  })
  remedy!: string | null;

  @Category('public')
  @Field(() => [ExplainedCondition], {
    description:
      'What must be so whatever a rule says. Person, roles, unit and agency are those that the registry has now.',
  })
  conditions!: ExplainedCondition[];

  @Category('public')
  @Field(() => [ExplainedStep], {
    description: 'What has to be disclosed so that the field is, and the rules of each.',
  })
  steps!: ExplainedStep[];

  @Category('public')
  @Field(() => [ExplainedFact], { description: 'The facts that were used.' })
  facts!: ExplainedFact[];
}
