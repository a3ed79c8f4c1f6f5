import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { describeError } from '../errors/describe';

export interface LoggerOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Messages of errors may quote rows; they are logged only where all rows are invented. */
  readonly errorMessages: boolean;
  readonly stream?: DestinationStream;
}

const SECRETS = ['authorization', 'cookie', 'token', 'password', 'variables', 'headers'];

/** One JSON object a line. Secrets are removed by name should a caller ever pass them, and errors lose their messages. */
export const createLogger = ({ level, errorMessages, stream }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service: 'spona' },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
      hooks: {
        // Without a text of its own a line would take over the error's.
        logMethod(args, method) {
          const [first, text] = args as [unknown, unknown];
          if (typeof first === 'object' && text === undefined) method.call(this, first, 'event');
          else method.apply(this, args);
        },
      },
      serializers: {
        err: (error: unknown) => describeError(error, errorMessages),
        error: (error: unknown) => describeError(error, errorMessages),
      },
    },
    ...(stream === undefined ? [] : [stream]),
  );
