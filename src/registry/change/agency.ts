import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { SectorEnum } from '../../graphql/enums';
import { Text } from '../../graphql/input-rules';
import type { Sector } from '../../policy/facts';
import type { Draft } from './draft';
import { AgencyStatusEnum, type AgencyStatus } from './kinds';

@InputType({ description: 'A new agency, or what changes of one; what is left out stays.' })
export class AgencyChangeInput {
  @IsUUID()
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the agency that is changed; without it a new one is opened.',
  })
  id?: string | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Short code, the same for good; 1 to 50 characters. Needed for a new one.',
  })
  code?: string | null;

  @Text(200)
  @Field(() => String, {
    nullable: true,
    description: 'Official name, 1 to 200 characters. Needed for a new one.',
  })
  name?: string | null;

  @Field(() => SectorEnum, {
    nullable: true,
    description: 'What kind of institution it is, the same for good. Needed for a new one.',
  })
  sector?: Sector | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Code of the area that it belongs to, the same for good. Needed for a new one.',
  })
  areaCode?: string | null;

  @Text(50)
  @Field(() => String, {
    nullable: true,
    description: 'Code of its municipality, one of the area; null if none is to be told.',
  })
  municipalityCode?: string | null;

  @Field(() => AgencyStatusEnum, {
    nullable: true,
    description: 'Whether it takes part; a new one does unless it is said.',
  })
  status?: AgencyStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where its name would tell where a protected person is; others see a pseudonym.',
  })
  concealed?: boolean | null;

  @Text(50)
  @Field(() => String, { nullable: true, description: 'Telephone of the duty desk; null for none.' })
  dutyPhone?: string | null;
}

export const AGENCY: Statement = {
  name: 'registry-agency',
  text: `select code, name, sector, area_id, municipality_id, status, concealed, duty_phone from agency where id = $1`,
};
const AREA: Statement = { name: 'registry-area', text: 'select id from area where code = $1' };
const MUNICIPALITY: Statement = {
  name: 'registry-municipality',
  text: 'select id, area_id from municipality where code = $1',
};
const TAKEN: Statement = { name: 'registry-agency-code', text: 'select id from agency where code = $1' };

interface Place {
  readonly id: string;
  readonly area_id: string;
}

const takeArea = async (draft: Draft, code: string | null | undefined): Promise<void> => {
  const area = typeof code === 'string' ? await draft.find<{ id: string }>(AREA, code) : undefined;
  if (typeof code === 'string' && area === undefined) draft.fault('areaCode', 'No area has this code.');
  else draft.take('areaCode', area?.id ?? code, { column: 'area_id', fixed: true });
};

const takeMunicipality = async (draft: Draft, code: string | null | undefined): Promise<void> => {
  if (typeof code !== 'string') {
    draft.take('municipalityCode', code, { column: 'municipality_id', nullable: true, initial: null });
    return;
  }
  const place = await draft.find<Place>(MUNICIPALITY, code);
  if (place?.area_id === draft.get('area_id') && place !== undefined) {
    draft.take('municipalityCode', place.id, { column: 'municipality_id' });
  } else {
    draft.fault('municipalityCode', 'No municipality of the area has this code.');
  }
};

export const planAgency = async (draft: Draft, input: AgencyChangeInput): Promise<void> => {
  draft.take('code', input.code, { fixed: true });
  draft.take('name', input.name);
  draft.take('sector', input.sector, { fixed: true });
  await takeArea(draft, input.areaCode);
  await takeMunicipality(draft, input.municipalityCode);
  draft.take('status', input.status, { initial: 'ACTIVE' });
  draft.take('concealed', input.concealed, { initial: false });
  draft.take('dutyPhone', input.dutyPhone, { initial: null, nullable: true });
  if (draft.current === null && (await draft.find(TAKEN, draft.get('code'))) !== undefined) {
    draft.fault('code', 'Another agency has this code.');
  }
};
