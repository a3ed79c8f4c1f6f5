import type { Fault } from '../fault';
import { ACCESS_FAULTS } from './access';
import { AUDIT_FAULTS } from './audit';
import { CONFLICT_FAULTS } from './conflict';
import { CONSENT_FAULTS } from './consent';
import { DECISION_FAULTS } from './decision';
import { EMERGENCY_FAULTS } from './emergency';
import { EXPLAIN_FAULTS } from './explain';
import { GRANT_FAULTS } from './grants';
import { GUARD_FAULTS } from './guard';
import { IDENTITY_FAULTS } from './identity';
import { MANDATE_FAULTS } from './mandate';
import { POLICY_EFFECT_FAULTS } from './policy-effect';
import { POLICY_FILE_FAULTS } from './policy-files';
import { REGISTRY_FAULTS } from './registry';
import { RELEASE_FAULTS } from './release';
import { ROW_SECURITY_FAULTS } from './row-security';
import { ROWS_FAULTS } from './rows';
import { SERVER_FAULTS } from './server';
import { VERSION_FAULTS } from './versions';

/** Every fault that is kept, by the part of the engine that it breaks. */
export const FAULTS: readonly Fault[] = [
  ...DECISION_FAULTS,
  ...POLICY_FILE_FAULTS,
  ...POLICY_EFFECT_FAULTS,
  ...VERSION_FAULTS,
  ...GUARD_FAULTS,
  ...ROWS_FAULTS,
  ...ROW_SECURITY_FAULTS,
  ...GRANT_FAULTS,
  ...CONSENT_FAULTS,
  ...MANDATE_FAULTS,
  ...RELEASE_FAULTS,
  ...EMERGENCY_FAULTS,
  ...EXPLAIN_FAULTS,
  ...CONFLICT_FAULTS,
  ...ACCESS_FAULTS,
  ...REGISTRY_FAULTS,
  ...AUDIT_FAULTS,
  ...IDENTITY_FAULTS,
  ...SERVER_FAULTS,
];
