import { join, workerAt, type Story } from '../story';
import { daysAfter } from '../time';

/** The prosecution invites to the group's meeting (ZSNP art. 25), of young cases also to the one that is still to come. */
export const confer = (story: Story): void => {
  const { draft, side } = story;
  const { random, openedAt, world } = draft;
  const at = daysAfter(openedAt, random.int(3, 12));
  const invited = [side.police, side.centre, side.health, side.ngo, side.school].filter(() =>
    random.chance(0.55),
  );
  const ahead = random.int(1, 4);
  const worker = workerAt(story, side.prosecution, at);
  if (worker !== null) {
    for (const to of invited) {
      if (to !== undefined && to !== worker.agency)
        join(story, { from: worker, to, scope: 'CONFERENCE', at, days: 15 });
    }
    return;
  }
  const invites = workerAt(story, side.prosecution, world.now);
  if (invites === null) return;
  for (const to of invited) {
    if (to !== undefined)
      draft.give({ from: invites, to, scope: 'CONFERENCE', at: daysAfter(world.now, ahead), days: 15 });
  }
};
