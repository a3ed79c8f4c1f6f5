import type { CanaryWorld } from './canary-world';
import type { Pools } from './operations';
import { time, type Truth } from './truth';

/** What generated operations ask about: everything there is, whether the viewer may know of it or not. */
export const poolsOf = (world: CanaryWorld, truth: Truth): Pools => {
  const cases = truth.cases();
  const texts = cases.flatMap(({ present, former }) =>
    [present, ...former].map(({ content }) => content['reference'] as string),
  );
  return {
    ids: new Map(
      world.tables.map(({ type }) => [
        type,
        [...truth.rows.values()].filter(({ table }) => table.type === type).map(({ id }) => id),
      ]),
    ),
    agencies: world.registry.agencies.map(({ id }) => id),
    texts: [...texts, ...world.registry.municipalities.map(({ code }) => code)],
    times: cases.map(({ present }) => new Date(time(present.content['opened_at'])).toISOString()),
  };
};

const CURSOR = /"[A-Za-z0-9_-]{70,}"/g;

/** An answer's text with its cursors made equal: each holds a random nonce. */
export const comparable = (answer: unknown): string => JSON.stringify(answer).replaceAll(CURSOR, '"cursor"');
