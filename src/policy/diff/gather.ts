import type { Country } from '../../lib/country';
import { groupBy } from './group-by';
import { type Effect, EFFECT_KINDS, type Span, type Subject } from './effect';
import { FACTS, type Finding, joinFindings } from './finding';
import type { RoleSets } from './roles';

/** Says the findings of all categories in as few effects as hold exactly the same. */
export const effectsOf = (findings: readonly Finding[]): readonly Effect[] =>
  joinPlaces(joinFindings(findings).map(effectOf)).sort(
    (a, b) => orderOf(a) - orderOf(b) || compare(labelOf(a), labelOf(b)),
  );

/** What differs in place and basis alone is one effect. */
const joinPlaces = (effects: readonly Effect[]): Effect[] =>
  [
    ...groupBy(effects, (effect) => JSON.stringify({ ...effect, places: null, example: null })).values(),
  ].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first, places: alike.flatMap(({ places }) => places) }];
  });

const effectOf = ({ sides, payload: { basis, ...payload } }: Finding): Effect => ({
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
