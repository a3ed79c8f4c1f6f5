import type { JWK } from 'jose';
import type { AdapterPayload, ClientMetadata } from 'oidc-provider';
import { consoleRedirects, CONSOLE_CLIENT, SCOPE, DEMO_ALGORITHM } from './issuer';
import type { MachineClientSource } from './sources';
import { MemoryStore } from './store';

/** GraphiQL: public, authorization code with PKCE, from each origin under which the hub is reached. */
export const consoleClient = (origins: readonly string[]): ClientMetadata => ({
  client_id: CONSOLE_CLIENT,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: origins.flatMap(consoleRedirects),
  id_token_signed_response_alg: DEMO_ALGORITHM,
});

const machineClient = (clientId: string, key: JWK): ClientMetadata => ({
  client_id: clientId,
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: DEMO_ALGORITHM,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  scope: SCOPE,
  id_token_signed_response_alg: DEMO_ALGORITHM,
  jwks: { keys: [{ ...key }] },
});

/** The provider's store of clients: machine clients as their source knows them at the moment, all with the same public key. */
export class MachineClientStore extends MemoryStore {
  constructor(
    private readonly source: MachineClientSource,
    private readonly key: JWK,
  ) {
    super();
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const client = await this.source.find(id);
    return client === null ? undefined : { ...machineClient(client.clientId, this.key) };
  }
}
