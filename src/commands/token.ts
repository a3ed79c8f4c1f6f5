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

const list = (): void => {
  for (const [persona, about] of Object.entries(DEMO_PERSONAS)) say(`${persona.padEnd(22)} ${about}`);
};

/** Through the running hub's own identity provider, as any client gets its token. */
const obtain = async ({ publicUrl, dataDir }: Config, { as, client }: TokenOptions): Promise<string> => {
  const issuer = `${publicUrl}/oidc`;
  const { obtainMachineToken, obtainToken } = await import('../identity/demo-login.js');
  if (as !== undefined) return (await obtainToken({ issuer, persona: as })).token;
  if (client === undefined) throw new ConfigError(['Give --as <persona>, --client <id> or --list']);
  const { loadDemoKeys } = await import('../identity/demo/keys.js');
  return (await obtainMachineToken({ issuer, clientId: client, key: loadDemoKeys(dataDir).machine })).token;
};

/** A request that reaches nobody is a TypeError, whose text says no more than that it failed. */
const explained = (error: unknown, { publicUrl }: Config): unknown =>
  error instanceof TypeError
    ? new Error(`No hub answers at ${publicUrl}. Is it started, and with this PORT?`, { cause: error })
    : error;

const run = async (options: TokenOptions): Promise<void> => {
  const config = loadConfig();
  if (config.mode !== 'demo') throw new ConfigError(['SPONA_MODE: tokens are given out in demo mode alone']);
  if (options.list === true) list();
  else
    say(
      await obtain(config, options).catch((error: unknown) => {
        throw explained(error, config);
      }),
    );
};

/** `spona token` */
export const register = (program: Command): void => {
  program
    .command('token')
    .description('print a token of the running demo hub, for ten minutes')
    .addOption(new Option('--as <persona>', 'for a persona: see --list').conflicts(['client', 'list']))
    .addOption(new Option('--client <id>', 'for a machine client, such as police-system').conflicts('list'))
    .option('--list', 'name the personas')
    .action(run);
};
