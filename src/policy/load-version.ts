import type { PolicyBundle } from './bundle';
import { compile } from './compile';
import type { PolicyContent } from './content';
import type { PolicySet } from './policy-set';
import { formatProblem } from './problem';
import { readPolicies } from './read';
import type { Deployment } from './status';

/** A version of the policies cannot be used by this hub; the message names it and says why. */
export class PolicyVersionError extends Error {
  override readonly name = 'PolicyVersionError';

  constructor(
    readonly version: string,
    reason: string,
  ) {
    super(`Version ${shortVersion(version)} of the policies cannot be used: ${reason}`);
  }
}

/** Enough of a version to tell it from any other, for a person. */
export const shortVersion = (version: string): string => version.slice(0, 12);

/**
 * Reads what was kept of a version. It must still be what its name says, and be written in a grammar that this hub reads.
 * @throws PolicyVersionError
 */
export const contentOfVersion = (version: string, bundle: PolicyBundle): PolicyContent => {
  const { content, problems } = readPolicies(bundle);
  if (content === null || problems.length > 0)
    throw new PolicyVersionError(
      version,
      `it is not written as this hub reads policies\n${problems.map(formatProblem).join('\n')}`,
    );
  if (content.version !== version)
    throw new PolicyVersionError(
      version,
      `what is kept under its name is ${shortVersion(content.version)}: the content was changed afterwards`,
    );
  return content;
};

/** Compiles it. @throws PolicyVersionError */
export const loadVersion = (version: string, bundle: PolicyBundle, deployment: Deployment): PolicySet =>
  compile(contentOfVersion(version, bundle), deployment);
