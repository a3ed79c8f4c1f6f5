import { canonical, sha256 } from '../lib/canonical';
import { byRank, type Candidate, prepare } from './candidate';
import { buildCatalogue, type Catalogue } from './catalogue';
import { Combinations } from './combine';
import { PROFILE_CONDITIONS } from './conditions';
import type { PolicyContent } from './content';
import type { CategoryDefinition } from './decision';
import { explain } from './explain';
import { type Profile, PURPOSES } from './facts';
import { foldProfile, isKnown } from './fold';
import type { PolicySet, ProfilePolicy } from './policy-set';
import { CompiledProfile, type Numbers, numbersOf } from './profile-policy';
import { type Deployment, type RuleWithStatus, standing, statusOf, unchangedAround } from './status';
import { explainWithheld, type Fitting } from './withheld';

/** Makes the content of the files ready for one deployment. */
export const compile = (content: PolicyContent, deployment: Deployment): PolicySet => {
  const where = standing(deployment);
  const catalogue = buildCatalogue(content);
  const numbers = numbersOf(catalogue);
  const rules = new Map<string, RuleWithStatus>();
  for (const entry of content.entries.values()) {
    const category = content.categories.get(entry.field);
    if (category === undefined) continue;
    for (const rule of entry.rules) {
      rules.set(rule.id, { rule, status: statusOf(rule, category, content, where) });
    }
  }
  const profiles = new Profiles(
    content,
    numbers,
    candidatesByCategory(catalogue, rules),
    stampOf(content, rules),
  );
  const unchanged = unchangedAround(content, where);
  const set: PolicySet = {
    version: content.version,
    validFrom: unchanged.from,
    validUntil: unchanged.until,
    categories: catalogue.categories,
    parts: catalogue.parts,
    roles: content.roles,
    bases: content.bases,
    rules,
    index: numbers.index,
    profile: (profile) => profiles.of(profile),
    explain: (profile, category, facts) => explain(set, profile, category, facts),
  };
  return set;
};

const stampOf = (content: PolicyContent, rules: ReadonlyMap<string, RuleWithStatus>): string =>
  sha256(canonical([content.version, [...rules.values()].map(({ status }) => status)]));

/** The rules that are on, prepared once for all profiles, by the number of their category, in rank. */
const candidatesByCategory = (
  catalogue: Catalogue,
  rules: ReadonlyMap<string, RuleWithStatus>,
): readonly (readonly Candidate[])[] => {
  const byCategory = new Map<string, Candidate[]>();
  for (const { rule, status } of rules.values()) {
    if (!status.on) continue;
    const list = byCategory.get(rule.category) ?? [];
    byCategory.set(rule.category, [...list, prepare(rule, status.basis)]);
  }
  return catalogue.all.map(({ id }) => (byCategory.get(id) ?? []).sort(byRank));
};

/** Folds the policy once a profile; profiles that come to the same share one. */
class Profiles {
  private readonly combinations = new Combinations();
  private readonly byViewer = new Map<string, ProfilePolicy>();
  private readonly byKey = new Map<string, ProfilePolicy>();
  private readonly fittingByLabel = new Map<string, readonly (readonly Candidate[])[]>();
  private readonly rolesInRules: ReadonlySet<string>;
  /** What stands below each category, by its number. */
  private readonly under: readonly (readonly number[])[];

  constructor(
    private readonly content: PolicyContent,
    private readonly numbers: Numbers,
    private readonly candidates: readonly (readonly Candidate[])[],
    /** Tells this set from any other: the content, and which rules are on. */
    private readonly stamp: string,
  ) {
    this.rolesInRules = new Set([...content.rules.values()].flatMap((rule) => rule.roles ?? []));
    this.under = numbers.catalogue.all.map((definition) => this.numbersUnder(definition));
  }

  of(viewer: Profile): ProfilePolicy {
    // Roles that count for another purpose only still tell what that purpose would open.
    const label = this.label(viewer);
    const known = this.byViewer.get(label);
    if (known !== undefined) return known;
    const folded = this.fold(viewer);
    const policy = this.byKey.get(folded.key) ?? folded;
    this.byKey.set(policy.key, policy);
    this.byViewer.set(label, policy);
    return policy;
  }

  private label({ sector, purpose, proof, roles }: Profile): string {
    const counting = roles.filter((role) => this.rolesInRules.has(role));
    return [sector, purpose, proof, ...new Set(counting.sort())].join(' ');
  }

  private fold(viewer: Profile): ProfilePolicy {
    const { all } = this.numbers.catalogue;
    const candidates = this.fitting(viewer);
    const proven = this.fitting({ ...viewer, proof: 'PROVEN' });
    const purposes = PURPOSES.map((purpose) => ({ purpose, found: this.fitting({ ...viewer, purpose }) }));
    const withheld = this.under.map((under) => {
      const of = (lists: readonly (readonly Fitting[])[]): readonly Fitting[] =>
        under.flatMap((index) => lists[index] ?? []);
      return explainWithheld({
        forbidden: under.every((index) => all[index]?.forbidden === true),
        now: of(candidates),
        forPurpose: () => purposes.map(({ purpose, found }) => ({ purpose, fitting: of(found) })),
        withProof: () => of(proven),
      });
    });
    // Within a set a rule's id stands for all that it asks, cites and marks, and with the code for the remedy, but for its purposes.
    const rules = candidates.map((list) => list.map(({ rule }) => rule.id));
    const told = withheld.map(({ code, rule, remedy }) => [code, rule, code === 'PURPOSE' ? remedy : '']);
    const key = sha256(JSON.stringify([this.stamp, rules, told]));
    return new CompiledProfile(this.numbers, { key, candidates, withheld }, this.combinations);
  }

  /** The candidates that fit the viewer, by the number of their category; kept, since every purpose asks for all others. */
  private fitting(viewer: Profile): readonly (readonly Candidate[])[] {
    const profile = foldProfile(viewer, this.content.roles);
    const label = this.label(profile);
    let found = this.fittingByLabel.get(label);
    if (found === undefined) {
      const known = isKnown(profile);
      found = this.candidates.map((list) =>
        list.filter(
          ({ rule }) => known && PROFILE_CONDITIONS.every((condition) => condition.holds(rule, profile)),
        ),
      );
      this.fittingByLabel.set(label, found);
    }
    return found;
  }

  /** A category, or the parts of a family: it is forbidden where every part is. */
  private numbersUnder(definition: CategoryDefinition): readonly number[] {
    const parts = this.numbers.partsOf[definition.index];
    return parts === undefined ? [definition.index] : Object.values(parts);
  }
}
