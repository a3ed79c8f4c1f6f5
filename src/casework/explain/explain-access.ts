import { IsUUID } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { ProofEnum, PurposeEnum } from '../../graphql/enums';
import { Rule } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';
import { isUuid } from '../../lib/uuid';
import type { Proof, Purpose } from '../../policy/facts';
import { RecordTypeEnum } from '../record-type-enum';
import { readFacts } from './facts-at';
import { policiesThen, requirePast, requireSince } from './instant';
import type { Asked } from './possibilities';
import { fieldQuestion, isForPolicyAlone } from './question';
import { factsOfCase, factsOfPerson, gateOf, reasonsOf, stepOf } from './report';
import { findAgency, findStaff, requireAgency, requireOwnAgency } from './target';
import { AccessExplanation } from './types';
import { verdictByPolicy, verdictOnCase } from './verdict';

@ArgsType()
class ExplainAccessArgs {
  @IsUUID()
  @Field(() => ID, { description: 'The case: one of the own area, or one that the own agency reaches.' })
  caseId!: string;

  @Field(() => RecordTypeEnum, { description: 'Which kind of record of the case.' })
  type!: string;

  @Field(() => String, { description: 'Name of a field of that type which holds a datum: `level`.' })
  field!: string;

  // A pseudonym has the form of an id, but names no version as one does.
  @Rule('isId', 'agencyId must be an id or a pseudonym', (value) => isUuid(String(value)))
  @Field(() => ID, {
    description:
      'Whose access: for a coordinator any agency, a concealed one by its pseudonym on the case; for everybody else the own.',
  })
  agencyId!: string;

  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Which person of it; null for anybody.' })
  staffId?: string | null;

  @Field(() => PurposeEnum, { description: 'For what it is, or was, asked.' })
  purpose!: Purpose;

  @Field(() => ProofEnum, { defaultValue: 'PROVEN', description: 'How the person is, or was, known.' })
  proof!: Proof;

  @Field(() => DateTime, { nullable: true, description: 'At which time; null for now. Nothing is foretold.' })
  at?: Date | null;
}

@Resolver()
class ExplainAccessResolver {
  @Category('operation.explain')
  @Query(() => AccessExplanation, {
    nullable: true,
    description:
      'Why an agency sees a field of a case or does not: to a coordinator for the cases of his area, to a supervisor for the own agency. It uses what the asker may read himself, and nothing else. A case that is not open to him is SPONA_NOT_FOUND.',
  })
  async explainAccess(
    @Args(() => ExplainAccessArgs) args: ExplainAccessArgs,
    @Ctx() context: OperationContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<AccessExplanation> {
    const { purpose, proof } = args;
    const at = args.at ?? null;
    const caseId = args.caseId.toLowerCase();
    const agencyId = args.agencyId.toLowerCase();
    const staffId = args.staffId?.toLowerCase() ?? null;
    const question = fieldQuestion(context, schema, args.type, args.field);
    requirePast(context, at);
    requireOwnAgency(context, agencyId);
    const found = await findAgency(context, caseId, agencyId);
    const facts = await readFacts(context, { caseId, agencyId: found?.id ?? null, staffId, purpose, at });
    context.trace.touch(caseId);
    const agency = requireAgency(found);
    requireSince(facts.since, at);
    const asked: Asked = {
      target: { ...agency, staff: await findStaff(context, agency, staffId) },
      purpose,
      proof,
    };
    const policies = await policiesThen(context, at);
    const byPolicy = isForPolicyAlone([policies, context.policies], question.category);
    const verdict = byPolicy
      ? verdictByPolicy(policies, question, asked, at !== null)
      : verdictOnCase(policies, question, asked, facts, at !== null);
    return {
      level: byPolicy ? 'POLICY' : 'CASE',
      decision: verdict.decision,
      type: question.type,
      field: question.field,
      category: question.category,
      agency: agency.named,
      purpose,
      proof,
      instant: at ?? context.transaction.instant,
      policyVersion: policies.version,
      ...reasonsOf(policies, asked, verdict),
      conditions: verdict.gates.map(gateOf),
      steps: verdict.steps.map((step) => stepOf(policies, step)),
      facts: [
        ...factsOfPerson(asked),
        ...(byPolicy ? [] : factsOfCase(policies, asked, facts, question, verdict)),
      ],
    };
  }
}

export const EXPLAIN_ACCESS_RESOLVERS = [ExplainAccessResolver];
