import { loadPolicies } from '../../../src/policy';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { withFolder } from './support/folder';
import { INT, RS, SYNTHETIC } from './support/synthetic';

const problemsIn = (files: Readonly<Record<string, string>>): string[] => {
  const { problems } = withFolder(files, readPolicies);
  return new PolicyError(problems).message.split('\n').filter((line) => line !== '');
};

/** A vocabulary, a protocol and one policy file, whose reader or entry is what a case is about. */
const BASE = {
  'vocabulary.yaml': `handling: [NO_PRINT]
roles:
  CLERK: { sector: POLICE, purposes: [PROTECTION], about: somebody }
categories:
  a.b: { kind: content, about: a datum }
  person: { kind: existence, family: true, about: that somebody is there }
`,
  'protocols/rs.yaml': RS,
  'protocols/int.yaml': INT,
};

const PERSON = `  victim|respondent|child|reporter|protected-reporter|witness.person: { readers: [] }
`;

const policy = (entry: string): Record<string, string> => ({
  ...BASE,
  'police/a.yaml': `categories:\n${PERSON}${entry}`,
});

const reader = (changes: Readonly<Record<string, string | null>>): Record<string, string> => {
  const keys: Record<string, string | null> = {
    sector: '[NGO]',
    scope: '[LIAISON]',
    purpose: '[CARE]',
    tie: '[UNIT]',
    basis: '[rs.law.1]',
    ...changes,
  };
  const written = Object.entries(keys).filter(([, value]) => value !== null);
  return policy(
    `  a.b:\n    readers:\n      -\n${written.map(([key, value]) => `        ${key}: ${String(value)}\n`).join('')}`,
  );
};

describe('a folder without fault', () => {
  it('has no problem', () => {
    expect(problemsIn(SYNTHETIC)).toEqual([]);
    expect(problemsIn(reader({}))).toEqual([]);
  });
});

describe('a reader', () => {
  it.each<[string, Record<string, string | null>, string[]]>([
    ['without tie', { tie: null }, ['police/a.yaml:6:9: missing key "tie" in "readers"']],
    [
      'without anything',
      { sector: null, scope: null, purpose: null, tie: null, basis: null, role: '[CLERK]' },
      ['basis', 'purpose', 'scope', 'sector', 'tie'].map(
        (key) => `police/a.yaml:6:9: missing key "${key}" in "readers"`,
      ),
    ],
    ['with an unknown key', { office: 'all' }, ['police/a.yaml:11:9: unknown key "office"']],
    [
      'with a wrong sector',
      { sector: '[PRESS]' },
      [
        'police/a.yaml:6:18: "PRESS" is none of POLICE, SOCIAL_WORK, HEALTH, PROSECUTION, COURT, NGO, EDUCATION, COORDINATION',
      ],
    ],
    ['with a wildcard', { scope: "'*'" }, ['police/a.yaml:7:16: "*" must be ANY or a list']],
    [
      'with an empty list',
      { purpose: '[]' },
      ['police/a.yaml:8:18: must NOT have fewer than 1 items in "purpose"'],
    ],
    ['with tie NONE', { tie: '[NONE]' }, ['police/a.yaml:9:15: "NONE" is none of UNIT, NAMED']],
    ['with consent: false', { consent: 'false' }, ['police/a.yaml:11:18: "false" must be true']],
    [
      'with ANY on content',
      { scope: 'ANY', tie: 'ANY' },
      [
        'police/a.yaml:7:16: scope: ANY is not for a category of kind content',
        'police/a.yaml:9:14: tie: ANY is not for a category of kind content',
      ],
    ],
    [
      'for a purpose without content',
      { purpose: '[CARE, AUDIT]' },
      ['police/a.yaml:8:25: AUDIT never opens a category of kind content'],
    ],
    [
      'with an unknown basis',
      { basis: '[rs.law.9]' },
      ['police/a.yaml:10:17: "rs.law.9" is no basis of a protocol'],
    ],
    [
      'on practice alone',
      { basis: '[rs.habit.1]' },
      ['police/a.yaml:10:16: in RS: no basis of kind LAW, CONSENT or VITAL'],
    ],
    [
      'on an agreement without condition',
      { basis: '[rs.law.1, rs.deal.1]' },
      ['police/a.yaml:10:27: a basis of kind AGREEMENT needs agreement: true'],
    ],
    [
      'on consent without condition',
      { basis: '[rs.law.4]' },
      ['police/a.yaml:10:16: in RS: the only ground is consent, which needs consent: true'],
    ],
    [
      'on vital interest without emergency',
      { basis: '[int.gdpr.6]' },
      [
        'police/a.yaml:10:16: the only ground is vital interest, which needs breakGlass: true or release: true',
      ],
    ],
    [
      'in scope BREAK_GLASS without grant',
      { scope: '[LIAISON, BREAK_GLASS]' },
      ['police/a.yaml:7:16: scope BREAK_GLASS needs breakGlass: true, or it would open what nobody approved'],
    ],
    [
      'with the grant in another scope',
      { breakGlass: 'true' },
      ['police/a.yaml:7:16: breakGlass: true goes with scope: [BREAK_GLASS] alone'],
    ],
    [
      'with an unknown role',
      { role: '[BOSS]' },
      ['police/a.yaml:11:16: "BOSS" is no role of the vocabulary'],
    ],
    [
      'with a role of another sector',
      { role: '[CLERK]' },
      ['police/a.yaml:11:16: role "CLERK" is of none of the rule\'s sectors'],
    ],
    [
      'with a role for another purpose',
      { role: '[CLERK]', sector: '[POLICE]' },
      ['police/a.yaml:11:16: role "CLERK" acts for none of the rule\'s purposes'],
    ],
    [
      'with a mark outside the vocabulary',
      { handling: '[ORAL_ONLY]' },
      ['police/a.yaml:11:20: "ORAL_ONLY" is no handling mark of the vocabulary'],
    ],
  ])('%s', (_name, changes, problems) => {
    expect(problemsIn(reader(changes))).toEqual(problems);
  });
});

describe('an entry', () => {
  it.each<[string, string, string[]]>([
    [
      'of an unknown category',
      '  a.b: { readers: [] }\n  a.c: { readers: [] }\n',
      ['police/a.yaml:4:3: "a.c" is no category of the vocabulary'],
    ],
    [
      'with a wildcard',
      "  a.b: { readers: [] }\n  'a.*': { readers: [] }\n",
      ['police/a.yaml:4:3: "a.*" is not a valid name here'],
    ],
    [
      'that is missing',
      '',
      ['vocabulary.yaml:5:3: no policy file says who may see "a.b"; readers: [] says nobody'],
    ],
    ['without readers', '  a.b: { holder: POLICE }\n', ['police/a.yaml:3:8: missing key "readers" in "a.b"']],
    [
      'of a role that is none',
      '  a.b: { readers: [] }\n  boss.person: { readers: [] }\n',
      ['police/a.yaml:4:3: "boss" is no participant\'s role'],
    ],
    [
      'of a part that is defined already',
      '  a.b: { readers: [] }\n  child.person: { readers: [] }\n',
      ['police/a.yaml:4:3: "child.person" is already defined in police/a.yaml:2'],
    ],
    [
      'twice in one file',
      '  a.b: { readers: [] }\n  a.b: { readers: [] }\n',
      ['police/a.yaml:4:3: Map keys must be unique'],
    ],
    [
      'that forbids, and opens to an agreement',
      '  a.b:\n    forbid: true\n    readers:\n      - { sector: [NGO], scope: [LIAISON], purpose: [CARE], tie: [UNIT], agreement: true, basis: [rs.law.1] }\n',
      ['police/a.yaml:6:85: agreement never opens a forbidden category'],
    ],
    [
      'with forbid: false',
      '  a.b: { forbid: false, readers: [] }\n',
      ['police/a.yaml:3:18: "false" must be true'],
    ],
    [
      'with a holder that is none',
      '  a.b: { holder: PRESS, readers: [] }\n',
      [
        'police/a.yaml:3:18: "PRESS" is none of POLICE, SOCIAL_WORK, HEALTH, PROSECUTION, COURT, NGO, EDUCATION, COORDINATION',
      ],
    ],
  ])('%s', (_name, entry, problems) => {
    expect(problemsIn(policy(entry))).toEqual(problems);
  });

  it('of a family names whose it is', () => {
    const files = policy('  a.b: { readers: [] }\n');
    const vocabulary = files['vocabulary.yaml']?.replace('person:', 'person.name:') ?? '';
    expect(
      problemsIn({
        ...files,
        'vocabulary.yaml': vocabulary,
        'police/a.yaml': 'categories:\n  a.b: { readers: [] }\n  person.name: { readers: [] }\n',
      }).filter((line) => line.startsWith('police')),
    ).toEqual([
      'police/a.yaml:3:3: "person.name" is a family; say whose: victim.person.name, victim|child.person.name',
    ]);
  });
});

describe('a vocabulary', () => {
  const vocabulary = (categories: string): string[] =>
    problemsIn({ ...BASE, 'vocabulary.yaml': `handling: []\nroles: {}\ncategories:\n${categories}` }).filter(
      (line) => !line.includes('no policy file says'),
    );

  it.each<[string, string, string[]]>([
    [
      'that takes a participant’s role',
      '  victim.name: { kind: content, about: name }\n',
      ['vocabulary.yaml:4:3: "victim.name" begins with a participant\'s role; those are left to families'],
    ],
    [
      'that redefines public',
      '  public: { kind: content, about: all }\n',
      ['vocabulary.yaml:4:3: "public" is built in'],
    ],
    [
      'with one part',
      '  name: { kind: content, about: name }\n',
      ['vocabulary.yaml:4:3: "name" has one part only, and is no family'],
    ],
    [
      'with an unknown kind',
      '  a.b: { kind: secret, about: name }\n',
      ['vocabulary.yaml:4:16: "secret" is none of content, existence, metadata, operation, write'],
    ],
    [
      'that derives from nothing known',
      '  a.b: { kind: content, derivedFrom: [a.c], about: name }\n',
      ['vocabulary.yaml:4:39: "a.c" is no category of the vocabulary'],
    ],
    [
      'that derives in a circle',
      '  a.b: { kind: content, derivedFrom: [a.c], about: name }\n  a.c: { kind: content, derivedFrom: [a.b], about: name }\n',
      [
        'vocabulary.yaml:4:39: "a.b" would be derived from itself',
        'vocabulary.yaml:5:39: "a.c" would be derived from itself',
      ],
    ],
  ])('%s', (_name, categories, problems) => {
    expect(vocabulary(categories)).toEqual(problems);
  });
});

describe('a protocol', () => {
  const protocol = (text: string, file = 'protocols/rs.yaml'): string[] =>
    problemsIn({
      'vocabulary.yaml': BASE['vocabulary.yaml'],
      'police/a.yaml': `categories:\n${PERSON}  a.b: { readers: [] }\n`,
      [file]: text,
    });
  const one = `country: RS
instruments:
  rs.x: { title: Some law, kind: LAW }
bases:
  rs.x.1: { instrument: rs.x, article: 1, kind: LAW, confidence: S, about: something }
`;

  it.each<[string, string, string[]]>([
    [
      'of a country in another’s file',
      one.replace('country: RS', 'country: ME'),
      [
        'protocols/rs.yaml:1:10: ME belongs in protocols/me.yaml',
        'protocols/rs.yaml:3:3: "rs.x" must begin with "me."',
        'protocols/rs.yaml:5:3: "rs.x.1" must begin with "me."',
      ],
    ],
    [
      'with an unknown instrument',
      one.replace('instrument: rs.x', 'instrument: rs.y'),
      ['protocols/rs.yaml:5:25: "rs.y" is no instrument of this file'],
    ],
    [
      'that makes law of a practice',
      one.replace('Some law, kind: LAW', 'Some law, kind: PRACTICE'),
      ['protocols/rs.yaml:5:49: a basis of kind LAW cannot rest on an instrument of kind PRACTICE'],
    ],
    [
      'with a day that is none',
      one.replace('kind: LAW }', "kind: LAW, validFrom: '2017-6-1' }"),
      ['protocols/rs.yaml:3:50: "2017-6-1" is not well formed'],
    ],
    [
      'with a day that the calendar does not have',
      one.replace('kind: LAW }', "kind: LAW, validFrom: '2017-02-29' }"),
      ['protocols/rs.yaml:3:50: 2017-02-29 is no day of the calendar'],
    ],
    [
      'that ends before it begins',
      one.replace('kind: LAW }', "kind: LAW, validFrom: '2017-06-01', validTo: '2017-06-01' }"),
      ['protocols/rs.yaml:3:73: validTo must be later than validFrom'],
    ],
    [
      'with half a verification',
      one.replace('about: something', 'about: something, verified: { by: A lawyer }'),
      [
        'protocols/rs.yaml:5:97: missing key "on" in "verified"',
        'protocols/rs.yaml:5:97: missing key "text" in "verified"',
      ],
    ],
  ])('%s', (_name, text, problems) => {
    expect(protocol(text)).toEqual(problems);
  });
});

describe('files', () => {
  it('that are no policy files are named, not passed over', () => {
    expect(problemsIn({ ...reader({}), 'police/b.yml': 'x: 1', 'notes.txt': 'x' })).toEqual([
      'notes.txt:1:1: is no policy file and would have no effect; name it <sector>/<record>.yaml',
      'police/b.yml:1:1: is no policy file and would have no effect; name it <sector>/<record>.yaml',
    ]);
  });

  it('that are no YAML are reported where they break', () => {
    expect(problemsIn({ ...reader({}), 'police/b.yaml': 'categories:\n  a: [1\n  b: 2\n' })[0]).toMatch(
      /^police\/b\.yaml:\d+:\d+: /,
    );
  });

  it('that are empty, or no mapping, are reported', () => {
    expect(problemsIn({ ...reader({}), 'police/b.yaml': '', 'police/c.yaml': '- 1\n' })).toEqual([
      'police/b.yaml:1:1: must be object',
      'police/c.yaml:1:1: must be object',
    ]);
  });

  it('without a vocabulary are nothing', () => {
    expect(problemsIn({ 'protocols/rs.yaml': RS })).toEqual(['vocabulary.yaml:1:1: is missing']);
  });

  it('with many faults are reported with all of them at once, in order', () => {
    const files = reader({ tie: null, office: 'all' });
    const found = problemsIn({
      ...files,
      'vocabulary.yaml': (files['vocabulary.yaml'] ?? '').replace('kind: content', 'kind: contents'),
      'protocols/int.yaml': INT.replace('country: INT', 'country: EU'),
    });
    expect(found.map((line) => line.split(': ')[0])).toEqual([
      'police/a.yaml:6:9',
      'police/a.yaml:10:9',
      'protocols/int.yaml:2:10',
      'vocabulary.yaml:5:16',
    ]);
  });

  it('stop the start with every problem in the error', () => {
    withFolder(reader({ tie: null, office: 'all' }), (dir) => {
      expect(() => loadPolicies(dir, 'RS', { production: false })).toThrow(
        'police/a.yaml:6:9: missing key "tie" in "readers"\npolice/a.yaml:10:9: unknown key "office"',
      );
    });
  });
});
