import { reportOtherFiles } from '../../../src/gateway/report-files';
import { loadPolicies } from '../../../src/policy';
import { withFolder } from '../policy/support/folder';
import { SYNTHETIC } from '../policy/support/synthetic';

/** What is said of a folder while a version is in force. */
const said = (files: Readonly<Record<string, string>>, inForce: string): unknown[] =>
  withFolder(files, (dir) => {
    const warn = jest.fn();
    reportOtherFiles(inForce, { warn }, dir);
    return warn.mock.calls.map(([fields]: unknown[]) => fields);
  });

describe('policy files that are not in force', () => {
  const { version } = loadPolicies(new Map(Object.entries(SYNTHETIC)), 'RS', { production: false });

  it('are reported with both versions, and files that are in force are not', () => {
    expect(said(SYNTHETIC, version)).toEqual([]);
    expect(said(SYNTHETIC, '0'.repeat(64))).toEqual([
      { inForce: '000000000000', files: version.slice(0, 12) },
    ]);
  });

  it('are reported where they cannot be used at all', () => {
    expect(said({}, version)).toEqual([{ inForce: version.slice(0, 12), files: 'unusable' }]);
  });
});
