import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../../src/identity/viewer';
import { aimsOf, type Aim, type Ids } from './aims';
import type { DealingRows, Row } from './dealing-rows';
import { groupBy, type View } from './truth';
import type { Told } from './told';

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => String(id));

/** Cases to which the viewer is assigned, or his unit. */
export const assignedTo = (view: View): string[] =>
  view.truth.cases().flatMap(({ id }) => {
    const { tie, scopes, locked } = view.caseFacts(id);
    return tie !== 'NONE' && scopes.length > 0 && !locked ? [id] : [];
  });

const filled = (known: readonly [string, string[]][]): Ids =>
  new Map(known.filter(([, ids]) => ids.length > 0));

/** Whose questions are made, and what he may know: who asks for it, or changes it, gets past the first refusal. */
export interface Near {
  readonly viewer: Pick<Viewer, 'agencyId' | 'sector'>;
  /** By type, for questions; and for changes, where cases are those assigned to him, and agencies any: what is given goes to others. */
  readonly query: Ids;
  readonly mutation: Ids;
  readonly aims: ReadonlyMap<string, Aim>;
}

export const nearTo = (told: Told, dealings: DealingRows, schema: GraphQLSchema): Near => {
  const { view } = told;
  const { viewer, truth } = view;
  const seen = groupBy(
    [...truth.rows.values()].filter((row) => view.sees(row)),
    ({ table }) => table.type,
  );
  const own = (rows: readonly Row[]): string[] =>
    idsOf(rows.filter(({ agency_id: id }) => id === viewer.agencyId));
  const known: [string, string[]][] = [
    ...[...seen].map(([type, rows]): [string, string[]] => [type, rows.map(({ id }) => id)]),
    ['Case', truth.cases().flatMap(({ id }) => (told.isOpen(id) || told.oversees(id) ? [id] : []))],
    // Who oversees asks about everybody.
    ['AgencyReference', viewer.sector === 'COORDINATION' ? idsOf(dealings.agency) : [viewer.agencyId]],
    ['StaffMember', own(dealings.staff)],
    ['Unit', own(dealings.unit)],
    ['RegisteredClient', own(dealings.client)],
    ['CaseAccess', idsOf(dealings.case_access.filter((row) => told.access(row)))],
    ['Assignment', own(dealings.case_tie)],
    ['CaseLock', idsOf(dealings.case_lock.filter((row) => told.lock(row)))],
    ['ConflictHint', idsOf(dealings.conflict_match.filter((row) => told.hint(row)))],
    ['EmergencyAccess', idsOf(dealings.emergency_access.filter((row) => told.emergency(row) !== 'NOT'))],
    ['Release', idsOf(dealings.officer_release.filter((row) => told.release(row) !== 'NOT'))],
    ['Agreement', idsOf(dealings.agreement.filter(({ id }) => told.agreement(id)))],
    ['RegistryChange', told.administers ? idsOf(dealings.registry_change) : []],
  ];
  const query = filled(known);
  const mutation = new Map([...query, ...filled([['Case', assignedTo(view)]])]);
  mutation.delete('AgencyReference');
  return { viewer, query, mutation, aims: aimsOf(schema, view) };
};
