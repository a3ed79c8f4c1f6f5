import { ERRORS, type ErrorCode } from './catalogue';

export interface SponaErrorOptions {
  /** For the log alone; never sent. It must hold no personal data either. */
  readonly detail?: string;
  /** Sent beside the code, for instance `problems`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class: a stable code with its public text, and what only the log may know. */
export class SponaError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: SponaErrorOptions = {}) {
    super(ERRORS[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SponaError';
    this.code = code;
    this.detail = options.detail;
    this.extensions = options.extensions ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}
