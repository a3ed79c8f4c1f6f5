import type { Grounds } from '../../audit/grounds';
import type { PolicySet } from '../../policy';
import type { WithheldCode } from '../../policy/facts';
import { isSilent, isTold } from '../told-categories';
import type { DisclosedRecords, Ground } from './types';

/** Rows of one type and case with the same decisions, as `disclosure_entries` answers them. */
export interface AuditedEntry extends Pick<Grounds, 'disclosed' | 'withheld'> {
  /** Null for an entry that tells by what cases were filtered. */
  readonly case: string | null;
  readonly type: string;
  readonly ids: readonly string[];
  readonly count?: number;
  readonly protected?: true;
}

const disclosedGround = ([category = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code: null,
  rule,
  basis,
});

const withheldGround = ([category = '', code = '', rule = '', ...basis]: readonly string[]): Ground => ({
  category,
  code: code as WithheldCode,
  rule: rule === '' ? null : rule,
  basis,
});

const ownEntry = (entry: AuditedEntry, policies: PolicySet): DisclosedRecords => {
  const disclosed = entry.disclosed.map(disclosedGround);
  const withheld = entry.withheld.map(withheldGround);
  const isShown = ({ category }: Ground): boolean => !isSilent(policies, category);
  const silent = [...disclosed, ...withheld].filter((ground) => !isShown(ground));
  return {
    caseId: entry.case,
    type: entry.type,
    recordCount: entry.count ?? entry.ids.length,
    recordIds: entry.ids,
    disclosed: disclosed.filter(isShown),
    withheld: withheld.filter(isShown),
    hiddenCount: new Set(silent.map(({ category }) => category)).size,
  };
};

/**
 * The own agency reads what the answer told it: a silent refusal stays silent in the audit too, and is told apart from a disclosure of
 * the same category neither by a word nor by an entry of its own.
 */
const ownEntries = (entries: readonly AuditedEntry[], policies: PolicySet): DisclosedRecords[] => {
  const alike = new Map<string, DisclosedRecords>();
  for (const entry of entries.map((each) => ownEntry(each, policies))) {
    const { recordIds, recordCount, ...told } = entry;
    const key = JSON.stringify(told);
    const before = alike.get(key);
    alike.set(key, {
      ...told,
      recordIds: [...(before?.recordIds ?? []), ...(recordIds ?? [])],
      recordCount: (before?.recordCount ?? 0) + recordCount,
    });
  }
  return [...alike.values()];
};

/** A rule of a family is named after the role of the person: `child.identity.name/1` would tell that there is a child. */
const withoutRole = (ground: Ground, policies: PolicySet): Ground =>
  policies.categories.get(ground.category)?.family === true
    ? { category: ground.category, code: ground.code, rule: null, basis: ground.basis }
    : ground;

const byCategory = (grounds: readonly Ground[]): Ground[] => [
  ...new Map(grounds.map((ground) => [ground.category, ground])).values(),
];

/** Entries of one case and type as a coordinator reads them: silent and forbidden categories are a number, and roles are not told apart. */
const mergedEntry = (entries: readonly AuditedEntry[], policies: PolicySet): DisclosedRecords[] => {
  const [first] = entries;
  if (first === undefined) return [];
  const disclosed = byCategory(entries.flatMap((entry) => entry.disclosed.map(disclosedGround)));
  const withheld = byCategory(entries.flatMap((entry) => entry.withheld.map(withheldGround)));
  const shown = ({ category }: Ground): boolean => isTold(policies, category);
  return [
    {
      caseId: first.case,
      type: first.type,
      recordCount: entries.reduce((sum, entry) => sum + (entry.count ?? entry.ids.length), 0),
      recordIds: null,
      disclosed: disclosed.filter(shown).map((ground) => withoutRole(ground, policies)),
      withheld: withheld.filter(shown).map((ground) => withoutRole(ground, policies)),
      hiddenCount: new Set(
        [...disclosed, ...withheld].filter((ground) => !shown(ground)).map(({ category }) => category),
      ).size,
    },
  ];
};

export interface AuditedRow {
  readonly own: boolean;
  readonly entries: readonly AuditedEntry[];
  /** Cases of which the reader may learn. */
  readonly caseIds: readonly string[];
}

/** The part of an entry that is of the reader's cases; null where nothing is. An entry of filters names its cases as its rows. */
const ofCases = (entry: AuditedEntry, caseIds: readonly string[]): AuditedEntry | null => {
  if (entry.case !== null) return caseIds.includes(entry.case) ? entry : null;
  if (entry.ids.length === 0) return entry;
  const ids = entry.ids.filter((id) => caseIds.includes(id));
  return ids.length === 0 ? null : { ...entry, ids, count: ids.length };
};

/** What a record tells its reader: of his cases alone, and to nobody outside the agency that there is a protected reporter. */
export const entriesFor = (
  { own, entries, caseIds }: AuditedRow,
  policies: PolicySet,
): DisclosedRecords[] => {
  const told = entries.map((entry) => ofCases(entry, caseIds)).filter((entry) => entry !== null);
  if (own) return ownEntries(told, policies);
  const groups = new Map<string, AuditedEntry[]>();
  for (const entry of told.filter((candidate) => candidate.protected !== true)) {
    const key = `${entry.case ?? ''} ${entry.type}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => mergedEntry(group, policies));
};
