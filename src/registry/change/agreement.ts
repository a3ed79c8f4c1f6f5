import { ArrayMaxSize, ArrayMinSize, ArrayNotEmpty, ArrayUnique, IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Text } from '../../graphql/input-rules';
import { DateTime } from '../../graphql/scalars';
import { definitionOf } from '../../policy/definition';
import { AGENCY } from './agency';
import type { Draft } from './draft';

@InputType({
  description:
    'The text of a new agreement between agencies, or what changes of one that nobody has signed; what is left out stays.',
})
export class AgreementChangeInput {
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the agreement that is changed; without it a new one is opened.',
  })
  id?: string | null;

  @Text(100)
  @Field(() => String, {
    nullable: true,
    description: 'Its number or mark, its own; 1 to 100 characters. Needed for a new one.',
  })
  reference?: string | null;

  @Text(300)
  @Field(() => String, {
    nullable: true,
    description: 'Title, 1 to 300 characters. Needed for a new one.',
  })
  title?: string | null;

  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Field(() => [String], {
    nullable: true,
    description:
      'The annex: categories of case content that the parties share, those of a participant with the role (`victim.identity.name`); none that is forbidden, which no agreement opens. Needed for a new one.',
  })
  categories?: string[] | null;

  @ArrayMinSize(2)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of the agencies that are its parties, two at least. Needed for a new one.',
  })
  partyIds?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when it holds, once all have signed. Needed for a new one.',
  })
  validFrom?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it holds, this instant excluded; null or left out for a new one: without end.',
  })
  until?: Date | null;
}

export const AGREEMENT: Statement = {
  name: 'registry-agreement',
  text: `select a.reference, a.title, a.categories, a.starts_at, nullif(a.ends_at, 'infinity') as ends_at, a.revoked_at is not null as revoked,
    (select count(p.signed_at)::int from agreement_party p where p.agreement_id = a.id) as signatures from agreement a where a.id = $1`,
};
const TAKEN: Statement = {
  name: 'registry-agreement-reference',
  text: 'select id from agreement where reference = $1 and id is distinct from $2::uuid',
};

const checkAnnex = (draft: Draft, categories: readonly string[]): void => {
  const { policies } = draft.context;
  categories.forEach((id, at) => {
    const category = definitionOf(policies, id);
    const content = category?.kind === 'content' || category?.kind === 'existence';
    if (
      category !== undefined &&
      content &&
      !category.forbidden &&
      !(category.family && !policies.parts.has(id))
    )
      return;
    draft.fault(
      `categories.${String(at)}`,
      category?.forbidden === true
        ? 'No agreement opens a forbidden category.'
        : 'No category of case content has this id; one of a participant carries the role.',
    );
  });
};

const checkParties = async (draft: Draft, ids: readonly string[]): Promise<void> => {
  for (const [at, id] of ids.entries()) {
    const agency = await draft.find<{ status: string; sector: string }>(AGENCY, id);
    if (agency?.status !== 'ACTIVE' || agency.sector === 'COORDINATION') {
      draft.fault(`partyIds.${String(at)}`, 'Name an active agency that works on cases.');
    }
  }
};

const checkTimes = (draft: Draft): void => {
  const from = draft.get('starts_at') as Date;
  const until = (draft.get('ends_at') ?? null) as Date | 'infinity' | null;
  if (!(until instanceof Date)) return;
  if (until <= from) draft.fault('until', 'It must lie after the beginning.');
  else if (until <= draft.context.transaction.instant) draft.fault('until', 'It must lie in the future.');
};

export const planAgreement = async (draft: Draft, input: AgreementChangeInput): Promise<void> => {
  draft.take('reference', input.reference);
  draft.take('title', input.title);
  draft.take('categories', input.categories);
  draft.take('partyIds', input.partyIds?.map((id) => id.toLowerCase()).sort() ?? input.partyIds, {
    column: 'parties',
  });
  draft.take('validFrom', input.validFrom, { column: 'starts_at' });
  draft.take('until', input.until === null ? 'infinity' : input.until, {
    column: 'ends_at',
    initial: 'infinity',
  });
  if (draft.current?.revoked === true || Number(draft.current?.signatures ?? 0) > 0) {
    draft.fault('id', 'It is signed or revoked; open another one instead.');
  }
  if (draft.problems.length > 0) return;
  checkAnnex(draft, input.categories ?? []);
  await checkParties(draft, input.partyIds ?? []);
  checkTimes(draft);
  if ((await draft.find(TAKEN, draft.get('reference'), input.id ?? null)) !== undefined) {
    draft.fault('reference', 'Another agreement has this reference.');
  }
};
