import { readBundle } from '../../../src/policy/bundle';
import { loadPolicies } from '../../../src/policy';
import { loadVersion, PolicyVersionError } from '../../../src/policy/load-version';
import { decidingFiles, readPolicies } from '../../../src/policy/read';
import { withFolder } from './support/folder';
import { SYNTHETIC } from './support/synthetic';

const bundle = new Map(Object.entries(SYNTHETIC));
const options = { country: 'RS', production: false } as const;
const { version } = loadPolicies(bundle, 'RS', { production: false });

/** The bundle with one text changed; the text must be there. */
const changed = (file: string, from: string, to: string): ReadonlyMap<string, string> => {
  const text = bundle.get(file) ?? '';
  expect(text).toContain(from);
  return new Map([...bundle, [file, text.replace(from, to)]]);
};

describe('a bundle', () => {
  it('says the same as the folder that it was read from', () => {
    const files = {
      ...SYNTHETIC,
      'README.md': '# prose',
      '_schema/x.json': '{}',
      'police/notes.md': 'prose',
    };
    withFolder(files, (dir) => {
      expect(Object.fromEntries(readBundle(dir))).toEqual(SYNTHETIC);
      expect(readPolicies(dir)).toEqual(readPolicies(bundle));
      expect(loadPolicies(dir, 'RS', { production: false }).version).toBe(version);
    });
  });

  it('names what lies too deep to have an effect', () => {
    const { problems } = readPolicies(new Map([...bundle, ['police/old/risk.yaml', 'categories: {}']]));
    expect(problems.map(({ file }) => file)).toEqual(['police/old/risk.yaml']);
  });

  it('is another version only if it says something else, wherever its files came from', () => {
    const reordered = new Map([...bundle].reverse());
    expect(readPolicies(reordered).content?.version).toBe(version);
    const commented = new Map([
      ...bundle,
      ['police/risk.yaml', `# said again\n${bundle.get('police/risk.yaml')!}`],
    ]);
    expect(readPolicies(commented).content?.version).toBe(version);
    expect(
      readPolicies(changed('police/risk.yaml', 'tie: [UNIT, NAMED]', 'tie: [NAMED]')).content?.version,
    ).not.toBe(version);
  });

  it('is read once as long as what decides says the same, and judged each time by what lies beside', () => {
    const { content } = readPolicies(bundle);
    const withTest = readPolicies(new Map([...bundle, ['police/risk.test.yaml', 'tests: []']]));
    expect([withTest.content === content, withTest.tests]).toEqual([true, ['police/risk.test.yaml']]);
    const astray = readPolicies(new Map([...bundle, ['astray.yaml', '']]));
    expect([astray.content, astray.problems.map(({ file }) => file)]).toEqual([null, ['astray.yaml']]);
    for (let other = 0; other < 9; other += 1)
      readPolicies(changed('police/risk.yaml', 'tie: [UNIT, NAMED]', `tie: [NAMED] # ${String(other)}`));
    const anew = readPolicies(bundle).content;
    expect([anew === content, anew]).toEqual([false, content]);
  });

  it('keeps of a version what decides, and not its tests', () => {
    const withTest = new Map([...bundle, ['police/risk.test.yaml', 'tests: []']]);
    expect([...decidingFiles(withTest).keys()]).toEqual([...bundle.keys()]);
  });
});

describe('a kept version', () => {
  it('is compiled as what it was', () => {
    expect(loadVersion(version, bundle, options).version).toBe(version);
  });

  it('is refused if its content was changed afterwards', () => {
    const tampered = changed('police/risk.yaml', 'tie: [UNIT, NAMED]', 'tie: [NAMED]');
    expect(() => loadVersion(version, tampered, options)).toThrow(PolicyVersionError);
    expect(() => loadVersion(version, tampered, options)).toThrow(/the content was changed afterwards/u);
  });

  it('is refused with every place that this hub does not understand', () => {
    const foreign = changed(
      'police/risk.yaml',
      'tie: [UNIT, NAMED]',
      'tie: [UNIT, NAMED]\n        moonPhase: full',
    );
    expect(() => loadVersion(version, foreign, options)).toThrow(
      /^Version [0-9a-f]{12} of the policies cannot be used: it is not written as this hub reads policies\npolice\/risk\.yaml:\d+:\d+: .*moonPhase/u,
    );
  });

  it('is refused if nothing was kept', () => {
    expect(() => loadVersion(version, new Map(), options)).toThrow(/vocabulary\.yaml:1:1: is missing/u);
  });
});
