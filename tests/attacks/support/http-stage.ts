import { SponaError } from '../../../src/errors/spona-error';
import { createViewerResolver } from '../../../src/identity/resolve-viewer';
import type { VerifiedToken } from '../../../src/identity/verify-token';
import { createIdentityRegistry } from '../../../src/registry/identity-registry';
import { createServer } from '../../../src/server/create-server';
import { createLogger } from '../../../src/server/logger';
import { createMetrics } from '../../../src/server/metrics';
import type { HttpAnswer } from '../../support/http';
import type { Persona } from '../../support/region';
import { openStage, type Stage } from '../../support/stage';

/**
 * The stage behind real HTTP and the real registry. Only the signature of tokens is left out, which has tests of its own: a token is
 * the subject itself, or `client:` and a client's id.
 */
export interface HttpStage extends Stage {
  readonly origin: string;
  /** What the hub wrote to its log. */
  readonly log: readonly string[];
}

const verify = (token: string): Promise<VerifiedToken> => {
  const [, subject = ''] = /^(?:client:)?([\w-]+)$/u.exec(token) ?? [];
  if (subject === '') return Promise.reject(new SponaError('SPONA_UNAUTHENTICATED'));
  const isMachine = token.startsWith('client:');
  return Promise.resolve({
    issuer: 'demo',
    subject,
    clientId: isMachine ? subject : null,
    isMachine,
    actor: null,
    expiresAt: new Date(Date.now() + 60_000),
    agencies: 'ALL',
  });
};

export const openHttpStage = async (): Promise<HttpStage> => {
  const stage = await openStage();
  const { hub } = stage;
  const log: string[] = [];
  const resolver = createViewerResolver({
    verifier: { verify },
    registry: createIdentityRegistry(hub.dataSource, (issuer) => issuer),
    policiesOf: hub.policiesOf,
  });
  const server = await createServer({
    config: {
      mode: 'demo',
      host: '127.0.0.1',
      port: 0,
      allowedHosts: ['127.0.0.1'],
      metrics: null,
      trustedProxies: 0,
      limits: {
        bodyBytes: 65_536,
        operationTimeoutMs: 20_000,
        depth: 14,
        cost: 50_000,
        aliases: 50,
        staffPerMinute: 100_000,
        clientPerMinute: 100_000,
        failuresPerMinute: 100_000,
      },
    },
    schema: hub.schema,
    executor: hub.execute,
    resolveViewer: (headers) => resolver.resolve(headers),
    recordRefusal: hub.recordRefusal,
    checks: {},
    logger: createLogger({
      level: 'trace',
      errorMessages: false,
      stream: { write: (line: string) => log.push(line) },
    }),
    metrics: createMetrics(),
  });
  return {
    ...stage,
    origin: server.url,
    log,
    close: async () => {
      await server.stop(0);
      await stage.close();
    },
  };
};

/** Who asks by his own token for the purpose that he usually has. */
export const by = (
  { viewers }: Pick<HttpStage, 'viewers'>,
  persona: Persona,
): { token: string; purpose: string } => ({
  token: persona,
  purpose: viewers[persona].purpose,
});

/** The whole answer as it left, without what differs between any two: the request's id, and the time. */
export const whole = ({ status, headers, body }: HttpAnswer): string =>
  JSON.stringify({
    status,
    headers: [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date').sort(),
    body: JSON.stringify(body).replaceAll(/"requestId":"[^"]*"/g, '"requestId":""'),
  });
