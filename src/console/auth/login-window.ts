import type { AuthorizationAnswer } from './authorization';

/** The window in which the login service asks who is there. The redirect ends in it, so the page keeps its secrets. */
export interface LoginWindow {
  /** Resolves with the answer to the attempt of this state; rejects when the signal says so. */
  answer(state: string, signal: AbortSignal): Promise<AuthorizationAnswer>;
  go(url: string): void;
  close(): void;
}

/** Opens the window; null if the browser blocked it. To be called in the very click, before anything is awaited. */
export type OpenLoginWindow = () => LoginWindow | null;
