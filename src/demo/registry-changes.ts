import { Random } from './random';
import type { Registry } from './registry';
import type { Rows } from './rows';
import { hoursAfter } from './time';

/** Writes one change of the registry that two administrators made, and one that waits for the second of them. */
export const writeRegistryChanges = (rows: Rows, registry: Registry, now: Date): void => {
  const random = new Random('registry changes');
  const [first, second, third] = ['registry-admin', 'registry-admin-2', 'registry-admin-3'].map(
    (persona) => registry.persona(persona).id,
  ) as [string, string, string];
  rows.registry_change.push(
    {
      id: random.uuid(),
      kind: 'STAFF',
      target_id: third,
      opens: true,
      patch: {},
      proposed_by: first,
      proposed_at: hoursAfter(now, -24 * 40),
      status: 'APPLIED',
      decided_by: second,
      decided_at: hoursAfter(now, -24 * 40 + 2),
    },
    {
      id: random.uuid(),
      kind: 'STAFF',
      target_id: registry.persona('ngo-intake').id,
      opens: false,
      patch: { roles: ['ADVOCATE', 'NGO_SUPERVISOR'] },
      proposed_by: first,
      proposed_at: hoursAfter(now, -5),
      status: 'PROPOSED',
      decided_by: null,
      decided_at: null,
    },
  );
};
