import { type Command, Option } from 'commander';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { DEMO_PERSONAS } from '../demo/personas';

interface TokenOptions {
  readonly as?: string;
  readonly client?: string;
  readonly list?: true;
}

const say = (line: string): void => console.log(line);
const tell = (line: string): void => console.error(line);

const CHOICES = '--as <persona> | --client <id> | --list';

const issuerAt = (publicUrl: string): string => `${publicUrl}/oidc`;

/** Those who are registered at the running hub: another country's has nobody of the demo region, and imports add their own. */
const list = async ({ publicUrl }: Config): Promise<void> => {
  const { listPersonas } = await import('../identity/demo-login.js');
  const personas = await listPersonas(issuerAt(publicUrl));
  const width = Math.max(0, ...personas.map(({ persona }) => persona.length));
  for (const { persona, agency, description } of personas)
    say(`${persona.padEnd(width)}  ${DEMO_PERSONAS[persona] ?? `${agency}; ${description}`}`);
  if (personas.length === 0)
    tell(
      'Nobody is registered at this hub yet; an import with --create-agencies makes a persona for each agency.',
    );
};

/** Through the running hub's own identity provider, as any client gets its token. */
const obtain = async ({ publicUrl, dataDir }: Config, { as, client = '' }: TokenOptions): Promise<string> => {
  const issuer = issuerAt(publicUrl);
  const { obtainMachineToken, obtainToken } = await import('../identity/demo-login.js');
  if (as !== undefined) return (await obtainToken({ issuer, persona: as })).token;
  const { loadDemoKeys } = await import('../identity/demo/keys.js');
  return (await obtainMachineToken({ issuer, clientId: client, key: loadDemoKeys(dataDir).machine })).token;
};

/** A request that reaches nobody is a TypeError, whose text says no more than that it failed. */
const explained = (error: unknown, { publicUrl }: Config): unknown =>
  error instanceof TypeError
    ? new Error(`No hub answers at ${publicUrl}. Is it started, and with this PORT?`, { cause: error })
    : error;

const run = async (options: TokenOptions, command: Command): Promise<void> => {
  if (options.as === undefined && options.client === undefined && options.list === undefined)
    command.error(`error: give one of ${CHOICES}`, { exitCode: 2 });
  const config = loadConfig();
  if (config.mode !== 'demo') throw new ConfigError(['SPONA_MODE: tokens are given out in demo mode alone']);
  try {
    if (options.list === true) await list(config);
    else say(await obtain(config, options));
  } catch (error) {
    throw explained(error, config);
  }
};

/** `spona token` */
export const register = (program: Command): void => {
  program
    .command('token')
    .usage(CHOICES)
    .description('print a token of the running demo hub, for ten minutes; or whom it can be for')
    .addOption(
      new Option('--as <persona>', 'a token of this persona, such as police; see --list').conflicts([
        'client',
        'list',
      ]),
    )
    .addOption(
      new Option('--client <id>', 'a token of this machine client, such as police-system').conflicts('list'),
    )
    .option('--list', 'name everybody who is registered at the running hub')
    .action(run);
};
