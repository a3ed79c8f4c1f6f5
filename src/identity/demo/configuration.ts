import {
  errors,
  interactionPolicy,
  type Configuration,
  type Grant,
  type InteractionPolicy,
  type OidcContext,
} from 'oidc-provider';
import type { Accounts } from './accounts';
import { consoleClient, MachineClientStore } from './clients';
import { SCOPE, DEMO_ALGORITHM } from './issuer';
import { publicPart, type DemoKeys } from './keys';
import type { MachineClientSource } from './sources';
import { MemoryStore } from './store';

const { Check } = interactionPolicy;

/** Seconds. */
const TOKEN_TTL = 600;
const SESSION_TTL = 3600;

export interface DemoSettings {
  readonly issuer: string;
  /** The hub, as its tokens' audience. */
  readonly audience: string;
  /** Origins under which the hub's console is reached. */
  readonly origins: readonly string[];
  readonly machineClients: MachineClientSource;
}

/** No consent page; and who asks for another persona than the one signed in is not answered with the latter's token. */
const interactions = (accounts: Accounts): InteractionPolicy => {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy
    .get('login')
    ?.checks.add(
      new Check('persona', 'another persona is asked for', ({ oidc: { params, session, result } }) =>
        params['login_hint'] !== undefined &&
        !accounts.isPersona(session.accountId, params['login_hint']) &&
        result?.login === undefined
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
};

/** What a browser shows where a sign-in cannot go back to the application. */
const showError = (
  context: { type: string; body: string },
  { error, error_description: description }: { readonly error: string; readonly error_description?: string },
): void => {
  context.type = 'text';
  context.body = `The sign-in failed: ${error}, ${description ?? 'without a reason'}.\n`;
};

/** The configuration of the demo provider: code with PKCE for people, signed client assertions for machines, nothing else. */
export const demoConfiguration = (
  { issuer, audience, origins, machineClients }: DemoSettings,
  { signing, machine, cookies }: DemoKeys,
  accounts: Accounts,
): Configuration => {
  const grantWhatIsAsked = async ({ oidc }: OidcContext): Promise<Grant> => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId ?? '',
    });
    grant.addOIDCScope('openid');
    grant.addResourceScope(audience, SCOPE);
    await grant.save();
    return grant;
  };

  return {
    adapter: (kind) =>
      kind === 'Client' ? new MachineClientStore(machineClients, publicPart(machine)) : new MemoryStore(),
    clients: [consoleClient(origins)],
    jwks: { keys: [{ ...signing }] },
    cookies: { keys: [cookies] },
    findAccount: (_context, subject) => accounts.find(subject),
    loadExistingGrant: grantWhatIsAsked,
    interactions: {
      policy: interactions(accounts),
      url: (_context: OidcContext, { uid }: { readonly uid: string }): string =>
        `${new URL(issuer).pathname}/persona/${uid}`,
    },
    pkce: { required: (): boolean => true },
    clientBasedCORS: (_context: OidcContext, origin: string): boolean => origins.includes(origin),
    renderError: showError,
    responseTypes: ['code'],
    scopes: ['openid', SCOPE],
    claims: { openid: ['sub', 'name', 'agency'] },
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: TOKEN_TTL,
      AuthorizationCode: 60,
      ClientCredentials: TOKEN_TTL,
      Grant: SESSION_TTL,
      IdToken: TOKEN_TTL,
      Interaction: TOKEN_TTL,
      Session: SESSION_TTL,
    },
    enabledJWA: {
      clientAuthSigningAlgValues: [DEMO_ALGORITHM],
      idTokenSigningAlgValues: [DEMO_ALGORITHM],
    },
    clientAuthMethods: ['none', 'private_key_jwt'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (): string => audience,
        useGrantedResource: (): boolean => true,
        getResourceServerInfo: (_context: OidcContext, resource: string): object => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return {
            scope: SCOPE,
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: TOKEN_TTL,
            jwt: { sign: { alg: DEMO_ALGORITHM } },
          };
        },
      },
    },
  };
};
