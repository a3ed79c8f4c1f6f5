import { listed } from './bits';
import type { ProfileCondition } from './condition';

/** The sector of the viewer's agency, as the registry has it. */
export const sector: ProfileCondition = {
  key: 'sector',
  wanted: (rule) => listed(rule.sectors),
  holds: (rule, profile) => rule.sectors.includes(profile.sector),
};
