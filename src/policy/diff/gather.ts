import type { Country } from '../../lib/country';
import type { Permit } from '../decision';
import { GRANTS } from '../facts';
import { roleOfWord, splitKey } from '../subjects';
import { type Box, joinBoxes } from './boxes';
import { type Effect, EFFECT_KINDS, type Found, type Place, type Span, type Subject } from './effect';
import type { RoleSets } from './roles';

const FACTS = ['scope', 'tie', 'own', 'record', 'order', 'subjects', ...GRANTS] as const;
const DIMENSIONS = [
  ...FACTS,
  'proof',
  'purpose',
  'roles',
  'sector',
  'time',
  'mode',
  'country',
  'what',
] as const;
type Dimension = (typeof DIMENSIONS)[number];

type Payload = Pick<Effect, 'kind' | 'handling' | 'example'> & Pick<Place, 'basis'>;

/** Says what was found in as few effects as hold exactly the same. */
export const gather = (found: readonly Found[]): readonly Effect[] => {
  const alike = new Map<string, Box<Dimension, Payload>[]>();
  for (const one of found) {
    const box = boxOf(one);
    const { kind, basis, handling } = box.payload;
    const key = JSON.stringify([kind, basis, handling]);
    alike.set(key, [...(alike.get(key) ?? []), box]);
  }
  return joinPlaces([...alike.values()].flatMap((boxes) => joinBoxes(boxes, DIMENSIONS)).map(effectOf)).sort(
    (a, b) => orderOf(a) - orderOf(b) || compare(labelOf(a), labelOf(b)),
  );
};

/** What differs in place and basis alone is one effect. */
const joinPlaces = (effects: readonly Effect[]): Effect[] => {
  const joined = new Map<string, Effect>();
  for (const effect of effects) {
    const key = JSON.stringify({ ...effect, places: null, example: null });
    const first = joined.get(key);
    joined.set(key, first === undefined ? effect : { ...first, places: [...first.places, ...effect.places] });
  }
  return [...joined.values()];
};

const boxOf = (found: Found): Box<Dimension, Payload> => {
  const { kind, category, viewer, facts, before, after } = found;
  const subject: Subject = { category, before: before?.rule ?? null, after: after?.rule ?? null };
  // A family's part says itself whose it is.
  const isPart = roleOfWord(splitKey(category).words[0] ?? '') !== undefined;
  const told = Object.fromEntries(
    FACTS.map((fact) => {
      const value = facts[fact];
      if (value === undefined || (fact === 'subjects' && isPart)) return [fact, []];
      // A grant is always one for the category itself.
      const grant = (GRANTS as readonly string[]).includes(fact);
      return [fact, [grant ? 'in force' : typeof value === 'string' ? value : value.join(' and ')]];
    }),
  ) as unknown as Record<(typeof FACTS)[number], readonly string[]>;
  return {
    sides: {
      ...told,
      proof: [viewer.proof],
      purpose: [viewer.purpose],
      roles: [JSON.stringify(found.roles)],
      sector: [viewer.sector],
      time: [JSON.stringify(found.time)],
      mode: [found.production ? 'production' : 'trial'],
      country: [found.country],
      what: [JSON.stringify(subject)],
    },
    payload: {
      kind,
      basis: both(before, after, 'basis'),
      handling: both(before, after, 'handling'),
      example: found,
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

const effectOf = ({ sides, payload: { basis, ...payload } }: Box<Dimension, Payload>): Effect => ({
  ...payload,
  what: sides.what.map((text) => JSON.parse(text) as Subject),
  sectors: sides.sector,
  roles: sides.roles.map((text) => JSON.parse(text) as RoleSets),
  purposes: sides.purpose,
  proofs: sides.proof,
  when: Object.fromEntries(FACTS.filter((fact) => sides[fact].length > 0).map((fact) => [fact, sides[fact]])),
  places: [
    {
      countries: sides.country as readonly Country[],
      modes: sides.mode,
      times: sides.time.map((text) => JSON.parse(text) as Span),
      basis,
    },
  ],
});

const orderOf = ({ kind }: Effect): number => EFFECT_KINDS.indexOf(kind);

const labelOf = ({ what, sectors }: Effect): string => JSON.stringify([what[0]?.category, sectors]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
