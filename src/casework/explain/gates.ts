import { TELLS_CUSTODIAN } from '../../graphql/fact-group';
import { purposesOfRoles, type PolicySet } from '../../policy';
import type { FactsAt } from './facts-at';
import { mayBeEmergency, profilesOf, type Asked } from './possibilities';
import { isPlainContent, type FieldQuestion } from './question';

/** What must be so whatever a rule says. */
export const GATES = {
  registered: {
    wanted: 'the person and the agency are active in the registry',
    remedy: 'The registry has to have the person and the agency as active.',
  },
  purpose: {
    wanted: 'a role of the person may act for the purpose',
    remedy: 'Ask for a purpose that a role of the person may act for.',
  },
  reach: {
    wanted: 'the agency reaches the case',
    remedy: 'Who may share the case has to give the agency a scope on it.',
  },
  conflict: {
    wanted: 'no conflict of interest on the case',
    remedy: 'Nothing opens it while the lock stands; a coordinator who did not lock may end it.',
  },
  custodian: {
    wanted: 'it does not tell who a concealed custodian is, or where',
    remedy: 'Nothing opens it: it would tell who the concealed custodian is, or where.',
  },
  row: {
    wanted: 'what the record itself says of who may know of it',
    remedy: 'The record itself has to name the agency, and to be in force.',
  },
} as const;
export type GateKey = keyof typeof GATES;

/** `null`: not told, or it depends on who asks or on the row. */
export interface Gate {
  readonly key: GateKey;
  readonly holds: boolean | null;
}

/** What is asked of who asks, before any case: from the registry as it is now. */
export const gatesOfPerson = (policies: PolicySet, asked: Asked, past: boolean): readonly Gate[] => {
  const { active, staff } = asked.target;
  const registered = active && (staff?.active ?? true);
  const mayAct = profilesOf(policies, asked).some(({ sector, roles, purpose }) =>
    purposesOfRoles(policies, sector, roles).includes(purpose),
  );
  return [
    // Who is gone may have been there then.
    { key: 'registered', holds: registered ? true : past ? null : false },
    { key: 'purpose', holds: mayAct },
  ];
};

/** What is asked of the case and of the row. */
export const gatesOfCase = (asked: Asked, facts: FactsAt, question: FieldQuestion): readonly Gate[] => [
  { key: 'reach', holds: facts.reached ? true : mayBeEmergency(facts) ? null : false },
  { key: 'conflict', holds: unlocked(asked, facts) },
  ...(TELLS_CUSTODIAN.has(question.category)
    ? [{ key: 'custodian', holds: tellsNoConcealed(facts, question) } as const]
    : []),
  ...(isPlainContent(question.source) ? [] : [{ key: 'row', holds: null } as const]),
];

/** A machine that asserts for whom it asks is locked with any person of its agency. */
const unlocked = ({ target, proof }: Asked, { locked, agencyLocked }: FactsAt): boolean | null => {
  if (agencyLocked === null || locked === null) return null;
  if (!agencyLocked) return true;
  if (proof === 'ASSERTED') return false;
  return target.staff === null ? null : !locked;
};

const tellsNoConcealed = (facts: FactsAt, { source }: FieldQuestion): boolean | null => {
  if (source.caseColumn !== 'id') return null;
  if (facts.opener) return true;
  return facts.openerConcealed === null ? null : !facts.openerConcealed;
};
