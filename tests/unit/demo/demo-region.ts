import type { Client } from 'pg';
import { loadDemoRegion } from '../../../src/demo';
import type { Viewer } from '../../../src/identity/viewer';
import type { Purpose, Sector } from '../../../src/policy/facts';
import { dropDatabase, freshDatabase, openOwner } from '../../support/database';
import { startTestHub, type Answer, type TestHub } from '../../support/hub';

/** The demo region behind a hub, asked as its personas. */
export interface DemoRegion {
  readonly owner: Client;
  readonly hub: TestHub;
  viewer(persona: string, purpose: Purpose): Promise<Viewer>;
  ask(
    persona: string,
    purpose: Purpose,
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export const openDemoRegion = async (): Promise<DemoRegion> => {
  const database = await freshDatabase();
  await loadDemoRegion(database.ownerUrl, { country: 'RS', now: new Date(), progress: () => undefined });
  const owner = await openOwner(database);
  const hub = await startTestHub(database);
  const viewer = async (persona: string, purpose: Purpose): Promise<Viewer> => {
    const { rows } = await owner.query<Omit<Viewer, 'sector'> & { readonly sector: Sector }>(
      `select g.id as "agencyId", g.code as "agencyCode", g.sector, g.area_id as "areaId", g.concealed, s.id as "staffId",
         s.unit_id as "unitId", s.roles, null as "clientId", $2 as purpose, 'PROVEN' as proof
       from staff s join agency g on g.id = s.agency_id where s.subject = $1`,
      [persona, purpose],
    );
    const [found] = rows;
    if (found === undefined) throw new Error(`the demo has no ${persona}`);
    return found;
  };
  return {
    owner,
    hub,
    viewer,
    ask: async (persona, purpose, document, variables) =>
      hub.ask(await viewer(persona, purpose), document, variables),
    close: async () => {
      await hub.close();
      await owner.end();
      await dropDatabase(database);
    },
  };
};
