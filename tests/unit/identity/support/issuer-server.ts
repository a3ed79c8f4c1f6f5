import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { TrustedIssuer } from '../../../../src/config/trusted-issuer';

export const AUDIENCE = 'https://hub.test/graphql';

export interface SigningKey {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export const newKey = async (kid: string, alg = 'ES256'): Promise<SigningKey> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

/** Of any type, since a token may hold anything; `undefined` leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

export const signed = (
  key: SigningKey,
  claims: Claims,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An issuer over real HTTP, whose every answer a test may replace, and which counts what it is asked. */
export class IssuerServer {
  readonly requests: string[] = [];
  keys: readonly unknown[] = [];
  readonly answers = new Map<string, Answer>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const path = request.url ?? '';
      this.requests.push(path);
      const answer = this.answers.get(path);
      if (answer === undefined) response.writeHead(404).end();
      else answer(request, response);
    });
    this.answerJson('/.well-known/openid-configuration', () => ({
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/jwks`,
    }));
    this.answerJson('/jwks', () => ({ keys: this.keys }));
  }

  answerJson(path: string, body: () => unknown): void {
    this.answers.set(path, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body()));
    });
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get config(): TrustedIssuer {
    return {
      issuer: this.issuer,
      audience: AUDIENCE,
      algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA'],
      agencies: ['PS-01'],
      allowPlainText: true,
    };
  }

  count(path: string): number {
    return this.requests.filter((asked) => asked === path).length;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
