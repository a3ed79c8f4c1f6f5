import {
  type Allegation,
  ALLEGATION,
  type Grant,
  GRANTS,
  type Order,
  ORDER,
  type Own,
  OWN,
  type Profile,
  PROOFS,
  PURPOSES,
  RECORD,
  type RecordFact,
  type RowFacts,
  type Scope,
  SCOPES,
  type Sector,
  SECTORS,
  type SubjectRole,
  type Tie,
  TIES,
} from '../../../../src/policy/facts';
import type { Rule } from '../../../../src/policy/rule';
import { NO_FACTS } from './facts';

export const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);

/** None, each one, each two, and all. */
export const few = <T>(list: readonly T[]): T[][] =>
  subsets(list).filter((set) => set.length <= 2 || set.length === list.length);

/** The values that rows have of each fact; a row is made for each combination. */
export interface Axes {
  readonly scopes: readonly (readonly Scope[])[];
  readonly ties: readonly Tie[];
  readonly own: readonly Own[];
  readonly record: readonly RecordFact[];
  readonly order: readonly Order[];
  readonly allegation: readonly Allegation[];
  readonly subjects: readonly (readonly SubjectRole[])[];
  readonly grants: readonly (readonly Grant[])[];
}

/** For which categories a grant is there, and for which it is where it is not there for these. */
export interface Granted {
  readonly given: ReadonlySet<string>;
  readonly besides: ReadonlySet<string>;
}

export const rowsAlong = (axes: Axes, { given, besides }: Granted): readonly RowFacts[] => {
  const rows: RowFacts[] = [];
  const sets = axes.grants.map((granted) =>
    Object.fromEntries(GRANTS.map((grant) => [grant, granted.includes(grant) ? given : besides])),
  );
  for (const scopes of axes.scopes)
    for (const tie of axes.ties)
      for (const own of axes.own)
        for (const record of axes.record)
          for (const order of axes.order)
            for (const allegation of axes.allegation)
              for (const subjects of axes.subjects)
                for (const granted of sets)
                  rows.push({
                    ...NO_FACTS,
                    scopes,
                    tie,
                    own,
                    record,
                    order,
                    allegation,
                    subjects,
                    ...granted,
                  });
  return rows;
};

/** Every grant that a rule names, none, some and all of them; and all that there are, of which those that none names open nothing. */
const grantsRead = (rules: readonly Rule[]): Grant[][] => {
  const named = GRANTS.filter((grant) => rules.some((rule) => rule.grants.includes(grant)));
  return named.length === GRANTS.length ? few(named) : [...few(named), [...GRANTS]];
};

/** What the rules read, and one scope more; of the facts that none reads absence, and of `record` the holder. */
export const axesOf = (rules: readonly Rule[], subjects: Axes['subjects']): Axes => {
  const scopes = SCOPES.filter((scope) => rules.some((rule) => rule.scopes?.includes(scope)));
  const unread = SCOPES.filter((scope) => !scopes.includes(scope)).slice(0, 1);
  const reads = (key: 'own' | 'record' | 'order' | 'allegation'): boolean =>
    rules.some((rule) => rule[key] !== null);
  return {
    scopes: few([...scopes, ...unread]),
    ties: TIES,
    own: reads('own') ? OWN : OWN.slice(0, 1),
    record: reads('record') ? RECORD : RECORD.slice(0, 2),
    order: reads('order') ? ORDER : ORDER.slice(0, 1),
    allegation: reads('allegation') ? ALLEGATION : ALLEGATION.slice(0, 1),
    subjects,
    grants: grantsRead(rules),
  };
};

/** For whom no rule is written: everything at once. */
export const everything = (subjects: Axes['subjects']): Axes => ({
  scopes: [SCOPES],
  ties: ['NAMED'],
  own: ['SELF'],
  record: RECORD,
  order: ['IN_FORCE'],
  allegation: ['STANDS'],
  subjects,
  grants: [GRANTS],
});

/** All viewers of some sectors, with every set of the roles that are read, and with all roles that there are. */
export function* viewersWith(
  read: readonly string[],
  all: readonly string[],
  sectors: readonly Sector[] = SECTORS,
): Generator<Profile> {
  const roleSets = read.length === 0 ? [[]] : [...subsets(read), [...all]];
  for (const sector of sectors)
    for (const purpose of PURPOSES)
      for (const proof of PROOFS) for (const roles of roleSets) yield { sector, purpose, proof, roles };
}
