import type { Viewer } from '../../src/identity/viewer';
import type { Persona } from '../support/region';

type Row = Readonly<Record<string, unknown>>;

const instant = (hour: number): string => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
const idOf = (kind: 'lock' | 'match', n: number): string =>
  `000000${kind === 'lock' ? '88' : '89'}-0000-4000-8000-00000000000${String(n)}`;

/**
 * Of a case that no other query asks for: an officer who declared it is locked out, a nurse whose name a coordinator found to be hers
 * too, and somebody of a shelter of whom nobody has said yet who it is.
 */
export const conflictRows = (
  { otherPolice, health, shelter, secondCoordinator, policeSupervisor }: Readonly<Record<Persona, Viewer>>,
  caseId: string,
): Readonly<Record<string, readonly Row[]>> => {
  const match = (n: number, { staffId }: Viewer, content: Row): Row => ({
    id: idOf('match', n),
    case_id: caseId,
    staff_id: staffId,
    cause: 'NAME',
    found_at: instant(n),
    ...content,
  });
  const lock = (n: number, { staffId }: Viewer, content: Row): Row => ({
    id: idOf('lock', n),
    case_id: caseId,
    staff_id: staffId,
    locked_at: instant(10 + n),
    ends_at: 'infinity',
    reason: 'a person of the case',
    ...content,
  });
  return {
    conflict_match: [
      match(1, health, {
        status: 'CONFIRMED',
        decided_at: instant(8),
        decided_by: secondCoordinator.staffId,
      }),
      match(2, shelter, { status: 'OPEN', decided_at: null, decided_by: null }),
    ],
    case_lock: [
      lock(1, otherPolice, { cause: 'DECLARED', locked_by: policeSupervisor.staffId, match_id: null }),
      lock(2, health, { cause: 'NAME', locked_by: null, match_id: idOf('match', 1) }),
    ],
  };
};
