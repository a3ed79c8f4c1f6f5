import type { Permit } from '../decision';
import { PROOFS } from '../facts';
import type {
  Compared,
  DefinitionChange,
  Effect,
  EffectKind,
  Found,
  Place,
  PolicyDiff,
  Span,
  Subject,
} from './effect';
import { rolesInWords } from './roles';

const HEADS: Readonly<Record<EffectKind, string>> = {
  GAIN: 'GAINS: now disclosed, withheld before',
  LOSS: 'LOSSES: now withheld, disclosed before',
  HANDLING: 'HANDLING: disclosed as before, with other marks',
  GROUND: 'GROUND: disclosed as before, by another rule or on another basis',
};

/** The difference for a reviewer, as lines. */
export const renderDiff = (diff: PolicyDiff): readonly string[] => {
  const { effects, definitions, compared } = diff;
  if (effects.length + definitions.length === 0) return [...summaryOf(diff), 'No effect.'];
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  return [
    ...summaryOf(diff),
    ...kinds.flatMap((kind) => section(kind, effects, compared)),
    ...(definitions.length === 0 ? [] : ['', 'DEFINITIONS', ...definitions.map(definitionLine)]),
  ];
};

const summaryOf = ({ from, to, compared, effects, definitions }: PolicyDiff): readonly string[] => {
  const of = (wanted: EffectKind): number => effects.filter(({ kind }) => kind === wanted).length;
  return [
    `policies ${from.slice(0, 12)} -> ${to.slice(0, 12)}`,
    `${String(compared.differing)} of ${String(compared.categories)} categories differ in their rules; ` +
      `${String(compared.classes)} classes of viewers compared at ${amount(compared.standings, 'place and time', 'places and times')}, ` +
      `${String(compared.decisions)} decisions`,
    `${amount(of('GAIN'), 'gain', 'gains')}, ${amount(of('LOSS'), 'loss', 'losses')}, ` +
      `${amount(of('HANDLING'), 'change', 'changes')} of handling, ${String(of('GROUND'))} of ground, ` +
      `${String(definitions.length)} of definition`,
  ];
};

const amount = (count: number, one: string, more: string): string =>
  `${String(count)} ${count === 1 ? one : more}`;

const section = (kind: EffectKind, effects: readonly Effect[], compared: Compared): readonly string[] => {
  const linesOf = kind === 'GROUND' ? groundLines : effectLines;
  return [
    '',
    HEADS[kind],
    ...effects.filter((effect) => effect.kind === kind).flatMap((effect) => linesOf(effect, compared)),
  ];
};

const MARKS: Readonly<Record<EffectKind, string>> = { GAIN: '+', LOSS: '-', HANDLING: '*', GROUND: '~' };

const effectLines = (effect: Effect, compared: Compared): readonly string[] => [
  `${MARKS[effect.kind]} ${effect.what.map(({ category }) => category).join(', ')}`,
  ...labelled('who', [whoOf(effect)]),
  ...labelled('when', [whenOf(effect)]),
  ...labelled('before', rulesOf(effect, 'before')),
  ...labelled('now', rulesOf(effect, 'after')),
  ...labelled('where', placesOf(effect, compared)),
  ...exampleLines(effect.example),
];

const labelled = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, position) => `    ${(position === 0 ? label : '').padEnd(6)} ${line}`);

/** Shorter: nobody sees more or less. */
const groundLines = (effect: Effect, compared: Compared): readonly string[] => [
  `~ ${effect.what.map(movedRule).join(', ')}`,
  ...labelled('who', [whoOf(effect)]),
  ...labelled('where', placesOf(effect, compared)),
];

const movedRule = ({ before, after }: Subject): string =>
  before === after ? (before ?? '') : `${before ?? ''} -> ${after ?? ''}`;

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

const whoOf = ({ sectors, roles, purposes, proofs }: Effect): string => {
  const told = roles.map(rolesInWords);
  return [
    sectors.join(', '),
    told.includes('') ? '' : ` (${told.join(' or ')})`,
    ` for ${purposes.join(' or ')}`,
    proofs.length === PROOFS.length ? '' : `, ${proofs.join(' or ')} only`,
  ].join('');
};

const placesOf = ({ places }: Effect, compared: Compared): readonly string[] =>
  places.map((place) => placeOf(place, compared));

const placeOf = (
  { countries, modes, times, basis: { before, after } }: Place,
  compared: Compared,
): string => {
  const spans = times.map(spanInWords).filter((text) => text !== '');
  const bases = same(before, after) || before.length === 0 || after.length === 0;
  return [
    countries.join(', '),
    modes.length === compared.modes.length
      ? ''
      : `, ${modes[0] === 'production' ? 'in production' : 'on trial'} only`,
    spans.length === 0 ? '' : `, ${spans.join(' and ')}`,
    before.length + after.length === 0 ? '' : ' on ',
    bases ? (after.length === 0 ? before : after).join(', ') : `${before.join(', ')} -> ${after.join(', ')}`,
  ].join('');
};

const spanInWords = ({ from, until }: Span): string =>
  [from === null ? '' : `from ${from}`, until === null ? '' : `until ${until}`]
    .filter((text) => text !== '')
    .join(' ');

const whenOf = ({ when }: Effect): string =>
  Object.entries(when)
    .map(([fact, values]) => `${fact} ${values.join(' or ')}`)
    .join('; ') || 'always';

const rulesOf = ({ what, handling }: Effect, side: 'before' | 'after'): readonly string[] => {
  const rules = what.flatMap((subject) => subject[side] ?? []);
  if (rules.length === 0) return [];
  const marks = handling[side].length === 0 ? '' : `, marked ${handling[side].join(' ')}`;
  return [`by ${rulesInWords(rules)}${marks}`];
};

const rulesInWords = (rules: readonly string[]): string => {
  const places = new Set(rules.map((rule) => rule.slice(rule.lastIndexOf('/') + 1)));
  const [place] = places;
  return rules.length > 1 && places.size === 1 ? `rule ${place ?? ''} of each` : rules.join(', ');
};

/** As a policy test tells it, so that it can become one. */
const exampleLines = ({
  viewer,
  facts,
  category,
  before,
  after,
  country,
  time,
}: Found): readonly string[] => {
  const { sector, roles, purpose, proof } = viewer;
  return labelled('e.g.', [
    ...(country === 'RS' ? [] : [`country: ${country}`]),
    ...(time.from === null ? [] : [`on: '${time.from}'`]),
    `viewer: ${flow({ sector, ...(roles.length === 0 ? {} : { roles }), purpose, proof })}`,
    ...(Object.keys(facts).length === 0 ? [] : [`facts: ${flow(facts)}`]),
    `${category}: ${verdictOf(before)} -> ${verdictOf(after)}`,
  ]);
};

const verdictOf = (permit: Permit | null): string => permit?.rule ?? 'withheld';

const flow = (value: object): string =>
  `{ ${Object.entries(value)
    .map(([key, member]) => `${key}: ${Array.isArray(member) ? `[${member.join(', ')}]` : String(member)}`)
    .join(', ')} }`;

const definitionLine = ({ id, text }: DefinitionChange): string => `  ${id}: ${text}`;
