import type { CaseDraft } from './case-draft';
import type { Agency, Member, Registry } from './registry';
import type { ParticipantRow } from './rows';
import { inScript, type Script } from './script';
import type { Theme } from './texts/incidents';
import { hoursAfter } from './time';

/** The agencies of one place that meet in its cases. The second area has but the first two. */
export interface Side {
  readonly police: Agency;
  readonly centre: Agency;
  readonly prosecution?: Agency;
  readonly court?: Agency;
  readonly health?: Agency;
  readonly ngo?: Agency;
  readonly shelter?: Agency;
  readonly school?: Agency;
}

/** The persons of a case by what they are in it. */
export interface Cast {
  readonly victims: readonly ParticipantRow[];
  readonly respondents: readonly ParticipantRow[];
  readonly children: readonly { readonly row: ParticipantRow; readonly age: number }[];
}

/** How it goes on after the risk assessment: from no measure to a decision that the higher court changed. */
export const COURSES = [
  'NO_MEASURE',
  'EXTENDED',
  'NO_MEASURE',
  'UNSERVED',
  'EXTENDED',
  'REFUSED',
  'NO_MEASURE',
  'EXPIRED',
  'EXTENDED_CONFIRMED',
  'NO_MEASURE',
  'REFUSED_ALTERED',
  'EXTENDED_ALTERED',
  'REFUSED_CONFIRMED',
] as const;
export type Course = (typeof COURSES)[number];

export interface Story {
  readonly draft: CaseDraft;
  /** Who opened the case. */
  readonly by: Member;
  readonly side: Side;
  readonly cast: Cast;
  readonly course: Course;
  readonly theme: Theme;
  readonly script: Script;
  /** Who works on the case for each agency that has joined it. */
  readonly workers: Map<Agency, Member>;
}

const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined) throw new Error('a story needs a victim and a respondent');
  return first;
};

export const victimOf = ({ cast }: Story): ParticipantRow => only(cast.victims);
export const respondentOf = ({ cast }: Story): ParticipantRow => only(cast.respondents);

/** A text of the case in the script of its officers. */
export const written = ({ script }: Story, text: string): string => inScript(text, script);

/** Who does the sector's own work on cases. */
const WORKERS: Readonly<Record<string, string>> = {
  POLICE: 'COMPETENT_OFFICER',
  SOCIAL_WORK: 'CASE_MANAGER',
  HEALTH: 'PHYSICIAN',
  PROSECUTION: 'PROSECUTOR',
  COURT: 'JUDGE',
  NGO: 'ADVOCATE',
  EDUCATION: 'CHILD_PROTECTION_TEACHER',
};

export const workersOf = (agency: Agency): readonly Member[] =>
  agency.members.filter(({ roles, active }) => active && roles.includes(WORKERS[agency.sector] ?? ''));

interface Joining {
  readonly from: Member;
  readonly to: Agency;
  readonly scope: 'LIAISON' | 'CONFERENCE' | 'REFERRAL';
  readonly at: Date;
  readonly days?: number;
  readonly subject?: ParticipantRow;
}

/** Brings an agency into the case; it names one of its people some hours later. Null where that still lies in the future. */
export const join = (story: Story, joining: Joining): Member | null => {
  const { draft, workers } = story;
  const { to, at } = joining;
  const worker = workers.get(to) ?? draft.random.pick(workersOf(to));
  const namedAt = hoursAfter(at, draft.random.int(1, 5));
  if (!draft.happened(at)) return null;
  draft.give(joining);
  workers.set(to, worker);
  if (draft.happened(namedAt)) draft.name(worker, namedAt);
  return worker;
};

/** The worker of an agency that holds a scope at this past moment; null where there is none. */
export const workerAt = (story: Story, agency: Agency | undefined, at: Date): Member | null => {
  if (agency === undefined || !story.draft.happened(at) || !story.draft.reaches(agency, at)) return null;
  return story.workers.get(agency) ?? null;
};

/** The sides of the region: the two of the first area, and the second area. */
export const sidesOf = (registry: Registry): readonly [Side, Side, Side] => {
  const shared = {
    prosecution: registry.agency('VET-OJT'),
    court: registry.agency('VET-OS'),
    ngo: registry.agency('VET-NVO'),
    shelter: registry.agency('VET-SK'),
  };
  return [
    {
      ...shared,
      police: registry.agency('VET-PS1'),
      centre: registry.agency('VET-CSR1'),
      health: registry.agency('VET-OB'),
      school: registry.agency('VET-OSN'),
    },
    {
      ...shared,
      police: registry.agency('VET-PS2'),
      centre: registry.agency('VET-CSR2'),
      health: registry.agency('VET-DZ'),
      school: registry.agency('VET-SRE'),
    },
    { police: registry.agency('BRD-PS'), centre: registry.agency('BRD-CSR') },
  ];
};
