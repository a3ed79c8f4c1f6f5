import { SponaError } from '../errors/spona-error';

interface Waiter {
  readonly admit: () => void;
}

/** Lets a fixed number of operations run at once and a fixed number wait, first come, first served. */
export class Gate {
  #running = 0;
  readonly #queue = new Set<Waiter>();

  constructor(
    private readonly capacity: number,
    private readonly room: number,
  ) {}

  get counts(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#queue.size };
  }

  /** Resolves with the function that gives the place back. Rejects with SPONA_BUSY, or with the signal's reason. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running < this.capacity) {
      this.#running += 1;
    } else {
      if (this.#queue.size >= this.room) throw new SponaError('SPONA_BUSY');
      await this.#wait(signal);
    }
    let held = true;
    return () => {
      if (held) this.#leave();
      held = false;
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#queue.delete(waiter);
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(waiter);
    });
  }

  /** The place goes to the next in line, so the number of running operations does not change. */
  #leave(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#queue.delete(next);
    next.admit();
  }
}
