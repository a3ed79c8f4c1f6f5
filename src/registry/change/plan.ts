import type { Statement } from '../../db/transaction';
import { invalid, invalidInput } from '../../errors/invalid';
import { SponaError } from '../../errors/spona-error';
import type { MutationContext } from '../../graphql/context';
import { AGENCY, planAgency } from './agency';
import { AGREEMENT, planAgreement } from './agreement';
import { CLIENT, planClient } from './client';
import { Draft, type Columns } from './draft';
import type { RegistryChangeInput } from './input';
import type { RegistryKind } from './kinds';
import { planStaff, STAFF } from './staff';
import { planUnit, UNIT } from './unit';

/** What is proposed: a target's new values, or a new target's first ones. */
export interface Plan {
  readonly kind: RegistryKind;
  readonly targetId: string | null;
  readonly patch: Columns;
}

interface Part {
  readonly kind: RegistryKind;
  /** Of the input that says it. */
  readonly field: keyof RegistryChangeInput;
  readonly id: string | null;
  readonly current: Statement;
  readonly plan: (draft: Draft) => Promise<void>;
}

const partsOf = ({ agency, unit, staff, client, agreement }: RegistryChangeInput): readonly Part[] => [
  ...(agency ? [part('AGENCY', 'agency', agency, AGENCY, (draft) => planAgency(draft, agency))] : []),
  ...(unit ? [part('UNIT', 'unit', unit, UNIT, (draft) => planUnit(draft, unit))] : []),
  ...(staff ? [part('STAFF', 'staff', staff, STAFF, (draft) => planStaff(draft, staff))] : []),
  ...(client ? [part('CLIENT', 'client', client, CLIENT, (draft) => planClient(draft, client))] : []),
  ...(agreement
    ? [part('AGREEMENT', 'agreement', agreement, AGREEMENT, (draft) => planAgreement(draft, agreement))]
    : []),
];

const part = (
  kind: RegistryKind,
  field: keyof RegistryChangeInput,
  { id }: { readonly id?: string | null },
  current: Statement,
  plan: Part['plan'],
): Part => ({ kind, field, id: id ?? null, current, plan });

/** Checks a change against the registry as it stands, and the policies' lists. Throws SPONA_INVALID with all that is wrong, by path. */
export const planChange = async (context: MutationContext, input: RegistryChangeInput): Promise<Plan> => {
  const [chosen, ...others] = partsOf(input);
  if (chosen === undefined || others.length > 0) throw invalid('input', 'Give exactly one of its fields.');
  const { kind, field, id, current, plan } = chosen;
  const [row] = id === null ? [] : await context.transaction.query<Columns>(current, [id]);
  if (id !== null && row === undefined) throw new SponaError('SPONA_NOT_FOUND');
  const draft = new Draft(context, `input.${field}`, row ?? null);
  await plan(draft);
  if (draft.problems.length > 0) throw invalidInput(draft.problems);
  if (Object.keys(draft.patch).length === 0) throw invalid(`input.${field}`, 'It changes nothing.');
  return { kind, targetId: id, patch: draft.patch };
};
