import { ERRORS } from './catalogue';

export const TABLE_START = '<!-- errors:start -->';
export const TABLE_END = '<!-- errors:end -->';

/** The catalogue as the Markdown table that stands in the README between the two marks. */
export const errorTable = (): string => {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, message }]) => `| \`${code}\` | ${status} | ${message} |`,
  );
  return ['| code | status | meaning |', '|---|---|---|', ...rows].join('\n');
};

/** The table found in a document, or null where the document has no marks. */
export const findErrorTable = (document: string): string | null => {
  const start = document.indexOf(TABLE_START);
  const end = document.indexOf(TABLE_END);
  return start < 0 || end < start ? null : document.slice(start + TABLE_START.length, end).trim();
};
