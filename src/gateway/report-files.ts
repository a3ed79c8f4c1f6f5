import type { Logger } from 'pino';
import { POLICIES_DIRECTORY } from '../db/policy-versions';
import { shortVersion } from '../policy/load-version';
import { readPolicies } from '../policy/read';

/** Says in the log that the policy files at hand are not what is in force. They decide nothing until somebody activates them. */
export const reportOtherFiles = (
  inForce: string,
  logger: Pick<Logger, 'warn'>,
  dir: string = POLICIES_DIRECTORY,
): void => {
  const { content } = readPolicies(dir);
  if (content?.version === inForce) return;
  logger.warn(
    {
      inForce: shortVersion(inForce),
      files: content === null ? 'unusable' : shortVersion(content.version),
    },
    'the policy files here differ from the version in force, which is what decides',
  );
};
