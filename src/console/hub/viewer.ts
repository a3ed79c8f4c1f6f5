import { asObject, asText, asTexts, type Json } from '../read';

/** Who the hub says is logged in. */
export interface ConsoleViewer {
  readonly agency: string;
  readonly sector: string;
  readonly roles: readonly string[];
  readonly purpose: string;
  readonly proof: string;
}

export const VIEWER_QUERY = `query ConsoleViewer {
  viewer { agency { name } sector roles purpose proof }
}`;

/** The viewer in an answer to VIEWER_QUERY, or null if there is none. */
export const parseViewer = (answer: Json): ConsoleViewer | null => {
  const viewer = asObject(asObject(answer['data'])?.['viewer']);
  if (viewer === null) return null;
  return {
    agency: asText(asObject(viewer['agency'])?.['name']) ?? 'an agency without a name',
    sector: asText(viewer['sector']) ?? '',
    roles: asTexts(viewer['roles']),
    purpose: asText(viewer['purpose']) ?? '',
    proof: asText(viewer['proof']) ?? '',
  };
};
