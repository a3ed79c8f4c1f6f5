import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these, to programs. */
const TICKS_PER_SECOND = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its own, and that of its children that have ended; in ticks. */
  readonly ticks: number;
}

const read = (pid: number): Process | null => {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The second field is the name, in brackets: it may hold spaces.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0] = fields.slice(1);
    return { pid, parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) };
  } catch {
    // It ended since the directory was read.
    return null;
  }
};

export const parentOf = (pid: number): number => read(pid)?.parent ?? NaN;

/** Processor seconds that these processes and their descendants have used; not a number where the system does not tell (it is not Linux). */
export const processorSeconds = (roots: readonly number[]): number => {
  let all: Process[];
  try {
    all = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0)
      .flatMap((pid) => read(pid) ?? []);
  } catch {
    return NaN;
  }
  const wanted = new Set(roots);
  for (let known = -1; known < wanted.size;) {
    known = wanted.size;
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid);
  }
  return (
    all.filter(({ pid }) => wanted.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND
  );
};
