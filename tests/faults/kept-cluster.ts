import { closeDatabase, OWNER_ROLE } from '../../src/db/embedded/roles';
import { asSuperuser, TEMPLATE, testCluster } from '../support/cluster';
import { cloneForWorkers, fillTemplate } from '../support/template';

/** Names what the template is made of; the runner says it, and the database remembers it as its comment. */
export const TEMPLATE_VARIABLE = 'FAULTS_TEMPLATE';

/**
 * The global set-up of tests with a database: the server runs already, and what it was filled with is made anew only where the fault
 * is in that. A server of its own for every fault would take three quarters of the time.
 */
export default async function setup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const cluster = testCluster();
  const wanted = process.env[TEMPLATE_VARIABLE] ?? '';
  const filled = await asSuperuser(cluster, async (client) => {
    const { rows } = await client.query<{ held: string | null }>(
      `select shobj_description(oid, 'pg_database') as held from pg_database where datname = $1`,
      [TEMPLATE],
    );
    if (rows[0]?.held === wanted) return true;
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE} owner ${OWNER_ROLE}`);
    await closeDatabase(client, TEMPLATE);
    return false;
  });
  if (!filled) {
    await fillTemplate(cluster);
    await asSuperuser(cluster, (client) =>
      client.query(`comment on database ${TEMPLATE} is ${client.escapeLiteral(wanted)}`),
    );
  }
  await cloneForWorkers(cluster, maxWorkers);
}
