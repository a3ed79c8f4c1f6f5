import type { ServerResponse } from 'node:http';

/** Whether the server is about to end, and the answers it still owes. */
export class Life {
  #draining = false;
  readonly #open = new Set<ServerResponse>();

  get draining(): boolean {
    return this.#draining;
  }

  /** Once draining, an answer is the last one on its connection: an idle connection would keep the server from closing. */
  track(response: ServerResponse): void {
    if (this.#draining) response.shouldKeepAlive = false;
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  drain(): void {
    this.#draining = true;
    for (const response of this.#open) response.shouldKeepAlive = false;
  }
}
