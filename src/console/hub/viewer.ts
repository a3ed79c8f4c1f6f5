import { asObject, asText, asTexts, type Json } from '../read';

/** Who the hub says is logged in. */
export interface ConsoleViewer {
  readonly name: string | null;
  readonly agency: string;
  readonly sector: string;
  readonly roles: readonly string[];
  readonly purpose: string;
  /** Those that the viewer may choose from. */
  readonly purposes: readonly string[];
  readonly proof: string;
}

export const VIEWER_QUERY = `query ConsoleViewer {
  viewer { name agency { name } sector roles purpose purposes proof }
}`;

/** The viewer in an answer to VIEWER_QUERY, or null if there is none. */
export const parseViewer = (answer: Json): ConsoleViewer | null => {
  const viewer = asObject(asObject(answer['data'])?.['viewer']);
  if (viewer === null) return null;
  return {
    name: asText(viewer['name']),
    agency: asText(asObject(viewer['agency'])?.['name']) ?? 'an agency without a name',
    sector: asText(viewer['sector']) ?? '',
    roles: asTexts(viewer['roles']),
    purpose: asText(viewer['purpose']) ?? '',
    purposes: asTexts(viewer['purposes']),
    proof: asText(viewer['proof']) ?? '',
  };
};
