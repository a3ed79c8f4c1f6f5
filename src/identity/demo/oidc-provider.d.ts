/** The part of oidc-provider, which ships no types, that the demo uses. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
  import type { JWK } from 'jose';

  export interface AdapterPayload {
    uid?: string;
    userCode?: string;
    grantId?: string;
    consumed?: unknown;
    [member: string]: unknown;
  }

  export interface StorageAdapter {
    upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void>;
    find(id: string): Promise<AdapterPayload | undefined>;
    findByUid(uid: string): Promise<AdapterPayload | undefined>;
    findByUserCode(userCode: string): Promise<AdapterPayload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface ClientMetadata {
    readonly client_id: string;
    readonly [member: string]: unknown;
  }

  export interface Account {
    readonly accountId: string;
    claims(): Readonly<Record<string, unknown>>;
  }

  export interface Session {
    accountId?: string | undefined;
    authorizations?: Readonly<Record<string, unknown>> | undefined;
    persist(): Promise<unknown>;
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface OidcContext {
    readonly oidc: {
      readonly provider: Provider;
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId?: string };
      readonly params: Readonly<Record<string, unknown>>;
      readonly result?: { readonly login?: { readonly accountId: string } };
    };
  }

  export interface InteractionDetails {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: Readonly<Record<string, unknown>>;
    session?: { readonly accountId: string; readonly cookie: string } | undefined;
    persist(): Promise<unknown>;
  }

  export interface InteractionPolicy {
    get(name: string): { readonly checks: { add(check: interactionPolicy.Check): void } } | undefined;
    remove(name: string): void;
  }

  export namespace interactionPolicy {
    class Check {
      static readonly REQUEST_PROMPT: true;
      static readonly NO_NEED_TO_PROMPT: false;
      readonly reason: string;
      constructor(reason: string, description: string, check: (context: OidcContext) => boolean);
    }
    function base(): InteractionPolicy;
  }

  export namespace errors {
    class InvalidTarget extends Error {}
    class SessionNotFound extends Error {}
  }

  export interface Configuration {
    readonly adapter: (kind: string) => StorageAdapter;
    readonly clients: readonly ClientMetadata[];
    readonly jwks: { readonly keys: readonly JWK[] };
    readonly findAccount: (context: OidcContext, id: string) => Promise<Account | undefined>;
    readonly loadExistingGrant: (context: OidcContext) => Promise<Grant>;
    readonly [option: string]: unknown;
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    readonly Session: { find(id: string): Promise<Session | undefined> };
    readonly Grant: new (of: { clientId: string; accountId: string }) => Grant;
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { readonly login: { readonly accountId: string } },
    ): Promise<void>;
    on(event: 'server_error', listener: (context: unknown, error: Error) => void): this;
  }
}
