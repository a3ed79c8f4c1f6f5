import type { Candidate } from './candidate';
import { rowConditions } from './conditions';
import type { Purpose, WithheldCode } from './facts';
import type { Rule } from './rule';
import type { Withheld } from './decision';

/** Rules of a category that fit a viewer, with the bases that carry them here, in rank. */
export type Fitting = Pick<Candidate, 'rule' | 'permit'>;

/** The rules of one category that fit the viewer as he asks, and as he might. */
export interface Openings {
  /** No rule beside the category's own can ever open it. */
  readonly forbidden: boolean;
  readonly now: readonly Fitting[];
  /** Asked for only where no rule fits now. */
  readonly forPurpose: () => readonly { readonly purpose: Purpose; readonly fitting: readonly Fitting[] }[];
  readonly withProof: () => readonly Fitting[];
}

/** What would open a category to a profile. It is worked out from the policy alone, so that it tells nothing about a case. */
export const explainWithheld = ({ forbidden, now, forPurpose, withProof }: Openings): Withheld => {
  const candidates = attainable(now);
  const [first] = candidates;
  if (first !== undefined) return answer(codeOf(candidates, first), first);
  if (forbidden) return { code: 'FORBIDDEN', rule: null, basis: [], remedy: REMEDIES.FORBIDDEN };
  const others = forPurpose().filter(({ fitting }) => fitting.length > 0);
  const other = others[0] && attainable(others[0].fitting)[0];
  if (other !== undefined) {
    return answer('PURPOSE', other, others.map(({ purpose }) => purpose).join(' or '));
  }
  const [proven] = attainable(withProof());
  if (proven !== undefined) return answer('PROOF', proven);
  return { code: 'NO_RULE', rule: null, basis: [], remedy: REMEDIES.NO_RULE };
};

/** Nobody can become the holder of a record: that rule is named only where there is no other. */
const attainable = (fitting: readonly Fitting[]): readonly Fitting[] => {
  const others = fitting.filter(({ rule }) => rule.rank !== 'HOLDER');
  return others.length > 0 ? others : fitting;
};

/** What is missing to all candidates; where each asks for consent or a mandate, the first one's. */
const codeOf = (candidates: readonly Fitting[], { rule: first }: Fitting): WithheldCode => {
  const all = (test: (rule: Rule) => boolean): boolean => candidates.every(({ rule }) => test(rule));
  if (all(({ grants }) => grants.includes('consent') || grants.includes('mandate')))
    return first.grants.includes('mandate') ? 'MANDATE' : 'CONSENT';
  return all((rule) => rule.ties?.length === 1 && rule.ties[0] === 'NAMED') ? 'TIE' : 'SCOPE';
};

const REMEDIES: Readonly<Record<WithheldCode, string>> = {
  NO_RULE: 'No rule opens this to your sector and role.',
  PURPOSE: 'Ask again for the purpose that the rule allows, if your role may act for it:',
  SCOPE: 'It opens where the rule is fulfilled on the case:',
  TIE: 'It opens to whom the case is assigned by name, where the rule is fulfilled on it:',
  PROOF: 'Ask with your own token; a machine client that names you is not enough.',
  CONSENT: 'It opens with the consent of the person concerned, in force for your agency.',
  MANDATE: 'It opens with a court order or statutory request addressed to your agency.',
  FORBIDDEN: 'Nothing opens this to your sector and purpose; its holder releases it by hand in an emergency.',
};

const answer = (code: WithheldCode, { rule, permit }: Fitting, purposes = ''): Withheld => ({
  code,
  rule: rule.id,
  basis: permit.basis,
  remedy: remedyOf(code, rule, purposes),
});

const remedyOf = (code: WithheldCode, rule: Rule, purposes: string): string => {
  if (code === 'PURPOSE') return `${REMEDIES.PURPOSE} ${purposes}.`;
  return code === 'SCOPE' || code === 'TIE'
    ? `${REMEDIES[code]} ${conditionsInWords(rule)}.`
    : REMEDIES[code];
};

const conditionsInWords = (rule: Rule): string =>
  rule.rank === 'HOLDER'
    ? 'your agency holds the record, and you or your unit are assigned to the case'
    : rowConditions(rule).join('; ');
