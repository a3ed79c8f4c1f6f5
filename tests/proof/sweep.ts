import { TOKEN } from './canary-fill';
import type { StoredRow, Version, View } from './truth';

/** The versions of a row that the viewer may know of, by any way that leads to it. */
const versions = (view: View, row: StoredRow): Version[] => [row.present, ...view.history(row)];

/** Every token that the naive evaluator discloses to the viewer, in whatever operation. */
export const disclosedTokens = (view: View): Set<string> => {
  const tokens = new Set<string>();
  for (const row of view.truth.rows.values()) {
    if (!view.sees(row)) continue;
    for (const version of versions(view, row)) {
      for (const { column, field, category } of row.table.filled) {
        const value = version.content[column];
        const text = Array.isArray(value) ? value.join(' ') : value;
        if (view.isUntold(row, field) || typeof text !== 'string' || !view.discloses(row, category, version))
          continue;
        for (const [token] of text.matchAll(TOKEN)) tokens.add(token);
      }
    }
  }
  return tokens;
};

/** Ids of the rows that the viewer knows of, and of those that a field of such a row names. */
export const disclosedIds = (view: View): Set<string> => {
  const ids = new Set<string>();
  for (const row of view.truth.rows.values()) {
    if (!view.sees(row)) continue;
    ids.add(row.id);
    for (const version of versions(view, row)) {
      for (const { column, type, category } of row.table.filled) {
        const value = version.content[column];
        if (type === 'ID' && typeof value === 'string' && view.discloses(row, category, version))
          ids.add(value);
      }
    }
  }
  return ids;
};
