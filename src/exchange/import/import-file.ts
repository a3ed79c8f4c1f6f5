import { openTable } from '../csv/table';
import type { CsvOptions } from '../csv/read-records';
import { checkHeader, type Mapping } from '../mapping/load-mapping';
import { createRowMapper, type RowMapper } from '../mapping/map-row';
import { load } from './load';
import type { AgencySession } from './open-session';
import type { Rejects } from './rejects';
import { Sender, type Tally } from './sender';
import { survey, type Survey } from './survey';

/** A file that was read once and found readable. */
export interface SurveyedFile {
  readonly file: string;
  readonly csv: CsvOptions;
  readonly mapper: RowMapper;
  readonly survey: Survey;
  /** Columns of the file that the mapping does not read. */
  readonly unused: readonly string[];
}

/** Whom the hub lets send, and why rows of other agencies cannot be sent. */
export interface Access {
  readonly sessions: ReadonlyMap<string, AgencySession>;
  readonly obstacle: (agency: string) => string | null;
  /** A persona of the demo who sees what was loaded; null where the import made none. */
  readonly seenAs: string | null;
}

export interface ImportOptions {
  readonly rejects: Rejects;
  readonly batch: number;
  readonly settled: (rows: number) => void;
  readonly signal: AbortSignal;
}

const csvOptions = ({ document: { csv = {} } }: Mapping): CsvOptions => ({
  delimiter: csv.delimiter ?? ',',
  quote: csv.quote === undefined ? '"' : csv.quote,
  encoding: csv.encoding ?? 'utf-8',
});

/**
 * Reads a file through, by its mapping, and sends nothing.
 * @throws TableError, MappingError
 */
export const surveyFile = async (file: string, mapping: Mapping): Promise<SurveyedFile> => {
  const csv = csvOptions(mapping);
  const table = await openTable(file, csv);
  checkHeader(mapping, table.header);
  const used = new Set(mapping.columns.map(({ name }) => name));
  const mapper = createRowMapper(mapping.document);
  return {
    file,
    csv,
    mapper,
    survey: await survey(table, mapper),
    unused: table.header.filter((name) => !used.has(name)),
  };
};

/**
 * Sends the reports of a surveyed file, each agency's as that agency; without access it finds out only which rows can be understood.
 * The tally grows while it runs, so that it is true even if the import ends early.
 * @throws HubUnreachable
 */
export const importFile = async (
  { file, csv, mapper, survey: surveyed }: SurveyedFile,
  access: Access | null,
  tally: Tally,
  { rejects, ...options }: ImportOptions,
): Promise<void> => {
  rejects.begin();
  const sender = new Sender(access?.sessions ?? new Map(), rejects, tally);
  await load(await openTable(file, csv), {
    mapper,
    survey: surveyed,
    rejects,
    obstacle: access?.obstacle ?? (() => null),
    send: access === null ? () => Promise.resolve() : (batch) => sender.send(batch),
    ...options,
  });
};
