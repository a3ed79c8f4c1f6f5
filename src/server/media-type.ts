import type { Request } from 'express';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';
const JSON_RESPONSE = 'application/json';

export type ResponseMedia = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE;

/** The form of answer that the client prefers; JSON where it does not say; null where it accepts neither. */
export const responseMedia = (request: Request): ResponseMedia | null => {
  const found = request.accepts([JSON_RESPONSE, GRAPHQL_RESPONSE]);
  return found === GRAPHQL_RESPONSE || found === JSON_RESPONSE ? found : null;
};

/** Whether the body is declared as JSON in UTF-8, the only form that the hub reads. */
export const isJsonBody = (contentType: string | undefined): boolean => {
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === JSON_RESPONSE && (charset === undefined || /^charset="?utf-8"?$/.test(charset));
};
