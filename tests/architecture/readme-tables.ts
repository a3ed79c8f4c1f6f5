import { VARIABLES } from '../../src/config/variables';
import { ERRORS } from '../../src/errors/catalogue';

const errorTable = (): string => {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, message }]) => `| \`${code}\` | ${status} | ${message} |`,
  );
  return ['| code | status | meaning |', '|---|---|---|', ...rows].join('\n');
};

const environmentTable = (): string => {
  const rows = Object.entries(VARIABLES).map(([name, { fallback, meaning, secret }]) => {
    const value = fallback === undefined ? '' : `\`${fallback}\``;
    return `| \`${name}\`${secret ? ' \\*' : ''} | ${value} | ${meaning} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
};

/** Tables of the README, by name: each stands between `<!-- name:start -->` and `<!-- name:end -->`. */
export type ReadmeTables = Readonly<Record<string, string>>;

/** Those that code knows better. */
export const codeTables = (): ReadmeTables => ({ errors: errorTable(), environment: environmentTable() });

/** The table with its columns drawn up, as the formatter would: a generated file must be fresh and formatted at once. */
const aligned = (table: string): string => {
  const rows = table.split('\n').map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  const widths = (rows[0] ?? []).map((_head, column) =>
    Math.max(...rows.map((row, at) => (at === 1 ? 3 : (row[column] ?? '').length))),
  );
  return rows
    .map((row, at) => {
      const cells = widths.map((width, column) =>
        at === 1 ? '-'.repeat(width) : (row[column] ?? '').padEnd(width),
      );
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
};

const marks = (name: string): RegExp =>
  new RegExp(`(<!-- ${name}:start -->\n)[^]*?(\n?<!-- ${name}:end -->)`, 'u');

/** The document with every table fresh. Throws where a table has no place in it. */
export const fillTables = (document: string, tables: ReadmeTables): string => {
  const lost = Object.keys(tables).filter((name) => !marks(name).test(document));
  if (lost.length > 0)
    throw new Error(`README.md has no marks <!-- name:start --> … <!-- name:end --> for: ${lost.join(', ')}`);
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        marks(name),
        (_all, start: string) => `${start}\n${aligned(table)}\n\n<!-- ${name}:end -->`,
      ),
    document,
  );
};
