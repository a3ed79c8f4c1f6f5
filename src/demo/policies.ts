import type { Client } from 'pg';

/** What the list of activations says of the one that is part of the invention. */
const BY = 'spona demo, back-dated';

/** Lets the policies in force decide since the region's first case was opened, so that its past can be asked about. */
export const backdatePolicies = async (client: Client): Promise<void> => {
  await client.query(
    `insert into policy_activation (version, effective_from, activated_at, activated_by)
     select version, first, first, $1 from policy_version_at(now()) version, (select min(opened_at) as first from case_file) opened
     where first < now()`,
    [BY],
  );
};
