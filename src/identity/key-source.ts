import { createLocalJWKSet, errors, type CryptoKey, type JWSHeaderParameters, type LocalJWKSet } from 'jose';
import type { TrustedIssuer } from '../config/trusted-issuer';
import { SponaError } from '../errors/spona-error';
import { fetchKeys } from './fetch-keys';

const MINUTE = 60_000;
/** After this time the keys are fetched again, so that a withdrawn key stops counting. */
const FRESH_MS = 10 * MINUTE;
/** So long the last known keys serve while the issuer cannot be reached. */
const USABLE_MS = 60 * MINUTE;
/** Whatever unknown key ids strangers send, the issuer is asked no more often than this. */
const REFETCH_MS = 30_000;
/** While no keys are held at all, a retry is due sooner: the issuer may just be starting. */
const FIRST_RETRY_MS = 5_000;

interface Held {
  readonly find: LocalJWKSet;
  readonly fetchedAt: number;
}

/** The keys of one issuer: fetched on first use, cached, renewed with age and when a token names an unknown one. */
export interface KeySource {
  /** @throws JOSEError (no such key), SponaError SPONA_UNAVAILABLE (the issuer does not answer) */
  keyFor(header: JWSHeaderParameters): Promise<CryptoKey>;
}

class IssuerKeys implements KeySource {
  private held: Held | undefined;
  private attemptedAt: number | undefined;
  private pending: Promise<void> | undefined;
  private failure = 'its keys have not been fetched';

  constructor(
    private readonly issuer: TrustedIssuer,
    private readonly now: () => number,
  ) {}

  async keyFor(header: JWSHeaderParameters): Promise<CryptoKey> {
    if (!this.isYounger(this.held?.fetchedAt, FRESH_MS)) await this.refresh();
    try {
      return await this.usable().find(header);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.refresh();
    return this.usable().find(header);
  }

  private usable(): Held {
    if (this.held !== undefined && this.isYounger(this.held.fetchedAt, USABLE_MS)) return this.held;
    throw new SponaError('SPONA_UNAVAILABLE', { detail: `${this.issuer.issuer}: ${this.failure}` });
  }

  /** Asks the issuer again unless it was asked a moment ago; requests that wait for the answer share it. */
  private refresh(): Promise<void> {
    const pause = this.held === undefined ? FIRST_RETRY_MS : REFETCH_MS;
    if (this.pending === undefined && !this.isYounger(this.attemptedAt, pause)) {
      this.attemptedAt = this.now();
      this.pending = this.load().finally(() => (this.pending = undefined));
    }
    return this.pending ?? Promise.resolve();
  }

  private async load(): Promise<void> {
    try {
      const keys = await fetchKeys(this.issuer);
      this.held = { find: createLocalJWKSet({ keys: [...keys] }), fetchedAt: this.now() };
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** A clock that was set back makes nothing young: the age is then negative. */
  private isYounger(since: number | undefined, limit: number): boolean {
    if (since === undefined) return false;
    const age = this.now() - since;
    return age >= 0 && age < limit;
  }
}

export const createKeySource = (issuer: TrustedIssuer, now: () => number): KeySource =>
  new IssuerKeys(issuer, now);
