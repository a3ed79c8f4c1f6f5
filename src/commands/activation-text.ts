import type { Activation } from '../db/policy-versions';
import { shortVersion } from '../policy/load-version';

/** An activation in one line: which version, from when, and who said so. */
export const activationText = ({ version, effectiveFrom, activatedAt, activatedBy }: Activation): string =>
  `${shortVersion(version)} from ${effectiveFrom.toISOString()} (activated ${activatedAt.toISOString()} by ${activatedBy})`;
