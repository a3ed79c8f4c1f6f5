import type { Permit } from '../decision';
import { GRANTS, isGrant, ROW_KEYS, type RowKey } from '../facts';
import { roleOfWord, splitKey } from '../subjects';
import { type Box, joinBoxes } from './boxes';
import type { Difference, Effect, Found, Place, Subject } from './effect';
import { groupBy } from './group-by';

const LISTS = ROW_KEYS.filter((key): key is Exclude<RowKey, 'subject'> => key !== 'subject');
export const FACTS = [...LISTS, 'subjects', ...GRANTS] as const;
const VIEW = [...FACTS, 'proof', 'purpose', 'roles', 'sector', 'what'] as const;
const PLACE = ['time', 'mode', 'country'] as const;

interface Payload<E extends Difference> extends Pick<Effect, 'kind' | 'handling'>, Pick<Place, 'basis'> {
  readonly example: E;
}

/** Differences wherever and whenever they are found. */
export type View = Box<(typeof VIEW)[number], Payload<Difference>>;

/** Differences with their places and times. */
export type Finding = Box<(typeof VIEW | typeof PLACE)[number], Payload<Found>>;

export const joinViews = (views: readonly View[]): readonly View[] => joinAlike(views, VIEW);

/** Those of one category, or of all. */
export const joinFindings = (findings: readonly Finding[]): readonly Finding[] =>
  joinAlike(findings, [...PLACE, ...VIEW]);

/** Only what is said of them alike can be said of both. */
const joinAlike = <D extends string, E extends Difference>(
  boxes: readonly Box<D, Payload<E>>[],
  dimensions: readonly D[],
): readonly Box<D, Payload<E>>[] =>
  [
    ...groupBy(boxes, ({ payload: { kind, basis, handling } }) =>
      JSON.stringify([kind, basis, handling]),
    ).values(),
  ].flatMap((alike) => joinBoxes(alike, dimensions));

/** One difference as a box of its own. */
export const viewOf = (difference: Difference): View => {
  const { kind, category, viewer, roles, facts, before, after } = difference;
  const subject: Subject = { category, before: before?.rule ?? null, after: after?.rule ?? null };
  // A family's part says itself whose it is.
  const isPart = roleOfWord(splitKey(category).words[0] ?? '') !== undefined;
  const told = Object.fromEntries(
    FACTS.map((fact) => {
      const value = facts[fact];
      if (value === undefined || (fact === 'subjects' && isPart)) return [fact, []];
      // A grant is always one for the category itself.
      return [fact, [isGrant(fact) ? 'in force' : typeof value === 'string' ? value : value.join(' and ')]];
    }),
  ) as unknown as Record<(typeof FACTS)[number], readonly string[]>;
  return {
    sides: {
      ...told,
      proof: [viewer.proof],
      purpose: [viewer.purpose],
      roles: [JSON.stringify(roles)],
      sector: [viewer.sector],
      what: [JSON.stringify(subject)],
    },
    payload: {
      kind,
      basis: both(before, after, 'basis'),
      handling: both(before, after, 'handling'),
      example: difference,
    },
  };
};

const both = <K extends 'basis' | 'handling'>(
  before: Permit | null,
  after: Permit | null,
  key: K,
): { readonly before: Permit[K] | readonly []; readonly after: Permit[K] | readonly [] } => ({
  before: before?.[key] ?? [],
  after: after?.[key] ?? [],
});
