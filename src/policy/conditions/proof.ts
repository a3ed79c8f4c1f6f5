import { PROOFS } from '../facts';
import { listed } from './bits';
import type { ProfileCondition } from './condition';

/** Whether the person's own token proves who asks, or a machine client asserts it. A rule that names none takes either. */
export const proof: ProfileCondition = {
  key: 'proof',
  wanted: (rule) => listed(rule.proofs),
  holds: (rule, profile) => (rule.proofs ?? PROOFS).includes(profile.proof),
};
