import fc from 'fast-check';
import { Choices } from './choices';
import { SEED, seedOf } from './random';

/** A failure is tried with smaller values at most so often: each trial is an operation on the hub. */
const SHRINKS = 150;
/** Shares are drawn as so many parts of one. */
const PARTS = 1_000;

/** One builder a bound: fast-check keeps what each has built, and finds it by the function alone. */
const builders = new Map<number, () => fc.Arbitrary<number>>();

const naturalBelow = (bound: number): (() => fc.Arbitrary<number>) => {
  let builder = builders.get(bound);
  if (builder === undefined) builders.set(bound, (builder = () => fc.nat({ max: bound - 1 })));
  return builder;
};

/** Choices that fast-check draws: of a failing run it tries smaller numbers, and thus what may be left out, and the first of a list. */
class Drawn extends Choices {
  constructor(private readonly draw: fc.GeneratorValue) {
    super();
  }

  override below(bound: number): number {
    return this.draw(naturalBelow(bound));
  }

  override chance(share: number): boolean {
    return this.below(PARTS) >= PARTS * (1 - share);
  }
}

/**
 * Runs the trial as a property of fast-check, so many times, each with choices of its own; throws what the smallest failing one threw.
 * A trial must rest on its choices alone, and leave nothing behind: it is repeated with others to find a smaller failure. What is drawn
 * is drawn evenly: a bias towards small numbers would make whatever stands first in a list the rule.
 */
export const holdsFor = async (
  name: string,
  runs: number,
  trial: (choices: Choices) => Promise<void>,
): Promise<void> => {
  const property = fc.asyncProperty(fc.limitShrink(fc.gen(), SHRINKS), (draw) => trial(new Drawn(draw)));
  const details = await fc.check(property, {
    seed: seedOf(SEED, name),
    numRuns: runs,
    plugins: [fc.unbiased()],
  });
  if (!details.failed) return;
  const { seed, counterexamplePath, numRuns, numShrinks, errorInstance } = details;
  const said = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(
    `Property failed, ${name}: run ${numRuns} of ${runs}, made smaller ${numShrinks} times; PROOF_SEED=${SEED}, ` +
      `its seed ${seed}, path ${String(counterexamplePath)}\n${said}`,
    { cause: errorInstance },
  );
};
