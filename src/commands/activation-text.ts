import type { Activation } from '../db/policy-versions';
import { shortVersion } from '../policy/load-version';

/** An activation in one line: which version, from when, who said so, and who took it back. */
export const activationText = ({
  version,
  effectiveFrom,
  activatedAt,
  activatedBy,
  cancelledAt,
  cancelledBy,
}: Activation): string => {
  const activated = `activated ${activatedAt.toISOString()} by ${activatedBy}`;
  const cancelled =
    cancelledAt === null ? '' : `, cancelled ${cancelledAt.toISOString()} by ${String(cancelledBy)}`;
  return `${shortVersion(version)} from ${effectiveFrom.toISOString()} (${activated}${cancelled})`;
};
