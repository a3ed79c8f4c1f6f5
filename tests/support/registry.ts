import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';

/** Enters an office in an area of its own with so many administrators of the registry. */
export const addAdministrators = async (owner: Client, count = 3): Promise<Viewer[]> => {
  const areaId = randomUUID();
  const agencyId = randomUUID();
  await owner.query(
    `with a as (insert into area (id, code, name, country) values ($1, 'REGISTRY', 'Registry', 'RS'))
     insert into agency (id, code, name, sector, area_id, status) values ($2, 'REG-1', 'Registry office', 'COORDINATION', $1, 'ACTIVE')`,
    [areaId, agencyId],
  );
  const entered: Viewer[] = [];
  for (let number = 1; number <= count; number += 1) {
    const staffId = randomUUID();
    await owner.query(
      `insert into staff (id, agency_id, name, issuer, subject, roles) values ($1, $2, $3, 'demo', $4, '{REGISTRY_ADMINISTRATOR}')`,
      [staffId, agencyId, `Administrator ${String(number)}`, `registry-admin-${String(number)}`],
    );
    entered.push({
      agencyId,
      agencyCode: 'REG-1',
      sector: 'COORDINATION',
      areaId,
      concealed: false,
      staffId,
      unitId: null,
      roles: ['REGISTRY_ADMINISTRATOR'],
      clientId: null,
      purpose: 'AUDIT',
      proof: 'PROVEN',
    });
  }
  return entered;
};

/** Enters somebody who may sign for the agency of another viewer. */
export const addSignatory = async (owner: Client, of: Viewer): Promise<Viewer> => {
  const staffId = randomUUID();
  await owner.query(
    `insert into staff (id, agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, $3, 'Signatory', 'demo', $4, '{SIGNATORY}')`,
    [staffId, of.agencyId, of.unitId, `signatory-${staffId}`],
  );
  return { ...of, staffId, roles: ['SIGNATORY'], purpose: 'AUDIT', proof: 'PROVEN' };
};

export interface AgreementSpec {
  readonly categories?: readonly string[];
  /** SQL expressions of the times. */
  readonly from?: string;
  readonly until?: string;
}

/** Enters an agreement that nobody has signed; answers its id. */
export const addAgreement = async (
  owner: Client,
  parties: readonly Viewer[],
  {
    categories = ['risk.level'],
    from = "now() - interval '1 day'",
    until = "'infinity'",
  }: AgreementSpec = {},
): Promise<string> => {
  const id = randomUUID();
  await owner.query(
    `insert into agreement (id, reference, title, categories, starts_at, ends_at) values ($1, $2, 'Cooperation', $3, ${from}, ${until})`,
    [id, `A-${id}`, categories],
  );
  for (const { agencyId } of parties) {
    await owner.query('insert into agreement_party (agreement_id, agency_id) values ($1, $2)', [
      id,
      agencyId,
    ]);
  }
  return id;
};
