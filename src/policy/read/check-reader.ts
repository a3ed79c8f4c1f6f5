import type { BasisDefinition, VocabularyCategory } from '../content';
import type { PolicyEntry, ProtocolCountry, ReaderEntry } from '../documents';
import { CONTENTLESS_PURPOSES, GRANTS } from '../facts';
import { lackOfLegalGround } from '../legal-ground';
import type { Problem } from '../problem';
import type { Path, Source } from './source';
import type { Vocabulary } from './vocabulary';

export interface ReaderCheck {
  readonly source: Source;
  readonly path: Path;
  readonly reader: ReaderEntry;
  readonly entry: PolicyEntry;
  readonly category: VocabularyCategory;
  readonly vocabulary: Vocabulary;
  readonly bases: ReadonlyMap<string, BasisDefinition>;
  readonly problems: Problem[];
}

/** What a well-formed reader can still get wrong. */
export const checkReader = (check: ReaderCheck): void => {
  checkBoundToCase(check);
  checkPurposes(check);
  checkRoles(check);
  checkSubject(check);
  checkBreakGlass(check);
  checkForbidden(check);
  checkBases(check);
};

const report = (check: ReaderCheck, below: Path, text: string): void => {
  check.problems.push({ ...check.source.at([...check.path, ...below]), text });
};

const aboutCase = (category: VocabularyCategory): boolean =>
  category.kind === 'content' || category.kind === 'existence';

const checkBoundToCase = (check: ReaderCheck): void => {
  if (!aboutCase(check.category)) return;
  for (const key of ['scope', 'tie'] as const) {
    if (check.reader[key] === 'ANY') {
      report(check, [key], `${key}: ANY is not for a category of kind ${check.category.kind}`);
    }
  }
};

const checkPurposes = (check: ReaderCheck): void => {
  if (!aboutCase(check.category)) return;
  check.reader.purpose.forEach((purpose, position) => {
    if (CONTENTLESS_PURPOSES.includes(purpose)) {
      report(
        check,
        ['purpose', position],
        `${purpose} never opens a category of kind ${check.category.kind}`,
      );
    }
  });
};

const checkRoles = (check: ReaderCheck): void => {
  check.reader.role?.forEach((id, position) => {
    const role = check.vocabulary.roles.get(id);
    if (role === undefined) {
      report(check, ['role', position], `"${id}" is no role of the vocabulary`);
    } else if (!role.sectors.some((sector) => check.reader.sector.includes(sector))) {
      report(check, ['role', position], `role "${id}" is of none of the rule's sectors`);
    } else if (!role.purposes.some((purpose) => check.reader.purpose.includes(purpose))) {
      report(check, ['role', position], `role "${id}" acts for none of the rule's purposes`);
    }
  });
};

const checkSubject = (check: ReaderCheck): void => {
  if (check.reader.subject === undefined || !check.category.family) return;
  report(check, ['subject'], 'the category is a family: its key says whose it is, not subject');
};

const checkBreakGlass = (check: ReaderCheck): void => {
  const { reader } = check;
  const scopes = reader.scope === 'ANY' ? [] : reader.scope;
  if (scopes.includes('BREAK_GLASS') && reader.breakGlass !== true) {
    report(
      check,
      ['scope'],
      'scope BREAK_GLASS needs breakGlass: true, or it would open what nobody approved',
    );
  }
  if (reader.breakGlass === true && !(scopes.length === 1 && scopes[0] === 'BREAK_GLASS')) {
    report(check, ['scope'], 'breakGlass: true goes with scope: [BREAK_GLASS] alone');
  }
};

const checkForbidden = (check: ReaderCheck): void => {
  if (check.entry.forbid !== true) return;
  for (const key of ['agreement', 'breakGlass'] as const) {
    if (check.reader[key] === true) report(check, [key], `${key} never opens a forbidden category`);
  }
};

const checkBases = (check: ReaderCheck): void => {
  const cited: BasisDefinition[] = [];
  check.reader.basis.forEach((id, position) => {
    const basis = check.bases.get(id);
    if (basis === undefined) report(check, ['basis', position], `"${id}" is no basis of a protocol`);
    else cited.push(basis);
    if (basis?.kind === 'AGREEMENT' && check.reader.agreement !== true) {
      report(check, ['basis', position], 'a basis of kind AGREEMENT needs agreement: true');
    }
  });
  if (cited.length < check.reader.basis.length) return;
  const rule = {
    grants: GRANTS.filter((grant) => check.reader[grant] === true),
  };
  for (const [country, bases] of byCountry(cited)) {
    const lack = lackOfLegalGround(rule, bases);
    if (lack !== null) report(check, ['basis'], country === 'INT' ? lack : `in ${country}: ${lack}`);
  }
};

/** The bases that count in each country named; those of every country alone if no other is. */
const byCountry = (
  bases: readonly BasisDefinition[],
): ReadonlyMap<ProtocolCountry, readonly BasisDefinition[]> => {
  const countries = new Set(bases.map((basis) => basis.country));
  if (countries.size > 1) countries.delete('INT');
  return new Map(
    [...countries].map((country) => [
      country,
      bases.filter((basis) => basis.country === country || basis.country === 'INT'),
    ]),
  );
};
