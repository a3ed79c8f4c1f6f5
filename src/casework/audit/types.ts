import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Outcome } from '../../audit/disclosure';
import { AgencyReference } from '../../graphql/agency-reference';
import { Category } from '../../graphql/category';
import { enumOf, ProofEnum, PurposeEnum, WithheldCodeEnum } from '../../graphql/enums';
import { ERRORS, type ErrorCode } from '../../errors/catalogue';
import { PageInfo } from '../../graphql/paging';
import { DateTime } from '../../graphql/scalars';
import type { Proof, Purpose, WithheldCode } from '../../policy/facts';
import { RecordTypeEnum } from '../record-type-enum';

const OutcomeEnum = enumOf<Outcome>(
  'DisclosureOutcome',
  {
    ALLOWED: 'Everything that was asked for was disclosed.',
    PARTIAL: 'A part was disclosed; the rest was withheld, refused or failed.',
    REFUSED: 'Nothing was disclosed, by decision.',
    FAILED: 'Nothing was disclosed, because the operation was wrong or failed.',
  },
  'What came of an operation.',
);
const ErrorCodeEnum = enumOf<ErrorCode>(
  'ErrorCode',
  Object.fromEntries(Object.entries(ERRORS).map(([code, { message }]) => [code, message])) as Record<
    ErrorCode,
    string
  >,
  'Codes of errors, as `extensions.code` of an answer has them. New ones may be added.',
);

@ObjectType({
  simpleResolvers: true,
  description: 'A category with the rule that disclosed it, or the code that tells why it was withheld.',
})
export class Ground {
  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Category of the data.' })
  category!: string;

  @Category('audit.entry')
  @Field(() => WithheldCodeEnum, {
    nullable: true,
    description: 'What would have opened it; null where it was disclosed.',
  })
  code!: WithheldCode | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Rule of the policy.' })
  rule!: string | null;

  @Category('audit.entry')
  @Field(() => [String], { nullable: true, description: 'Articles that the rule rests on.' })
  basis!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one operation read of the records of one type in one case, under the same decisions.',
})
export class DisclosedRecords {
  @Category('audit.entry')
  @Field(() => ID, {
    nullable: true,
    description:
      'The case; null for an entry that tells by which categories cases were filtered, sorted or counted.',
  })
  caseId!: string | null;

  @Category('audit.entry')
  @Field(() => RecordTypeEnum, { nullable: true, description: 'Which kind of records they are.' })
  type!: string;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many records.' })
  recordCount!: number;

  @Category('audit.entry')
  @Field(() => [ID], {
    nullable: true,
    description: "Which records; for the agency's own disclosures alone.",
  })
  recordIds!: readonly string[] | null;

  @Category('audit.entry')
  @Field(() => [Ground], { nullable: true, description: 'What was disclosed, and by which rule.' })
  disclosed!: Ground[];

  @Category('audit.entry')
  @Field(() => [Ground], { nullable: true, description: 'What was withheld, and why.' })
  withheld!: Ground[];

  @Category('audit.entry')
  @Field(() => Int, {
    nullable: true,
    description: 'Number of silent and forbidden categories, which a coordinator does not read by name.',
  })
  hiddenCount!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A disclosure record: one operation, who asked, for what, and what it disclosed and withheld.',
})
export class Disclosure {
  @Category('audit.entry')
  @Field(() => ID, { nullable: true, description: 'Id of the record.' })
  id!: string;

  @Category('audit.entry')
  @Field(() => DateTime, { nullable: true, description: "The request's instant." })
  instant!: Date;

  @Category('audit.entry')
  @Field(() => AgencyReference, { nullable: true, description: 'The agency that asked.' })
  agency?: AgencyReference | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Name of the staff member who asked or was named.' })
  staffName?: string | null;

  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the machine client that carried the request.',
  })
  clientName!: string | null;

  @Category('audit.entry')
  @Field(() => ProofEnum, { nullable: true, description: 'How the hub knew the person.' })
  proof!: Proof | null;

  @Category('audit.entry')
  @Field(() => PurposeEnum, { nullable: true, description: 'What the request was for.' })
  purpose!: Purpose | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Name of the operation.' })
  operationName!: string | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Hash of the document without literals.' })
  operationHash!: string | null;

  @Category('audit.entry')
  @Field(() => OutcomeEnum, { nullable: true, description: 'What came of it.' })
  outcome!: Outcome;

  @Category('audit.entry')
  @Field(() => ErrorCodeEnum, {
    nullable: true,
    description: 'Why the operation failed; null where it did not.',
  })
  errorCode!: ErrorCode | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'Version of the policies that decided.' })
  policyVersion!: string;

  @Category('audit.entry')
  @Field(() => [DisclosedRecords], { nullable: true, description: 'What was read.' })
  entries!: DisclosedRecords[];
}

@ObjectType({ simpleResolvers: true, description: 'A disclosure record in a list.' })
export class DisclosureEdge {
  @Category('public')
  @Field(() => String, { description: 'Cursor of this row.' })
  cursor!: string;

  @Category('public')
  @Field(() => Disclosure, { description: 'The record.' })
  node!: Disclosure;
}

@ObjectType({ simpleResolvers: true, description: 'A page of disclosure records, newest first.' })
export class DisclosureConnection {
  @Category('public')
  @Field(() => [DisclosureEdge], { description: 'The rows of the page.' })
  edges!: DisclosureEdge[];

  @Category('public')
  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "What an agency's operations came to in a time." })
export class AgencyDisclosures {
  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the agency; concealed agencies stand together.',
  })
  agencyName!: string;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations.' })
  operations!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations of which a part was withheld.' })
  partial!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Operations that were refused.' })
  refused!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'Cases that were touched.' })
  cases!: number;
}
