import { Field, ID, ObjectType } from 'type-graphql';
import type { Statement } from '../../db/transaction';
import { Category } from '../../graphql/category';
import type { OperationContext } from '../../graphql/context';
import { DateTime } from '../../graphql/scalars';
import type { Columns } from './draft';
import {
  RegistryChangeStatusEnum,
  RegistryKindEnum,
  type RegistryChangeStatus,
  type RegistryKind,
} from './kinds';

@ObjectType({ simpleResolvers: true, description: 'One value that a change of the registry sets.' })
class RegistryValueChange {
  @Category('public')
  @Field(() => String, {
    description: 'Which value it is, as the registry names it: `roles`, `unit_id` or `ends_at`.',
  })
  name!: string;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'What it was when the change was proposed, as JSON; null where something new is opened.',
  })
  before!: string | null;

  @Category('public')
  @Field(() => String, {
    description: 'What it becomes, as JSON. Of a personal number only whether there is one.',
  })
  after!: string;
}

/** A change of the registry, as its administrators see it. */
@ObjectType({
  simpleResolvers: true,
  description:
    'A change of the registry: who proposed it, what it changes, and what became of it. All are kept.',
})
export class RegistryChange {
  @Category('public')
  @Field(() => ID, { description: 'Id of the change, as `approveRegistryChange` takes it.' })
  id!: string;

  @Category('public')
  @Field(() => RegistryKindEnum, { description: 'What it is about.' })
  kind!: RegistryKind;

  @Category('public')
  @Field(() => ID, {
    description:
      'Id of the agency, unit, person, client or agreement; of a new one, the id that it will have.',
  })
  targetId!: string;

  @Category('public')
  @Field(() => Boolean, { description: 'Whether it opens something new.' })
  opens!: boolean;

  @Category('public')
  @Field(() => [RegistryValueChange], { description: 'The values that it sets, by name.' })
  values!: RegistryValueChange[];

  @Category('public')
  @Field(() => RegistryChangeStatusEnum, { description: 'What became of it.' })
  status!: RegistryChangeStatus;

  @Category('public')
  @Field(() => String, { description: 'Name of the administrator who proposed it.' })
  proposedBy!: string;

  @Category('public')
  @Field(() => DateTime, { description: 'When it was proposed.' })
  proposedAt!: Date;

  @Category('public')
  @Field(() => String, {
    nullable: true,
    description: 'Name of the administrator who approved or withdrew it; null while it waits.',
  })
  decidedBy!: string | null;

  @Category('public')
  @Field(() => DateTime, { nullable: true, description: 'When that was; null while it waits.' })
  decidedAt!: Date | null;
}

/** Rows of the list. */
export const MOST_CHANGES = 200;

const CHANGES: Statement = {
  name: 'registry-changes',
  text: `select c.id, c.kind, c.target_id as "targetId", c.before, c.after, c.status, p.name as "proposedBy", c.proposed_at as "proposedAt",
      d.name as "decidedBy", c.decided_at as "decidedAt"
    from registry_change c join staff p on p.id = c.proposed_by left join staff d on d.id = c.decided_by
    where ($1::text is null or c.status = $1) and ($2::uuid is null or c.id = $2)
    order by c.proposed_at desc, c.id limit ${String(MOST_CHANGES)}`,
};

interface ChangeRow extends Omit<RegistryChange, 'opens' | 'values'> {
  readonly before: Columns | null;
  readonly after: Columns;
}

/** As JSON; of the index of a personal number, whether there is one. */
const told = (name: string, value: unknown): string =>
  JSON.stringify(name === 'identifier_index' ? value !== null && value !== undefined : (value ?? null));

const valuesOf = (before: Columns | null, after: Columns): RegistryValueChange[] =>
  Object.keys(after)
    .filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after[name]))
    .sort()
    .map((name) => ({
      name,
      before: before === null ? null : told(name, before[name]),
      after: told(name, after[name]),
    }));

/** Changes by status, newest first, or the one with that id; row security shows them to administrators alone. */
export const registryChanges = async (
  { transaction }: OperationContext,
  {
    status = null,
    id = null,
  }: { readonly status?: RegistryChangeStatus | null; readonly id?: string | null },
): Promise<RegistryChange[]> => {
  const rows = await transaction.query<ChangeRow>(CHANGES, [status, id]);
  return rows.map(({ before, after, ...change }) => ({
    ...change,
    opens: before === null,
    values: valuesOf(before, after),
  }));
};
