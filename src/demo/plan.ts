import { Random } from './random';
import type { Agency } from './registry';
import { COURSES, type Course, type Side } from './story';

/** One case to be written. */
export interface CasePlan {
  /** Before the region's present, in hours. */
  readonly openedHoursAgo: number;
  readonly side: Side;
  readonly opener: Agency;
  readonly course: Course;
  /** Position in the list of situations. */
  readonly situation: number;
}

/** Some cases are of the last two days, a good many of the last month, the others of fourteen months. */
const HOURS = [
  { share: 8, from: 2, to: 46 },
  { share: 32, from: 47, to: 31 * 24 },
  { share: 160, from: 32 * 24, to: 425 * 24 },
] as const;

/** Of twenty cases, who opens them: the second area opens one of them. */
const OPENERS = [
  'police',
  'police',
  'centre',
  'police',
  'health',
  'police',
  'police',
  'school',
  'police',
  'elsewhere',
  'police',
  'centre',
  'police',
  'ngo',
  'police',
  'police',
  'health',
  'prosecution',
  'police',
  'centre',
] as const;

const hoursAgo = (random: Random): number[] =>
  HOURS.flatMap(({ share, from, to }) =>
    Array.from({ length: share }, (_, index) => {
      const step = (to - from) / share;
      return from + step * (index + random.next());
    }),
  );

const need = (agency: Agency | undefined): Agency => {
  if (agency === undefined) throw new Error('this side of the region has no such agency');
  return agency;
};

/** Every case but the showcase, newest first. Situations and courses run in cycles of other lengths, so that all combinations occur. */
export const planCases = (sides: readonly [Side, Side, Side]): readonly CasePlan[] => {
  const random = new Random('plan');
  const [first, second, elsewhere] = sides;
  return hoursAgo(random).map((openedHoursAgo, index) => {
    const who = OPENERS[index % OPENERS.length] ?? 'police';
    const side = who === 'elsewhere' ? elsewhere : random.chance(0.6) ? first : second;
    const opener = who === 'elsewhere' ? (index % 3 === 0 ? side.centre : side.police) : need(side[who]);
    const course = COURSES[index % COURSES.length] ?? 'NO_MEASURE';
    return { openedHoursAgo, side, opener, course, situation: index };
  });
};
