import { rowConditions } from '../conditions';
import type { BasisDefinition, Entry, PolicyContent, VocabularyCategory } from '../content';
import { GRANTS, SECTORS, type Sector } from '../facts';
import { lackOfLegalGround } from '../legal-ground';
import type { Rule } from '../rule';
import { isVouchedFor } from '../status';

const HEADS: Readonly<Record<Sector, string>> = {
  POLICE: 'POL',
  SOCIAL_WORK: 'SOC',
  HEALTH: 'HEA',
  PROSECUTION: 'PRO',
  COURT: 'COU',
  NGO: 'NGO',
  EDUCATION: 'EDU',
  COORDINATION: 'COO',
};

/** The whole policy as tables for auditors: every category and sector, then every rule. Equal content gives equal text. */
export const renderMatrix = (content: PolicyContent): string => {
  const entries = [...content.entries.values()];
  const isPending = ({ field }: Entry): boolean => content.categories.get(field)?.pending === true;
  const files = [...new Set(entries.map((entry) => entry.source.file))].sort();
  return [
    INTRODUCTION,
    ...overview(
      'Who sees what',
      entries.filter((entry) => !isPending(entry)),
      content,
    ),
    ...pendingOverview(entries.filter(isPending), content),
    ...files.flatMap((file) => rulesOf(file, entries, content)),
    ...basesOf(content),
    '',
  ].join('\n');
};

const INTRODUCTION = `# Disclosure matrix

Generated from the policy files by \`npx spona policy matrix\`; do not edit. What is not here is withheld.

In the first table \`H\` is the holder of the record, a number the rule of that number, \`(1)\` a rule that opens only while a grant is in
force (${GRANTS.join(', ')}), and \`–\` nobody.
Marks: **F** forbidden (nothing but its own rules opens it), **S** silent (withheld without a word), **D** derived (computed from
stricter categories, named below), **U** some rule rests on unverified grounds alone and is off in production.`;

const PENDING = `No record type carries these yet. Everything of them is withheld, from who would hold it too; their rules stand ready and are tested,
and no consent, agreement, mandate or emergency can name them.`;

const pendingOverview = (entries: readonly Entry[], content: PolicyContent): readonly string[] => {
  if (entries.length === 0) return [];
  const [blank = '', title = '', ...rows] = overview(
    'Withheld until there is a record type',
    entries,
    content,
  );
  return [blank, title, '', PENDING, ...rows];
};

const needsGrant = (rule: Rule): boolean => rule.grants.length > 0;

/** In brackets where it opens only while a grant is in force. */
const shownNumber = (rule: Rule): string => {
  const number = rule.id.slice(rule.id.lastIndexOf('/') + 1);
  return needsGrant(rule) ? `(${number})` : number;
};

/** Whether production would leave the rule off, wherever it holds, for want of a verified ground. */
const isUnverified = (rule: Rule, content: PolicyContent): boolean => {
  if (rule.rank === 'HOLDER') return false;
  const cited = rule.basis.flatMap((id) => content.bases.get(id) ?? []);
  return lackOfLegalGround(rule, cited.filter(isVouchedFor)) !== null;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  row(heads),
  row(heads.map(() => '---')),
  ...rows.map(row),
];

const escaped = (text: string): string => text.replaceAll('|', '\\|');

const overview = (title: string, entries: readonly Entry[], content: PolicyContent): readonly string[] => [
  '',
  `## ${title}`,
  '',
  ...table(
    ['category', 'row', 'marks', ...SECTORS.map((sector) => HEADS[sector])],
    entries.map((entry) => {
      const category = content.categories.get(entry.field);
      return [
        `\`${entry.category}\``,
        category?.row ?? '',
        marksOf(entry, category, content),
        ...SECTORS.map((sector) => cell(entry, sector)),
      ];
    }),
  ),
];

const marksOf = (entry: Entry, category: VocabularyCategory | undefined, content: PolicyContent): string =>
  [
    entry.forbidden ? 'F' : '',
    category?.silent === true ? 'S' : '',
    (category?.derivedFrom.length ?? 0) > 0 ? 'D' : '',
    entry.rules.some((rule) => isUnverified(rule, content)) ? 'U' : '',
  ]
    .filter((mark) => mark !== '')
    .join(' ');

const cell = (entry: Entry, sector: Sector): string => {
  const marks = entry.rules
    .filter((rule) => rule.sectors.includes(sector))
    .map((rule) => {
      if (rule.rank === 'HOLDER') return 'H';
      return shownNumber(rule);
    });
  return marks.length === 0 ? '–' : marks.join(' ');
};

/** Parts of a family that one entry of the file defines stand together. */
const rulesOf = (file: string, entries: readonly Entry[], content: PolicyContent): readonly string[] => {
  const written = new Map<number, Entry[]>();
  for (const entry of entries.filter(({ source }) => source.file === file)) {
    written.set(entry.source.line, [...(written.get(entry.source.line) ?? []), entry]);
  }
  return [
    '',
    `## ${file}`,
    ...[...written.entries()]
      .sort(([a], [b]) => a - b)
      .flatMap(([, [first, ...others]]) =>
        first === undefined
          ? []
          : ['', `### ${[first, ...others].map(nameOf).join(', ')}`, '', ...detailOf(first, content)],
      ),
  ];
};

const nameOf = (entry: Entry): string => entry.category;

const detailOf = (entry: Entry, content: PolicyContent): readonly string[] => {
  const category = content.categories.get(entry.field);
  const notes = [
    `${category?.kind ?? ''}: ${category?.description ?? ''}.`,
    category?.pending === true ? 'Withheld: no record type carries it yet.' : '',
    entry.forbidden ? 'Forbidden to all but these, whatever is signed or broken open.' : '',
    category?.silent === true ? 'Withheld in silence.' : '',
    category === undefined || category.derivedFrom.length === 0
      ? ''
      : `Derived from ${category.derivedFrom.map((id) => `\`${id}\``).join(', ')}.`,
    entry.handling.length > 0 ? `Handling: ${entry.handling.join(', ')}.` : '',
    entry.rules.length === 0 ? 'Nobody.' : '',
  ];
  const lines = [escaped(notes.filter((note) => note !== '').join(' '))];
  if (entry.rules.length === 0) return lines;
  return [
    ...lines,
    '',
    ...table(
      ['rule', 'sector', 'purpose', 'further on the viewer', 'on the row', 'handling', 'basis'],
      entry.rules.map((rule) => [
        shownNumber(rule),
        rule.sectors.join(', '),
        rule.rank === 'HOLDER' ? 'any with case content' : rule.purposes.join(', '),
        onViewer(rule),
        rowConditions(rule).join('; ') || 'any',
        rule.handling.join(', '),
        basisText(rule, content),
      ]),
    ),
  ];
};

const onViewer = (rule: Rule): string =>
  [
    rule.roles === null ? '' : `role ${rule.roles.join(' or ')}`,
    rule.proofs === null ? '' : `proof ${rule.proofs.join(' or ')}`,
  ]
    .filter((text) => text !== '')
    .join('; ');

const basisText = (rule: Rule, content: PolicyContent): string =>
  rule.rank === 'HOLDER'
    ? 'custody'
    : rule.basis.map((id) => `${id} (${confidenceOf(content.bases.get(id))})`).join(', ');

const confidenceOf = (basis: BasisDefinition | undefined): string =>
  basis === undefined ? '?' : basis.verified === null ? basis.confidence : `${basis.confidence}, verified`;

const basesOf = (content: PolicyContent): readonly string[] => [
  '',
  '## Bases',
  '',
  'Confidence: S read in the source, S2 in a secondary one, M from memory, U uncertain.',
  '',
  ...table(
    ['basis', 'instrument', 'article', 'kind', 'confidence', 'says', 'verified'],
    [...content.bases.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((basis) => [
        basis.id,
        escaped(basis.instrumentTitle),
        escaped(basis.article),
        basis.kind,
        basis.confidence,
        escaped(basis.description),
        basis.verified === null
          ? ''
          : escaped(`${basis.verified.by}, ${basis.verified.on}: ${basis.verified.text}`),
      ]),
  ),
];
