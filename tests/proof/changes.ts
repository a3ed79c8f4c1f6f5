import type { DealtWorld } from './dealt-world';
import { Edits } from './edits';
import { Perturbation } from './perturb';
import { ClosedCases } from './perturb-closed';
import { DealingChanges } from './perturb-dealings';
import { changeRegistry } from './perturb-registry';
import type { Random } from './random';
import type { Told } from './told';

export interface Changes {
  readonly edits: Edits;
  /** Values of content that differ. */
  readonly values: number;
}

/** Everything that a viewer is not told, otherwise, and nothing that he is. */
export const changesFor = (
  told: Told,
  { world, dealings, policies }: DealtWorld,
  random: Random,
): Changes => {
  const edits = new Edits();
  const content = new Perturbation(world, told, random, edits);
  content.make();
  const { agencies } = world.registry;
  const categories = [...policies.categories.values(), ...policies.parts.values()];
  const changing = {
    agencies,
    told,
    dealings,
    random,
    edits,
    unnamed: categories.filter(({ silent, forbidden }) => silent || forbidden).map(({ id }) => id),
    silent: categories.filter(({ silent }) => silent).map(({ id }) => id),
  };
  new DealingChanges(changing).make();
  changeRegistry(changing);
  new ClosedCases(changing).make();
  return { edits, values: content.values };
};
