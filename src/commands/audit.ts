import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { givenToken } from '../config/given-token';
import { ERRORS, type ErrorCode } from '../errors/catalogue';
import { HubRefusal, HubSession, type Obtain } from '../exchange/import/hub-session';
import { isUuid } from '../lib/uuid';
import { addressArgument, type Moment, momentArgument } from './arguments';
import { linesOf } from './audit-lines';
import { agencyIdOf, readTrail, type TrailFilter } from './audit-trail';
import { demoIssuerAt } from './import-access';
import { reachHub } from './import-hub';

interface AuditOptions {
  readonly from?: Moment;
  readonly to?: Moment;
  readonly agency?: string;
  readonly case?: string;
  readonly as: string;
  readonly tokenFile?: string;
  readonly url?: string;
  readonly json?: true;
}

const tell = (line: string): void => console.error(line);

const caseId = (text: string): string => {
  if (!isUuid(text)) throw new InvalidArgumentError('It must be the id of a case.');
  return text;
};

/** When a token ends that was given from outside, only the hub can say. */
const UNKNOWN_END = new Date(8.64e15);

const tokenOf = (file: string | undefined): string | undefined => {
  if (file === undefined) return givenToken();
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError([`${file}: cannot be read`]);
  }
};

/** The token that was given, else in the demo that of a persona. */
const obtainer = ({ mode }: Config, { tokenFile, as }: AuditOptions): ((hubUrl: string) => Obtain) => {
  const token = tokenOf(tokenFile);
  if (token !== undefined) return () => () => Promise.resolve({ token, expiresAt: UNKNOWN_END });
  if (mode === 'production')
    throw new ConfigError([
      "In production the audit needs --token-file or SPONA_TOKEN: a coordinator's or supervisor's own",
    ]);
  return (hubUrl) => async () => {
    const { obtainToken } = await import('../identity/demo-login.js');
    return obtainToken({ issuer: await demoIssuerAt(hubUrl), persona: as });
  };
};

/** Waits for a reader that is slower than the hub. @throws Error once nobody reads any more */
const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(new Error('Not all was written: nobody reads it any more', { cause: error }));
      else resolve();
    });
  });

/** The command sends the purpose itself: of that refusal no header is to be changed, but who asks. */
const meaningOf = (code: ErrorCode): string =>
  code === 'SPONA_PURPOSE'
    ? 'The trail is read by a coordinator, or by a supervisor of the own agency.'
    : ERRORS[code].message;

/** What a refusal means, beside its code. */
const explained = (error: unknown): unknown =>
  error instanceof HubRefusal && error.code in ERRORS
    ? new Error(`${error.code}: ${meaningOf(error.code as ErrorCode)}`, { cause: error })
    : error;

type Period = Pick<TrailFilter, 'from' | 'to'>;

/** Ends the command with 2 where nothing can lie in it. */
const periodOf = ({ country }: Config, { from, to }: AuditOptions, command: Command): Period => {
  const [begin, end] = [from?.(country), to?.(country)];
  if (begin !== undefined && end !== undefined && begin >= end)
    command.error('error: --to must be later than --from', { exitCode: 2 });
  return { from: begin?.toISOString() ?? null, to: end?.toISOString() ?? null };
};

const print = async (session: HubSession, period: Period, options: AuditOptions): Promise<number> => {
  const { agency, case: ofCase = null } = options;
  const agencyId = agency === undefined ? null : await agencyIdOf(session, agency);
  let count = 0;
  for await (const record of readTrail(session, { ...period, agencyId, caseId: ofCase })) {
    const lines = options.json === true ? [JSON.stringify(record)] : linesOf(record);
    await write(`${lines.join('\n')}\n`);
    count += 1;
  }
  return count;
};

const run = async (options: AuditOptions, command: Command): Promise<void> => {
  const config = loadConfig();
  const period = periodOf(config, options, command);
  const obtain = obtainer(config, options);
  // A reader that goes shows itself where the next record is written.
  process.stdout.on('error', () => undefined);
  const hub = await reachHub(config, options.url, tell);
  try {
    const session = new HubSession(hub.url, obtain(hub.url), 'AUDIT');
    const count = await print(session, period, options);
    tell(`${count} disclosure record(s)`);
  } catch (error) {
    throw explained(error);
  } finally {
    await hub.stop();
  }
};

/** `spona audit` */
export const register = (program: Command): void => {
  program
    .command('audit')
    .description(
      'print who saw what: the disclosure records that a coordinator or supervisor may read, newest first; reading them is itself recorded',
    )
    .addOption(
      new Option('--from <time>', 'from this day, as it begins in the country, or time on').argParser(
        momentArgument,
      ),
    )
    .addOption(new Option('--to <time>', 'before this day or time').argParser(momentArgument))
    .option('--agency <code>', 'of this agency')
    .addOption(new Option('--case <id>', 'of this case').argParser(caseId))
    .option('--json', 'one JSON object a line, with rules, articles and ids')
    .addOption(new Option('--as <persona>', 'demo: who asks').default('coordinator').conflicts('tokenFile'))
    .option('--token-file <file>', 'a bearer token; else that of SPONA_TOKEN')
    .addOption(
      new Option(
        '--url <hub>',
        'a hub that runs; else the configured one, started for this if it does not run',
      ).argParser(addressArgument),
    )
    .action(run);
};
