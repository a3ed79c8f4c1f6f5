import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { PURPOSES, type Sector } from '../../src/policy/facts';
import type { RecordType } from '../../src/casework/record-type';
import { RECORD_TYPES } from '../../src/sectors';
import { addPerson, assign, deliver, giveAccess, makeOwn, openCaseOf } from './facts';
import type { Answer, TestHub } from './hub';
import { genericInput, selectAll } from './records-input';
import type { Persona, Region } from './region';

/** Who works on a shared case for each sector. */
export const WORKERS = {
  POLICE: 'police',
  SOCIAL_WORK: 'socialWork',
  HEALTH: 'health',
  PROSECUTION: 'prosecution',
  COURT: 'court',
  NGO: 'ngo',
  EDUCATION: 'education',
} as const satisfies Record<Exclude<Sector, 'COORDINATION'>, Persona>;

export const workerOf = (region: Region, sector: Sector): Viewer => {
  if (sector === 'COORDINATION') throw new Error('coordinators work on no case');
  return region.viewers[WORKERS[sector]];
};

/** The worker of the record's sector, for a purpose for which such records are made: the usual one if it is among them. */
export const recorderOf = ({ hub, region }: Pick<Stage, 'hub' | 'region'>, type: RecordType): Viewer => {
  const worker = workerOf(region, type.sector);
  const found = [worker.purpose, ...PURPOSES]
    .map((purpose): Viewer => ({ ...worker, purpose }))
    .find(
      ({ roles, purpose, ...viewer }) =>
        roles.some((role) => hub.policies.roles.get(role)?.purposes.includes(purpose)) &&
        hub.policies.profile({ ...viewer, roles, purpose }).classify(type.write) !== 'never',
    );
  if (found === undefined)
    throw new Error(
      `${type.type}: no role of the ${type.sector} worker in tests/support/region.ts may add it; give a further role there`,
    );
  return found;
};

export interface SharedCase {
  readonly id: string;
  readonly victim: string;
  readonly respondent: string;
  readonly child: string;
}

/** A case of the police that every sector's worker reaches by every scope there is. The victim is everybody's own client; the persons are filed with all. */
export const shareCase = async (owner: Client, region: Region): Promise<SharedCase> => {
  const { police, coordinator } = region.viewers;
  const id = await openCaseOf(owner, police);
  const victim = await addPerson(owner, id, police, ['VICTIM'], { reference: 'v', family_name: 'Kovač' });
  const respondent = await addPerson(owner, id, police, ['RESPONDENT'], { reference: 'r' });
  const child = await addPerson(owner, id, police, ['CHILD'], { reference: 'c' });
  for (const persona of Object.values(WORKERS)) {
    const viewer = region.viewers[persona];
    await makeOwn(owner, id, victim, viewer);
    if (viewer === police) continue;
    for (const scope of ['LIAISON', 'CONFERENCE', 'REFERRAL'] as const) {
      await giveAccess(owner, id, viewer, { scope, givenBy: police });
    }
    await assign(owner, id, viewer);
    for (const person of [victim, respondent, child]) await deliver(owner, 'participant', person, id, viewer);
  }
  await giveAccess(owner, id, coordinator, { scope: 'COORDINATION', givenBy: police });
  return { id, victim, respondent, child };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const addDocument = (hub: TestHub, type: RecordType): string =>
  `mutation Add($case: ID!, $input: ${type.input.name}!) {
    made: add${capital(type.field)}(caseId: $case, input: $input) { ${selectAll(hub.schema, type.type)} } }`;

export const correctDocument = (hub: TestHub, type: RecordType): string =>
  `mutation Correct($id: ID!, $version: Int!, $input: ${type.input.name}!) {
    made: correct${capital(type.field)}(id: $id, version: $version, input: $input) { ${selectAll(hub.schema, type.type)} } }`;

export const readDocument = (hub: TestHub, type: RecordType): string =>
  `query Read($id: ID!) { record: ${type.field}(id: $id) { ${selectAll(hub.schema, type.type)} } }`;

/** What the builders of records work with. */
export interface Stage {
  readonly owner: Client;
  readonly hub: TestHub;
  readonly region: Region;
}

export interface Made {
  readonly id: string;
  readonly input: Record<string, unknown>;
  readonly answer: Answer;
}

/** Ids of the records that others refer to, by type. */
export type Referred = Map<string, string>;

export const inputFor = (
  hub: TestHub,
  type: RecordType,
  shared: SharedCase,
  referred: Referred,
  variant = 0,
): Record<string, unknown> => {
  const ids: Record<string, string> = { subjectId: shared.victim };
  for (const [field, named] of Object.entries(type.refersTo)) ids[field] = referred.get(named) ?? '';
  return genericInput(hub.schema, type.input.name, { ids, variant });
};

/** A record that another kind of record names is filed with those who make that kind; otherwise they might not know of it. */
const fileWithReferrers = async (
  { owner, hub, region }: Stage,
  type: RecordType,
  id: string,
  caseId: string,
): Promise<void> => {
  for (const referring of RECORD_TYPES) {
    if (!Object.values(referring.refersTo).includes(type.type) || referring.sector === type.sector) continue;
    const table = hub.dataSource.getMetadata(type.entity).tableName;
    await deliver(owner, table, id, caseId, workerOf(region, referring.sector));
  }
};

/** Adds a record of the type as its sector's worker, for a purpose that it may be added for. */
export const addRecord = async (
  stage: Stage,
  type: RecordType,
  shared: SharedCase,
  referred: Referred,
  variant = 0,
): Promise<Made> => {
  const { hub } = stage;
  const input = inputFor(hub, type, shared, referred, variant);
  const answer = await hub.ask(recorderOf(stage, type), addDocument(hub, type), {
    case: shared.id,
    input,
  });
  if (answer.errors !== undefined) throw new Error(`${type.type}: ${JSON.stringify(answer)}`);
  const id = String(answer.data?.['made'].id);
  await fileWithReferrers(stage, type, id, shared.id);
  if (!referred.has(type.type)) referred.set(type.type, id);
  return { id, input, answer };
};

/** One record of every registered type, in the order of their references. By type; `referred` learns their ids. */
export const addEveryRecord = async (
  stage: Stage,
  shared: SharedCase,
  referred: Referred = new Map(),
): Promise<ReadonlyMap<string, Made>> => {
  const made = new Map<string, Made>();
  for (const type of RECORD_TYPES) made.set(type.type, await addRecord(stage, type, shared, referred));
  return made;
};
