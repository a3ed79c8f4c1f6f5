import type { Viewer } from '../../src/identity/viewer';
import type { PolicySet } from '../../src/policy';
import type { RootField } from './operations';

/** Is the field closed to the viewer, whatever the case? */
export const isClosed = (policies: PolicySet, viewer: Viewer, { extensions }: RootField): boolean =>
  policies.profile(viewer).classify(String(extensions.category)) === 'never';

const oversees = ({ sector }: Viewer): boolean => sector === 'COORDINATION';

/**
 * Few viewers, such that each root field that is open to anybody who works on cases is open to one of them, and the same of those who
 * oversee; of two alike who is busier. And others, up to that many.
 */
export const covering = (
  policies: PolicySet,
  all: readonly Viewer[],
  roots: readonly RootField[],
  most: number,
  busy: (viewer: Viewer) => number,
): Viewer[] => {
  const chosen: Viewer[] = [];
  for (const overseeing of [false, true]) {
    const able = all.filter((viewer) => oversees(viewer) === overseeing);
    let left = roots;
    const gain = (viewer: Viewer): number =>
      left.filter((field) => !isClosed(policies, viewer, field)).length;
    for (;;) {
      const best = able.reduce((a, b) => {
        const more = gain(b) - gain(a);
        return more > 0 || (more === 0 && busy(b) > busy(a)) ? b : a;
      });
      if (gain(best) === 0) break;
      chosen.push(best);
      left = left.filter((field) => isClosed(policies, best, field));
    }
  }
  const others = all.filter((viewer) => !chosen.includes(viewer));
  const more = Math.max(0, most - chosen.length);
  return [
    ...chosen,
    ...Array.from({ length: more }, (_, n) => others[Math.floor((n * others.length) / more)]!),
  ];
};
