/** The hub that a command goes to: one that runs, or one that was started for it. */
export interface ReachedHub {
  readonly url: string;
  /** The database's owner, where this machine has his address. */
  readonly ownerUrl: string | null;
  stop(): Promise<void>;
}
