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
      serializers: {
        err: (error: unknown) => describeError(error, errorMessages),
        error: (error: unknown) => describeError(error, errorMessages),
      },
    },
    ...(stream === undefined ? [] : [stream]),
  );
