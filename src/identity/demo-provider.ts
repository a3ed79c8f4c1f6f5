import type { Express } from 'express';
import { Provider } from 'oidc-provider';
import { isLoopback } from '../lib/loopback';
import { Accounts } from './demo/accounts';
import { demoConfiguration, type DemoSettings } from './demo/configuration';
import { loadDemoKeys } from './demo/keys';
import { createPersonaList } from './demo/persona-list';
import { withoutClientNames } from './demo/safe-personas';
import { createSignIn } from './demo/sign-in';
import type { PersonaSource } from './demo/sources';

export type { MachineClientSource, NamedPersona, PersonaSource } from './demo/sources';

export interface DemoProviderOptions extends DemoSettings {
  readonly personas: PersonaSource;
  /** Where the provider's keys are kept. */
  readonly dataDirectory: string;
  /** Told of what went wrong inside the provider. */
  readonly onError: (error: Error) => void;
}

/**
 * Mounts a real OpenID provider without passwords at the issuer's path. It gives anybody any persona, so it serves loopback addresses
 * alone. To be mounted before any body parser.
 * @throws Error if issuer or origins are not on loopback, or the audience is no absolute URI (RFC 8707)
 */
export const mountDemoProvider = (app: Express, options: DemoProviderOptions): void => {
  const { issuer, audience, origins, machineClients, dataDirectory, onError } = options;
  if (![issuer, ...origins].every((address) => isLoopback(new URL(address).hostname)))
    throw new Error('the demo identity provider serves loopback addresses alone');
  if (!URL.canParse(audience))
    throw new Error('the audience of the demo identity provider is an absolute URI');
  const personas = withoutClientNames(options.personas, machineClients);
  const accounts = new Accounts(personas);
  const configuration = demoConfiguration(options, loadDemoKeys(dataDirectory), accounts);
  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (_context, error) => {
    onError(error);
  });
  app.use(
    new URL(issuer).pathname,
    createPersonaList(personas),
    createSignIn(provider, { personas, accounts, origins }),
    provider.callback(),
  );
};
