import { VARIABLES } from '../../src/config/variables';
import { errorTable } from '../../src/errors/table';

const environmentTable = (): string => {
  const rows = Object.entries(VARIABLES).map(([name, { fallback, meaning, secret }]) => {
    const value = fallback === undefined ? '' : `\`${fallback}\``;
    return `| \`${name}\`${secret ? ' *' : ''} | ${value} | ${meaning} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
};

/** Tables of the README that code knows better: each stands between `<!-- name:start -->` and `<!-- name:end -->`. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
  errors: errorTable,
  environment: environmentTable,
};

const marks = (name: string): RegExp =>
  new RegExp(`(<!-- ${name}:start -->\n)[^]*?(\n?<!-- ${name}:end -->)`, 'u');

/** The document with every table fresh. Throws where a table has no place in it. */
export const fillTables = (document: string): string => {
  const lost = Object.keys(README_TABLES).filter((name) => !marks(name).test(document));
  if (lost.length > 0)
    throw new Error(`README.md has no marks <!-- name:start --> … <!-- name:end --> for: ${lost.join(', ')}`);
  return Object.entries(README_TABLES).reduce(
    (text, [name, table]) =>
      text.replace(marks(name), (_all, start: string) => `${start}\n${table()}\n\n<!-- ${name}:end -->`),
    document,
  );
};
