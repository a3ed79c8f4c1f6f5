import { basename } from 'node:path';
import type { SurveyedFile } from '../exchange/import/import-file';
import { wordsOf } from '../exchange/import/reasons';
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
  /** A persona of the demo who sees what was loaded. */
  readonly seenAs: string | null;
  readonly dryRun: boolean;
}

const number = (count: number): string => count.toLocaleString('en');

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

const reasonLine = (reason: string, rows: number): string => {
  const words = wordsOf(reason);
  return `    ${reason}: ${number(rows)}${words === null ? '' : ` (${words})`}`;
};

/** Where no file tells the lines, the first of them stand here. */
const listed = ({ file, count, first }: Rejects): readonly string[] =>
  file !== null
    ? []
    : [
        ...first.map(({ line, reason, field }) => `    line ${String(line)}: ${reason} ${field}`.trimEnd()),
        ...(count > new Set(first.map(({ line }) => line)).size
          ? ['    … name a file with --rejects to have all of them']
          : []),
      ];

const rejected = ({ rejects }: Course): readonly string[] =>
  rejects.count === 0
    ? []
    : [
        `  ${plural(rejects.count, 'row')} rejected${rejects.file === null ? '' : `; lines and reasons in ${rejects.file}`}`,
        ...rejects.byReason().map(([reason, rows]) => reasonLine(reason, rows)),
        ...listed(rejects),
      ];

const loaded = ({ tally, settled, seconds }: Course): readonly string[] => [
  `  ${plural(tally.recorded, 'report')} recorded, ${number(tally.corrected)} corrected, ${number(tally.unchanged)} unchanged`,
  ...(settled === 0
    ? []
    : [`  in ${seconds.toFixed(1)} s, ${number(Math.round(settled / Math.max(seconds, 0.001)))} rows/s`]),
];

/** What was done, and what was not, for a person at the terminal. */
export const summaryOf = (course: Course): readonly string[] => {
  const { file, rejects, settled, seenAs, dryRun } = course;
  const { rows, agencies } = file.survey;
  return [
    `${basename(file.file)}: ${plural(rows, 'row')} of ${plural(agencies.size, 'agency', 'agencies')}`,
    ...(dryRun
      ? [`  ${plural(rows - rejects.count, 'row')} can be understood; nothing was sent`]
      : loaded(course)),
    ...(settled < rows ? [`  ${plural(rows - settled, 'row')} not loaded: the import ended early`] : []),
    ...rejected(course),
    ...(seenAs === null
      ? []
      : [`  While the hub runs, look at it as ${seenAs}: npx spona token --as ${seenAs}`]),
  ];
};

/** Whether every row was loaded. */
export const isWhole = ({ file, rejects, settled }: Course): boolean =>
  rejects.count === 0 && settled === file.survey.rows;
