import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A bar that appears with the first update, on standard error; where that is no terminal, a line every two seconds. */
export const progressBar = (label: string): ProgressBar => {
  let bar: SingleBar | undefined;
  return {
    update: (done, total) => {
      if (bar === undefined) {
        bar = new SingleBar(
          {
            format: `${label} [{bar}] {value}/{total} {duration_formatted}`,
            stream: process.stderr,
            noTTYOutput: true,
            notTTYSchedule: 2000,
            hideCursor: true,
          },
          Presets.shades_classic,
        );
        bar.start(total, done);
      }
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => {
      bar?.stop();
    },
  };
};
