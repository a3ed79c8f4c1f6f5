import { listed } from './bits';
import type { ProfileCondition } from './condition';

/** The staff member has one of the roles, and that role may act for the purpose (the profile holds no other). */
export const role: ProfileCondition = {
  key: 'role',
  wanted: (rule) => listed(rule.roles),
  holds: (rule, profile) => rule.roles === null || rule.roles.some((id) => profile.roles.includes(id)),
};
