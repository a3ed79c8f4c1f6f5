import type { PolicyBundle } from '../bundle';
import type { Problem } from '../problem';

/** The files of a bundle by what they hold, sorted. */
export interface PolicyFiles {
  readonly vocabulary: string | null;
  readonly protocols: readonly string[];
  readonly policies: readonly string[];
  readonly tests: readonly string[];
  /** A file that is none of these would be silently without effect. */
  readonly problems: readonly Problem[];
}

const VOCABULARY = 'vocabulary.yaml';

const isTest = (file: string): boolean => file.endsWith('.test.yaml');

export const listFiles = (bundle: PolicyBundle): PolicyFiles => {
  const files = [...bundle.keys()].sort();
  const yaml = files.filter((file) => /^[^/]+\/[^/]+\.yaml$/.test(file));
  const records = yaml.filter((file) => !file.startsWith('protocols/'));
  return {
    vocabulary: bundle.has(VOCABULARY) ? VOCABULARY : null,
    protocols: yaml.filter((file) => file.startsWith('protocols/')),
    policies: records.filter((file) => !isTest(file)),
    tests: records.filter(isTest),
    problems: files
      .filter((file) => file !== VOCABULARY && !yaml.includes(file))
      .map((file) => ({
        file,
        line: 1,
        column: 1,
        text: 'is no policy file and would have no effect; name it <sector>/<record>.yaml',
      })),
  };
};
