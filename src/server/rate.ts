import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../identity/viewer';
import { SponaError } from '../errors/spona-error';
import type { ServerLimits } from './server-config';

const MINUTE = 60;

/** A refusal by rate; `first` is true once a minute, so that a flood of refusals is not a flood of records. */
export class RateError extends SponaError {
  constructor(
    readonly retryAfter: number,
    readonly first: boolean,
  ) {
    super('SPONA_RATE', { extensions: { retryAfter } });
  }
}

const secondsLeft = (state: RateLimiterRes): number => Math.max(1, Math.ceil(state.msBeforeNext / 1000));

export interface Rates {
  /** Counts one operation of a viewer; rejects with a RateError. */
  readonly operation: (viewer: Viewer) => Promise<void>;
  /** Rejects with a RateError while an address has too many refused tokens. */
  readonly checkAddress: (address: string) => Promise<void>;
  readonly failure: (address: string) => Promise<void>;
}

/** Counters in memory, one set a process. */
export const createRates = (limits: ServerLimits): Rates => {
  const staff = new RateLimiterMemory({ points: limits.staffPerMinute, duration: MINUTE });
  const clients = new RateLimiterMemory({ points: limits.clientPerMinute, duration: MINUTE });
  const failures = new RateLimiterMemory({ points: limits.failuresPerMinute, duration: MINUTE });
  return {
    operation: async (viewer) => {
      const limiter = viewer.clientId === null ? staff : clients;
      try {
        await limiter.consume(`${viewer.clientId ?? ''}/${viewer.staffId ?? ''}`);
      } catch (state) {
        if (!(state instanceof RateLimiterRes)) throw state;
        throw new RateError(secondsLeft(state), state.consumedPoints === limiter.points + 1);
      }
    },
    checkAddress: async (address) => {
      const state = await failures.get(address);
      if (state !== null && state.consumedPoints >= failures.points)
        throw new RateError(secondsLeft(state), false);
    },
    failure: async (address) => {
      await failures.penalty(address);
    },
  };
};
