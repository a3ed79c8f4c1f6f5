import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Text } from '../../graphql/input-rules';
import { AGENCY } from './agency';
import type { Draft } from './draft';

@InputType({ description: 'A new unit of an agency, or what changes of one; what is left out stays.' })
export class UnitChangeInput {
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the unit that is changed; without it a new one is opened.',
  })
  id?: string | null;

  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of its agency, the same for good. Needed for a new one.',
  })
  agencyId?: string | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Short code within the agency, the same for good; 1 to 50 characters. Needed for a new one.',
  })
  code?: string | null;

  @Text(200)
  @Field(() => String, {
    nullable: true,
    description: 'Name, 1 to 200 characters. Needed for a new one.',
  })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True if what others share with the agency is assigned to the unit at once; not where nothing is said.',
  })
  intake?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False gives the unit up: its assignments end. Nobody may work in it then, and it takes nothing in.',
  })
  active?: boolean | null;
}

export const UNIT: Statement = {
  name: 'registry-unit',
  text: 'select agency_id, code, name, intake, active from unit where id = $1',
};
const TAKEN: Statement = {
  name: 'registry-unit-code',
  text: 'select id from unit where agency_id = $1 and code = $2',
};
const OCCUPIED: Statement = {
  name: 'registry-unit-occupied',
  text: 'select id from staff where unit_id = $1 and active limit 1',
};

export const planUnit = async (draft: Draft, input: UnitChangeInput): Promise<void> => {
  draft.take('agencyId', input.agencyId, { fixed: true });
  draft.take('code', input.code, { fixed: true });
  draft.take('name', input.name);
  draft.take('intake', input.intake, { initial: false });
  draft.take('active', input.active, { initial: true });
  if (draft.current === null) {
    const { agencyId, code } = input;
    if (typeof agencyId === 'string' && (await draft.find(AGENCY, agencyId)) === undefined) {
      draft.fault('agencyId', 'There is no such agency.');
    } else if ((await draft.find(TAKEN, agencyId, code)) !== undefined) {
      draft.fault('code', 'Another unit of the agency has this code.');
    }
  }
  if (draft.get('active') !== false) return;
  if (draft.get('intake') === true) draft.fault('intake', 'A unit that is given up takes nothing in.');
  if ((await draft.find(OCCUPIED, input.id)) !== undefined) {
    draft.fault('active', 'Somebody works in the unit; move the staff first.');
  }
};
