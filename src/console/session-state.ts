import type { ConsoleConfig, Persona } from './config';
import type { Answer } from './hub/answer';
import type { FieldAccess } from './hub/field-access';
import type { ConsoleViewer } from './hub/viewer';

/** What the page shows of the session. No token, code or verifier is ever part of it. */
export interface SessionState {
  readonly config: ConsoleConfig | null;
  /** A login window is open. */
  readonly waiting: boolean;
  readonly loggedIn: boolean;
  /** The login no longer holds and could not be renewed. */
  readonly expired: boolean;
  readonly persona: Persona | null;
  readonly name: string | null;
  /** What the request is for; null until it is chosen. */
  readonly purpose: string | null;
  readonly purposes: readonly string[];
  readonly viewer: ConsoleViewer | null;
  /** A viewer has been known in this page: the editor is shown and stays. */
  readonly entered: boolean;
  readonly access: readonly FieldAccess[] | null;
  readonly answer: Answer | null;
  /** What went wrong last, in words for the reader. */
  readonly problem: string | null;
  /** Grows with every change of viewer or purpose: what was fetched under another epoch is not shown. */
  readonly epoch: number;
}

export const INITIAL_STATE: SessionState = {
  config: null,
  waiting: false,
  loggedIn: false,
  expired: false,
  persona: null,
  name: null,
  purpose: null,
  purposes: [],
  viewer: null,
  entered: false,
  access: null,
  answer: null,
  problem: null,
  epoch: 0,
};
