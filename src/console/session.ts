import { LoginCancelled } from './auth/login';
import type { OpenLoginWindow } from './auth/login-window';
import { createTokenKeeper } from './auth/token-keeper';
import { parseConfig, type Persona } from './config';
import { annotate } from './hub/annotate';
import { parseAnswer } from './hub/answer';
import { FIELD_ACCESS_QUERY, parseFieldAccess, type FieldAccess } from './hub/field-access';
import { errorOf, refusal, send, type Operation } from './hub/request';
import { parseViewer, VIEWER_QUERY } from './hub/viewer';
import type { Json } from './read';
import { INITIAL_STATE, type SessionState } from './session-state';

/** What the session needs of the browser. */
export interface Surroundings {
  readonly openWindow: OpenLoginWindow;
  /** The console's own address, to which the login service sends its answer. */
  readonly address: string;
  /** Leaves the page, and with it everything that it knows. */
  readonly leave: (url: string) => void;
  /** Whether the reader has just clicked or typed, so that a window may open. */
  readonly userIsActive: () => boolean;
}

/** The one who is logged in, and everything that is asked of the hub in that name. */
export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the hub's configuration. */
  readonly start: () => Promise<void>;
  /** Opens the login window; to be called in a click. A persona is a demo account, null whoever comes. */
  readonly logIn: (persona: Persona | null) => Promise<void>;
  readonly cancelLogin: () => void;
  readonly choosePurpose: (purpose: string) => Promise<void>;
  readonly logOut: () => Promise<void>;
  /** Asks what the editor holds; its answer is the one that the disclosure table speaks of. */
  readonly ask: (operation: Operation, headers: Readonly<Record<string, string>>) => Promise<Json>;
  /** Introspects the schema, with the viewer's access written into it. */
  readonly introspect: (operation: Operation) => Promise<Json>;
}

const NOT_YOUR_PURPOSE = 'You may not ask for this purpose: choose another.';
const CHANGED = 'The login or the purpose changed while the hub was answering; the answer was thrown away.';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const createSession = (surroundings: Surroundings): Session => {
  let state = INITIAL_STATE;
  let accessReady: Promise<readonly FieldAccess[] | null> = Promise.resolve(null);
  const listeners = new Set<() => void>();

  const update = (change: Partial<SessionState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const keeper = createTokenKeeper({
    config: () => {
      if (state.config === null) throw new Error('The console has no configuration yet.');
      return state.config;
    },
    openWindow: surroundings.openWindow,
    address: surroundings.address,
    userIsActive: surroundings.userIsActive,
    persona: () => state.persona,
    onWaiting: (waiting) => {
      update(waiting ? { waiting, problem: null } : { waiting });
    },
    onExpired: (expired) => {
      update({ expired });
    },
  });

  const post = async (operation: Operation, headers?: Readonly<Record<string, string>>): Promise<Json> => {
    const { epoch, purpose } = state;
    let accessToken: string;
    try {
      accessToken = await keeper.freshToken();
    } catch (error) {
      return refusal(messageOf(error));
    }
    if (state.epoch !== epoch) return refusal(CHANGED);
    const answer = await send(operation, { accessToken, purpose }, headers);
    if (state.epoch !== epoch) return refusal(CHANGED);
    if (errorOf(answer)?.code === 'SPONA_TOKEN_EXPIRED') update({ expired: true });
    return answer;
  };

  const loadAccess = async (epoch: number): Promise<readonly FieldAccess[] | null> => {
    const answer = await post({ query: FIELD_ACCESS_QUERY, operationName: 'ConsoleFieldAccess' });
    const access = parseFieldAccess(answer);
    if (state.epoch === epoch) update({ access: access ?? [] });
    return access;
  };

  const explainRefusal = (answer: Json): void => {
    const error = errorOf(answer);
    if (error?.code !== 'SPONA_PURPOSE') {
      update({ problem: error?.message ?? 'The hub does not say who you are.' });
      return;
    }
    if (error.purposes.length > 0) update({ purposes: error.purposes });
    // Without a purpose the refusal was the answer to the question which there are.
    if (state.purpose !== null) update({ problem: NOT_YOUR_PURPOSE });
  };

  /** Everything known of the viewer is asked anew: the person or the purpose has changed. */
  const enter = async (): Promise<void> => {
    const epoch = state.epoch + 1;
    update({ epoch, viewer: null, access: null, answer: null, problem: null });
    if (state.purpose !== null) accessReady = loadAccess(epoch);
    const answer = await post({ query: VIEWER_QUERY, operationName: 'ConsoleViewer' });
    if (state.epoch !== epoch) return;
    const viewer = parseViewer(answer);
    if (viewer === null) {
      explainRefusal(answer);
      return;
    }
    if (state.purpose === null) {
      update({ purpose: viewer.purpose });
      accessReady = loadAccess(epoch);
    }
    const purposes = viewer.purposes.length === 0 ? state.purposes : viewer.purposes;
    update({ viewer, purposes, name: viewer.name ?? state.name, entered: true });
  };

  const logIn = async (persona: Persona | null): Promise<void> => {
    try {
      const { name } = await keeper.logIn(persona);
      const purposes = persona?.purposes ?? state.config?.purposes ?? [];
      const purpose = purposes.find((known) => known === state.purpose) ?? (persona ? purposes[0] : null);
      update({
        loggedIn: true,
        expired: false,
        persona,
        name: persona?.name ?? name,
        purposes,
        purpose: purpose ?? null,
      });
    } catch (error) {
      // Another login took the place of this one, or the reader changed his mind.
      if (!(error instanceof LoginCancelled)) update({ problem: messageOf(error) });
      return;
    }
    await enter();
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start: async () => {
      try {
        const response = await fetch('./config.json', { credentials: 'omit' });
        if (!response.ok) throw new Error(`The hub's console configuration answers ${response.status}.`);
        const config = parseConfig(await response.json());
        update({ config, problem: null });
      } catch (error) {
        update({ problem: messageOf(error) });
      }
    },
    logIn,
    cancelLogin: keeper.cancelLogin,
    choosePurpose: async (purpose) => {
      update({ purpose });
      await enter();
    },
    logOut: async () => {
      const { config } = state;
      const end = await keeper.logOut();
      if (end === null || config === null) {
        surroundings.leave(surroundings.address);
        return;
      }
      const url = new URL(end);
      url.searchParams.set('client_id', config.clientId);
      url.searchParams.set('post_logout_redirect_uri', surroundings.address);
      surroundings.leave(url.href);
    },
    ask: async (operation, headers) => {
      const { epoch } = state;
      const answer = await post(operation, headers);
      if (state.epoch === epoch) update({ answer: parseAnswer(answer, operation.operationName ?? null) });
      return answer;
    },
    introspect: async (operation) => {
      const { epoch } = state;
      const [answer, access] = await Promise.all([post(operation), accessReady]);
      return state.epoch === epoch ? annotate(answer, access ?? []) : refusal(CHANGED);
    },
  };
};
