import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../errors/catalogue';

/** What log and metrics will tell about one HTTP exchange; filled in along its way. Nothing personal belongs here. */
export interface Exchange {
  readonly requestId: string;
  readonly startedAt: bigint;
  code: ErrorCode | null;
  /** Whether it came as far as authentication, and is therefore an operation asked for. */
  attempted: boolean;
  operationKind: string | null;
  operationName: string | null;
  operationHash: string | null;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** The exchange of a request, made at its first use. */
export const exchangeOf = (request: IncomingMessage): Exchange => {
  const known = exchanges.get(request);
  if (known !== undefined) return known;
  const exchange: Exchange = {
    requestId: randomUUID(),
    startedAt: process.hrtime.bigint(),
    code: null,
    attempted: false,
    operationKind: null,
    operationName: null,
    operationHash: null,
  };
  exchanges.set(request, exchange);
  return exchange;
};

export const secondsSince = (startedAt: bigint): number => Number(process.hrtime.bigint() - startedAt) / 1e9;
