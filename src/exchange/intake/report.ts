import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OpenCaseInput } from '../../casework/inputs';
import { Category } from '../../graphql/category';
import { enumOf } from '../../graphql/enums';

/** One report of a police agency: its case with the persons, what they are to each other, and what happened. */
@InputType({
  description:
    "A report under your agency's own case number. A field that is left out stays as it is recorded; null erases it. Persons, relationships and incidents that a later report no longer names stay.",
})
export class PoliceReportInput extends OpenCaseInput {}

const REPORT_STATUS = {
  RECORDED: 'It opened a case.',
  CORRECTED:
    'It corrected or completed a known case, or spoke of a value that you may not read there; former versions stay in the history.',
  UNCHANGED: 'It told nothing new, and of nothing that you may not read.',
  REFUSED: 'Nothing of it was recorded; `reason` and `paths` say why.',
} as const;
export type ReportStatus = keyof typeof REPORT_STATUS;
const ReportStatusEnum = enumOf('PoliceReportStatus', REPORT_STATUS, 'What became of a report.');

/**
 * Why a report was refused. NOT_REACHED is one answer for a number that belongs to another case of the agency and for one whose case
 * is closed to this viewer: it must not tell them apart.
 */
const REFUSAL_REASONS = {
  INVALID: 'A value breaks a rule.',
  DUPLICATE: 'A number or reference stands twice.',
  UNKNOWN_MUNICIPALITY: 'The registry lacks a municipality.',
  UNKNOWN_PERSON: 'A relationship names nobody.',
  NOT_REACHED: 'A number stands for a record that is not open here or belongs to another case.',
  CHANGED: 'Somebody changed the case meanwhile; send the report again.',
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;
const RefusalReasonEnum = enumOf('PoliceReportRefusal', REFUSAL_REASONS, 'Why a report was refused.');

@ObjectType({ simpleResolvers: true, description: 'What became of one report of a batch.' })
export class PoliceReportOutcome {
  @Category('public')
  @Field(() => String, { description: "The report's own case number, as it was sent." })
  reference!: string;

  @Category('public')
  @Field(() => ReportStatusEnum, { description: 'Whether the report was taken, and what it changed.' })
  status!: ReportStatus;

  @Category('public')
  @Field(() => ID, { nullable: true, description: 'The case; null where the report was refused.' })
  caseId!: string | null;

  @Category('public')
  @Field(() => RefusalReasonEnum, {
    nullable: true,
    description: 'Why the report was refused; null where it was not.',
  })
  reason!: RefusalReason | null;

  @Category('public')
  @Field(() => [String], {
    description:
      'Where the reason lies, as dotted paths into the report: `participants.0.roles`; empty where that is unknown.',
  })
  paths!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of a batch of reports.' })
export class PoliceImportResult {
  @Category('public')
  @Field(() => Int, { description: 'Reports that opened a case.' })
  recorded!: number;

  @Category('public')
  @Field(() => Int, { description: 'Reports that corrected a known case.' })
  corrected!: number;

  @Category('public')
  @Field(() => Int, { description: 'Reports that told nothing new.' })
  unchanged!: number;

  @Category('public')
  @Field(() => Int, { description: 'Reports that were refused; the others stand.' })
  refused!: number;

  @Category('public')
  @Field(() => [PoliceReportOutcome], { description: 'One for each report, in the order of the input.' })
  reports!: readonly PoliceReportOutcome[];
}
