import type { ConsoleConfig } from '../config';
import { beginAuthorization, type LoginOptions } from './authorization';
import type { Discovery } from './discovery';
import { exchangeCode, type Grant } from './grant';
import type { LoginWindow } from './login-window';

/** Milliseconds that somebody may take to log in. */
const PATIENCE = 10 * 60_000;

/** The reader gave up this login or began another: nothing to report. */
export class LoginCancelled extends Error {}

const explain = (error: string): string =>
  error === 'access_denied'
    ? 'The login service did not let you in.'
    : `The login service refused the login (${error}).`;

/**
 * One login by authorization code with PKCE, from the open window to the tokens. Verifier, state and nonce live in this
 * call alone. Throws an Error that says what is wrong; the window is closed in any case.
 */
export const logIn = async (
  config: ConsoleConfig,
  discover: () => Promise<Discovery>,
  redirectUri: string,
  options: LoginOptions,
  window: LoginWindow,
  cancelled: AbortSignal,
): Promise<Grant> => {
  const patience = new AbortController();
  const timer = setTimeout(() => {
    patience.abort(new Error('Nobody has logged in for ten minutes. Try again.'));
  }, PATIENCE);
  try {
    const discovery = await discover();
    const attempt = await beginAuthorization(config, discovery, redirectUri, options);
    cancelled.throwIfAborted();
    const signal = AbortSignal.any([cancelled, patience.signal]);
    const pending = window.answer(attempt.state, signal);
    window.go(attempt.url);
    const answer = await pending;
    if (answer.issuer !== null && answer.issuer !== discovery.issuer) {
      throw new Error('The login answer comes from another login service.');
    }
    if (answer.code === null) throw new Error(explain(answer.error ?? 'no code'));
    return await exchangeCode(config, discovery, attempt, answer.code);
  } finally {
    clearTimeout(timer);
    window.close();
  }
};
