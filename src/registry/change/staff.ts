import { ArrayNotEmpty, ArrayUnique, IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Text } from '../../graphql/input-rules';
import { isPersonalNumber } from '../../lib/personal-number';
import type { Sector } from '../../policy/facts';
import { AGENCY } from './agency';
import type { Draft } from './draft';
import { UNIT } from './unit';

/** Whoever has it has no other: an administrator works on no case. */
const ADMINISTRATOR = 'REGISTRY_ADMINISTRATOR';

@InputType({ description: 'A person new to the registry, or what changes of one; what is left out stays.' })
export class StaffChangeInput {
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the person who is changed; without it somebody new is entered.',
  })
  id?: string | null;

  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the agency. Another one moves the person: assignments of the old agency end, no client names the person any more, and the unit is to be said anew. Needed for somebody new.',
  })
  agencyId?: string | null;

  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Id of a unit of the agency; null for none.' })
  unitId?: string | null;

  @Text(200)
  @Field(() => String, {
    nullable: true,
    description: 'First and last name, 1 to 200 characters. Needed for somebody new.',
  })
  name?: string | null;

  @Text(500)
  @Field(() => String, {
    nullable: true,
    description: "Who vouches for the person: the `iss` of the person's tokens. Needed for somebody new.",
  })
  issuer?: string | null;

  @Text(255)
  @Field(() => String, {
    nullable: true,
    description: "As whom: the `sub` of the person's tokens. Needed for somebody new.",
  })
  subject?: string | null;

  @ArrayNotEmpty()
  @ArrayUnique()
  @Field(() => [String], {
    nullable: true,
    description:
      "Roles by their ids in the vocabulary of the policies, each of the agency's sector; `REGISTRY_ADMINISTRATOR` stands alone. Needed for somebody new.",
  })
  roles?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False takes the person out: every request is refused, and the assignments end.',
  })
  active?: boolean | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description:
      'JMBG, in Romania CNP: locks the person out of cases in which the same number stands. The hub keeps an index of it under a key, and no answer shows it; null forgets it.',
  })
  personalNumber?: string | null;
}

export const STAFF: Statement = {
  name: 'registry-staff',
  text: 'select agency_id, unit_id, name, issuer, subject, roles, active from staff where id = $1',
};
const TAKEN: Statement = {
  name: 'registry-staff-subject',
  text: 'select id from staff where issuer = $1 and subject = $2 and id is distinct from $3::uuid',
};

interface Workplace {
  readonly agency_id: string;
  readonly active: boolean;
}

const checkRoles = (draft: Draft, sector: Sector): void => {
  const roles = draft.get('roles') as readonly string[] | undefined;
  roles?.forEach((id, at) => {
    const role = draft.context.policies.roles.get(id);
    if (role?.sectors.includes(sector) === true) return;
    draft.fault(
      `roles.${String(at)}`,
      role === undefined ? 'No role of the vocabulary has this id.' : 'This role is of another sector.',
    );
  });
  if (roles?.includes(ADMINISTRATOR) === true && roles.length > 1) {
    draft.fault('roles', 'Whoever administers the registry has no other role.');
  }
};

const checkWorkplace = async (draft: Draft): Promise<void> => {
  const agency = await draft.find<{ sector: Sector }>(AGENCY, draft.get('agency_id'));
  if (agency === undefined) draft.fault('agencyId', 'There is no such agency.');
  else checkRoles(draft, agency.sector);
  const unitId = draft.get('unit_id') ?? null;
  if (unitId === null) return;
  const unit = await draft.find<Workplace>(UNIT, unitId);
  if (unit?.active !== true || unit.agency_id !== draft.get('agency_id')) {
    draft.fault('unitId', 'Name an active unit of the agency, or null.');
  }
};

const takeNumber = (draft: Draft, number: string | null | undefined): void => {
  const { country, indexIdentifier } = draft.context;
  const kind = country === 'RO' ? 'CNP' : 'JMBG';
  if (typeof number === 'string' && !isPersonalNumber(kind, number)) {
    draft.fault('personalNumber', `This is no ${kind}.`);
    return;
  }
  const index = typeof number === 'string' ? indexIdentifier(kind, number) : number;
  draft.take('personalNumber', index, { column: 'identifier_index', initial: null, nullable: true });
};

export const planStaff = async (draft: Draft, input: StaffChangeInput): Promise<void> => {
  draft.take('agencyId', input.agencyId);
  draft.take('unitId', input.unitId, { initial: null, nullable: true });
  draft.take('name', input.name);
  draft.take('issuer', input.issuer);
  draft.take('subject', input.subject);
  draft.take('roles', input.roles);
  draft.take('active', input.active, { initial: true });
  takeNumber(draft, input.personalNumber);
  if (draft.problems.length > 0) return;
  await checkWorkplace(draft);
  if ((await draft.find(TAKEN, draft.get('issuer'), draft.get('subject'), input.id ?? null)) !== undefined) {
    draft.fault('subject', 'Another person is registered under this issuer and subject.');
  }
};
