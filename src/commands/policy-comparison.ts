import type { PolicyContent } from '../policy/content';
import { type DiffOptions, diffPolicies, type PolicyDiff } from '../policy/diff';
import { progressBar } from './progress';

/** Milliseconds. Short work ends before anybody would look for a bar. */
const PATIENCE = 1000;

/** Compares two policies, with a bar for whoever has to wait. */
export const comparePolicies = (
  before: PolicyContent,
  after: PolicyContent,
  scope: Omit<DiffOptions, 'onProgress'>,
): PolicyDiff => {
  const bar = progressBar('categories');
  const started = Date.now();
  try {
    return diffPolicies(before, after, {
      ...scope,
      onProgress: (done, total) => {
        if (Date.now() - started > PATIENCE) bar.update(done, total);
      },
    });
  } finally {
    bar.stop();
  }
};
