import type { ConsoleConfig, Persona } from '../config';
import { discover, type Discovery } from './discovery';
import { renewGrant, type Grant } from './grant';
import { LoginCancelled, logIn } from './login';
import type { OpenLoginWindow } from './login-window';

/** What the keeper needs of the browser and of the session that it serves. */
export interface KeeperParts {
  readonly config: () => ConsoleConfig;
  readonly openWindow: OpenLoginWindow;
  /** The console's own address, to which the login service sends its answer. */
  readonly address: string;
  /** Whether the reader has just clicked or typed, so that a window may open. */
  readonly userIsActive: () => boolean;
  /** The persona who is logged in; null outside the demo. */
  readonly persona: () => Persona | null;
  /** A login window opens (true) or is done with (false). */
  readonly onWaiting: (waiting: boolean) => void;
  readonly onExpired: (expired: boolean) => void;
}

/** Earns tokens and hands them out one request at a time. */
export interface TokenKeeper {
  /** Opens the login window and keeps what it earns; the name is the ID token's. Throws an Error that says what is wrong. */
  readonly logIn: (persona: Persona | null) => Promise<{ readonly name: string | null }>;
  readonly cancelLogin: () => void;
  /** A token that will hold for the next request, renewed if need be. Throws an Error that says what to do. */
  readonly freshToken: () => Promise<string>;
  /** Forgets everything; tells where the login service ends its own session, if it does. */
  readonly logOut: () => Promise<string | null>;
}

/** Milliseconds: a token this close to its end may not survive the request. */
const MARGIN = 10_000;
const EXPIRED = 'Your login has expired. Log in again to go on.';

export const createTokenKeeper = (parts: KeeperParts): TokenKeeper => {
  // The token lives in this closure: no state, property or storage that the page or its tools can read.
  let grant: Grant | null = null;
  let discovery: Promise<Discovery> | null = null;
  let login: AbortController | null = null;
  let renewal: Promise<void> | null = null;

  const discoverOnce = (): Promise<Discovery> => {
    discovery ??= discover(parts.config().issuer).catch((error: unknown) => {
      discovery = null;
      throw error;
    });
    return discovery;
  };

  const earn = async (persona: Persona | null): Promise<Grant> => {
    const window = parts.openWindow();
    if (window === null) {
      throw new Error('Your browser blocked the login window: allow pop-ups for this address.');
    }
    login?.abort(new LoginCancelled());
    const mine = new AbortController();
    login = mine;
    parts.onWaiting(true);
    try {
      const options = persona === null ? {} : { hint: persona.persona, afresh: true };
      const earned = await logIn(parts.config(), discoverOnce, parts.address, options, window, mine.signal);
      mine.signal.throwIfAborted();
      return earned;
    } finally {
      if (login === mine) {
        login = null;
        parts.onWaiting(false);
      }
    }
  };

  const isSame = (earned: Grant): boolean => grant === null || grant.subject === earned.subject;

  const refresh = async (): Promise<Grant | null> => {
    if (grant === null || grant.refreshToken === null) return null;
    return renewGrant(parts.config(), await discoverOnce(), grant, grant.refreshToken).catch(() => null);
  };

  /** The login service usually remembers who is there: its window opens and closes by itself. */
  const comeBack = async (): Promise<Grant | null> => {
    const earned = parts.userIsActive() ? await earn(parts.persona()).catch(() => null) : null;
    return earned !== null && isSame(earned) ? earned : null;
  };

  const renew = async (): Promise<void> => {
    const former = grant;
    const renewed = (await refresh()) ?? (await comeBack());
    // Whoever has logged in meanwhile stays.
    if (grant !== former) return;
    parts.onExpired(renewed === null);
    if (renewed === null) throw new Error(EXPIRED);
    grant = renewed;
  };

  return {
    logIn: async (persona) => {
      const earned = await earn(persona);
      if (persona === null && !isSame(earned)) throw new Error('Somebody else logged in: log out first.');
      grant = earned;
      return { name: earned.name };
    },
    cancelLogin: () => {
      login?.abort(new LoginCancelled());
    },
    freshToken: async () => {
      if (grant !== null && grant.expiresAt - MARGIN <= Date.now()) {
        renewal ??= renew().finally(() => {
          renewal = null;
        });
        await renewal;
      }
      if (grant === null) throw new Error('Log in first.');
      return grant.accessToken;
    },
    logOut: async () => {
      grant = null;
      return discoverOnce().then(
        (found) => found.endSessionEndpoint,
        () => null,
      );
    },
  };
};
