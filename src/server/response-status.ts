import { ERRORS, type ErrorCode } from '../errors/catalogue';
import type { ResponseMedia } from './media-type';

/**
 * The HTTP status of a GraphQL answer (GraphQL over HTTP, section "Status Codes"). An answer with a data entry is 200. In plain
 * JSON a refusal of a well-formed request is 200 as well, since intermediaries answer JSON too; failures of the hub keep
 * their status in both forms, so that clients and load balancers can repeat.
 */
export const responseStatus = (code: ErrorCode | null, hasData: boolean, media: ResponseMedia): number => {
  if (code === null || hasData) return 200;
  const { status } = ERRORS[code];
  return media === 'application/json' && status < 500 ? 200 : status;
};
