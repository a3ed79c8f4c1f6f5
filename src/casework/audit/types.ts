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
  @Field(() => String, {
    nullable: true,
    description: 'Category of the data, from the vocabulary of the policies.',
  })
  category!: string;

  @Category('audit.entry')
  @Field(() => WithheldCodeEnum, {
    nullable: true,
    description: 'What would have opened it; null where it was disclosed.',
  })
  code!: WithheldCode | null;

  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Id of the rule that disclosed it or would have, such as `risk.level/1`.',
  })
  rule!: string | null;

  @Category('audit.entry')
  @Field(() => [String], {
    nullable: true,
    description: 'Ids of the articles that the rule rests on, in the protocols.',
  })
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
  @Field(() => Int, { nullable: true, description: 'How many records were read so.' })
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
  @Field(() => [Ground], { nullable: true, description: 'What was asked for and withheld, and why.' })
  withheld!: Ground[];

  @Category('audit.entry')
  @Field(() => Int, {
    nullable: true,
    description:
      'Number of categories that are not told by name: silent ones, and forbidden ones to a coordinator.',
  })
  hiddenCount!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A disclosure record: one operation, who asked, for what, and what it disclosed and withheld.',
})
export class Disclosure {
  @Category('audit.entry')
  @Field(() => ID, { nullable: true, description: 'Id of the disclosure record.' })
  id!: string;

  @Category('audit.entry')
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the request was answered or refused: the one time that all its decisions rest on.',
  })
  instant!: Date;

  @Category('audit.entry')
  @Field(() => AgencyReference, { nullable: true, description: 'The agency in whose name was asked.' })
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
  @Field(() => String, {
    nullable: true,
    description: 'Name that the client gave the operation; null where it gave none.',
  })
  operationName!: string | null;

  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the document without its literals: equal for equal questions.',
  })
  operationHash!: string | null;

  @Category('audit.entry')
  @Field(() => OutcomeEnum, { nullable: true, description: 'Whether all, a part or nothing was disclosed.' })
  outcome!: Outcome;

  @Category('audit.entry')
  @Field(() => ErrorCodeEnum, {
    nullable: true,
    description: 'Why the operation failed; null where it did not.',
  })
  errorCode!: ErrorCode | null;

  @Category('audit.entry')
  @Field(() => String, { nullable: true, description: 'SHA-256 of the policies that decided.' })
  policyVersion!: string;

  @Category('audit.entry')
  @Field(() => [DisclosedRecords], {
    nullable: true,
    description: 'What the operation read, by case and type.',
  })
  entries!: DisclosedRecords[];
}

@ObjectType({ simpleResolvers: true, description: 'A disclosure record in a list.' })
export class DisclosureEdge {
  @Category('public')
  @Field(() => String, { description: 'Cursor of this row, for `after`.' })
  cursor!: string;

  @Category('public')
  @Field(() => Disclosure, { description: 'The disclosure record itself.' })
  node!: Disclosure;
}

@ObjectType({ simpleResolvers: true, description: 'A page of disclosure records, newest first.' })
export class DisclosureConnection {
  @Category('public')
  @Field(() => [DisclosureEdge], { description: 'The disclosure records of the page, newest first.' })
  edges!: DisclosureEdge[];

  @Category('public')
  @Field(() => PageInfo, { description: 'Whether more follow, and after which cursor.' })
  pageInfo!: PageInfo;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How many operations an agency made in a span of time, and what came of them.',
})
export class AgencyDisclosures {
  @Category('audit.entry')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the agency; concealed agencies stand together.',
  })
  agencyName!: string;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many operations the agency made.' })
  operations!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many of them were answered in part.' })
  partial!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many of them were refused.' })
  refused!: number;

  @Category('audit.entry')
  @Field(() => Int, { nullable: true, description: 'How many different cases they touched.' })
  cases!: number;
}
