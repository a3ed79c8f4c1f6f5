import type { Row } from './dealing-rows';
import type { Changing } from './perturb-dealings';

/**
 * Changes what a viewer is not told of the registry: names and places of concealed agencies, others' units, roles and clients. Whoever
 * administers it is told all.
 */
export const changeRegistry = ({ told, dealings, random, edits, agencies }: Changing): void => {
  if (told.administers) return;
  const { viewer } = told.view;
  const concealed = new Set(
    agencies
      .filter((agency) => agency.concealed && agency.id !== viewer.agencyId)
      .map(({ id }) => id as unknown),
  );
  const foreign = ({ agency_id: id }: Row): boolean => id !== viewer.agencyId;
  // Who coordinates is told of other agencies who is locked, asks and works there; of a concealed one nobody is.
  const unnamed = (row: Row): boolean =>
    concealed.has(row['agency_id']) || (foreign(row) && viewer.sector !== 'COORDINATION');
  const word = (): string => `${random.uuid().slice(0, 8)} otherwise`;
  for (const row of dealings.agency) {
    if (!concealed.has(row['id'])) continue;
    edits.put('agency', { ...row, code: word(), name: word(), duty_phone: word() });
  }
  for (const row of dealings.unit) {
    if (unnamed(row)) edits.put('unit', { ...row, name: word(), code: word() });
  }
  for (const row of dealings.staff) {
    if (!foreign(row)) continue;
    edits.put('staff', {
      ...row,
      subject: random.uuid(),
      ...(unnamed(row) ? { roles: ['OTHERWISE'] } : {}),
      ...(concealed.has(row['agency_id']) ? { name: word() } : {}),
    });
  }
  for (const row of dealings.client) {
    if (!foreign(row)) continue;
    edits.put('client', { ...row, purposes: ['CARE'], ...(unnamed(row) ? { name: word() } : {}) });
  }
  for (const row of dealings.client_staff) {
    if (foreign(row) && random.chance(0.4)) edits.drop('client_staff', row);
  }
};
