import type { Client } from 'pg';
import type { PolicySet } from '../../src/policy';
import type { CanaryWorld } from './canary-world';
import { addCaseDealings } from './dealings-cases';
import { addAgreements, addRegistryChanges, addStaff } from './dealings-registry';
import { Random } from './random';

/**
 * Adds to a world of content what agencies do beside recording it, in every state: emergencies, consents, mandates, releases, hints of
 * conflicts, agreements, changes of the registry, and those who work at them. Answers the world with its people.
 */
export const addDealings = async (
  admin: Client,
  world: CanaryWorld,
  policies: PolicySet,
  seed: number,
): Promise<CanaryWorld> => {
  const random = Random.named(seed, 'dealings');
  const agencies = await addStaff(admin, world.registry.agencies, random);
  await addAgreements(admin, agencies, policies, random);
  await addRegistryChanges(admin, agencies, random);
  await addCaseDealings(admin, world, agencies, policies, seed);
  await admin.query('analyze');
  return { ...world, registry: { ...world.registry, agencies } };
};
