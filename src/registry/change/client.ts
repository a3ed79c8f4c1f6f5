import { ArrayNotEmpty, ArrayUnique, IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { PurposeEnum } from '../../graphql/enums';
import { Text } from '../../graphql/input-rules';
import type { Purpose } from '../../policy/facts';
import { AGENCY } from './agency';
import type { Draft } from './draft';
import { STAFF } from './staff';

@InputType({
  description: 'A new machine client of an agency, or what changes of one; what is left out stays.',
})
export class ClientChangeInput {
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the client that is changed; without it a new one is entered.',
  })
  id?: string | null;

  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of its agency, the same for good. Needed for a new one.',
  })
  agencyId?: string | null;

  @Text(200)
  @Field(() => String, {
    nullable: true,
    description: 'What system it is, 1 to 200 characters. Needed for a new one.',
  })
  name?: string | null;

  @Text(500)
  @Field(() => String, {
    nullable: true,
    description: 'Who vouches for it: the `iss` of its tokens, the same for good. Needed for a new one.',
  })
  issuer?: string | null;

  @Text(255)
  @Field(() => String, {
    nullable: true,
    description: 'Its id there, the `client_id` of its tokens, the same for good. Needed for a new one.',
  })
  clientId?: string | null;

  @Text(255)
  @Field(() => String, {
    nullable: true,
    description: 'The `sub` of its own tokens, where the issuer gives one that is not the client id.',
  })
  serviceSubject?: string | null;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Field(() => [PurposeEnum], {
    nullable: true,
    description: 'For what it may ask, each once. Needed for a new one.',
  })
  purposes?: Purpose[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False takes it out: every request of it is refused.',
  })
  active?: boolean | null;

  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of all staff members of its agency whom it may name in Spona-Staff; none is allowed.',
  })
  staffIds?: string[] | null;
}

export const CLIENT: Statement = {
  name: 'registry-client',
  text: 'select agency_id, name, issuer, client_id, service_subject, purposes, active from client where id = $1',
};
const TAKEN: Statement = {
  name: 'registry-client-id',
  text: 'select id from client where issuer = $1 and client_id = $2',
};

const checkStaff = async (draft: Draft, ids: readonly string[]): Promise<void> => {
  for (const [at, id] of ids.entries()) {
    const member = await draft.find<{ agency_id: string; active: boolean }>(STAFF, id);
    if (member?.active !== true || member.agency_id !== draft.get('agency_id')) {
      draft.fault(`staffIds.${String(at)}`, 'Name an active staff member of the agency.');
    }
  }
};

export const planClient = async (draft: Draft, input: ClientChangeInput): Promise<void> => {
  draft.take('agencyId', input.agencyId, { fixed: true });
  draft.take('name', input.name);
  draft.take('issuer', input.issuer, { fixed: true });
  draft.take('clientId', input.clientId, { fixed: true });
  draft.take('serviceSubject', input.serviceSubject, { initial: null, nullable: true });
  draft.take('purposes', input.purposes);
  draft.take('active', input.active, { initial: true });
  // In the order in which the registry tells them, so that an unchanged list is no change.
  const ids = input.staffIds?.map((id) => id.toLowerCase()).sort();
  draft.take('staffIds', input.staffIds === null ? null : ids, { column: 'staff', initial: [] });
  if (draft.problems.length > 0) return;
  await checkStaff(draft, ids === undefined ? [] : (input.staffIds ?? []));
  if (draft.current !== null) return;
  if ((await draft.find(AGENCY, input.agencyId)) === undefined) {
    draft.fault('agencyId', 'There is no such agency.');
  }
  if ((await draft.find(TAKEN, input.issuer, input.clientId)) !== undefined) {
    draft.fault('clientId', 'Another client is registered under this issuer and id.');
  }
};
