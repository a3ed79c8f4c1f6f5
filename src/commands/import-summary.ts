import { basename } from 'node:path';
import type { SurveyedFile } from '../exchange/import/import-file';
import type { Rejects } from '../exchange/import/rejects';
import type { Tally } from '../exchange/import/sender';

/** How an import went. */
export interface Course {
  readonly file: SurveyedFile;
  readonly tally: Tally;
  readonly rejects: Rejects;
  /** Rows that were loaded or rejected; fewer than the file has where the import ended early. */
  readonly settled: number;
  readonly seconds: number;
  readonly dryRun: boolean;
}

const number = (count: number): string => count.toLocaleString('en');

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

const rejected = ({ rejects }: Course): readonly string[] =>
  rejects.count === 0
    ? []
    : [
        `  ${plural(rejects.count, 'row')} rejected; lines and reasons in ${rejects.file ?? 'no file'}`,
        ...rejects.byReason().map(([reason, rows]) => `    ${reason}: ${number(rows)}`),
      ];

const loaded = ({ tally, settled, seconds }: Course): readonly string[] => [
  `  ${plural(tally.recorded, 'report')} recorded, ${number(tally.corrected)} corrected, ${number(tally.unchanged)} unchanged`,
  `  in ${seconds.toFixed(1)} s, ${number(Math.round(settled / Math.max(seconds, 0.001)))} rows/s`,
];

/** What was done, and what was not, for a person at the terminal. */
export const summaryOf = (course: Course): readonly string[] => {
  const { file, rejects, settled, dryRun } = course;
  const { rows, agencies } = file.survey;
  return [
    `${basename(file.file)}: ${plural(rows, 'row')} of ${plural(agencies.size, 'agency', 'agencies')}`,
    ...(dryRun
      ? [`  ${plural(rows - rejects.count, 'row')} can be understood; nothing was sent`]
      : loaded(course)),
    ...(settled < rows ? [`  ${plural(rows - settled, 'row')} not loaded: the import ended early`] : []),
    ...rejected(course),
  ];
};

/** Whether every row was loaded. */
export const isWhole = ({ file, rejects, settled }: Course): boolean =>
  rejects.count === 0 && settled === file.survey.rows;
