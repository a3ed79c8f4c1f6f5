import { AREAS } from './institutions';

const described = AREAS.flatMap(({ agencies }) =>
  agencies.flatMap(({ staff }) =>
    staff.flatMap(({ persona, about }): [string, string][] =>
      persona === undefined || about === undefined ? [] : [[persona, about]],
    ),
  ),
);

/** The eight that the documentation speaks of come first, one a sector. */
const FIRST = [
  'police',
  'social-work',
  'health',
  'prosecution',
  'court',
  'ngo',
  'education',
  'coordinator',
] as const;

const rank = (persona: string): number => {
  const at = FIRST.findIndex((first) => first === persona);
  return at === -1 ? FIRST.length : at;
};

/** Persona, which is also the subject in her tokens, to what it shows; in the order in which they are offered. */
export const DEMO_PERSONAS: Readonly<Record<string, string>> = Object.fromEntries(
  described.sort(([one], [other]) => rank(one) - rank(other)),
);
