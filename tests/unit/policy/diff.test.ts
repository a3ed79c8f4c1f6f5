import type { PolicyContent } from '../../../src/policy/content';
import { diffPolicies, type PolicyDiff } from '../../../src/policy/diff';
import { joinBoxes } from '../../../src/policy/diff/boxes';
import { renderDiff } from '../../../src/policy/diff/render';
import { PolicyError } from '../../../src/policy/problem';
import { readPolicies } from '../../../src/policy/read';
import { SYNTHETIC } from './support/synthetic';

const contentOf = (files: Readonly<Record<string, string>>): PolicyContent => {
  const { content, problems } = readPolicies(new Map(Object.entries(files)));
  if (content === null) throw new PolicyError(problems);
  return content;
};

/** The synthetic policy with one text of one file replaced. */
const edited = (file: string, from: string, to: string): Readonly<Record<string, string>> => {
  const text = SYNTHETIC[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  return { ...SYNTHETIC, [file]: text.replace(from, to) };
};

const AT = new Date('2026-05-01T10:00:00Z');
const COUNTRIES = ['RS', 'ME', 'RO', 'XX'] as const;

const diff = (after: Readonly<Record<string, string>>, before = SYNTHETIC): PolicyDiff =>
  diffPolicies(contentOf(before), contentOf(after), {
    countries: COUNTRIES,
    production: [false, true],
    at: AT,
  });

const lines = (after: Readonly<Record<string, string>>): readonly string[] =>
  renderDiff(diff(after)).slice(3);

describe('the difference of policies', () => {
  it('is none where the text alone differs', () => {
    const after = edited(
      'police/risk.yaml',
      'tie: [UNIT, NAMED]\n        basis: [rs.law.1, rs.habit.1]',
      'basis: [rs.law.1, rs.habit.1] # the daily exchange\n        tie: [NAMED, UNIT]',
    );
    expect(diff(after)).toMatchObject({ effects: [], definitions: [] });
    expect(renderDiff(diff(after)).at(-1)).toBe('No effect.');
  });

  it('says who gains what, when, by which rule, on which basis and where, with an example that is a test', () => {
    expect(
      lines(
        edited(
          'police/risk.yaml',
          'sector: [PROSECUTION, SOCIAL_WORK]\n        scope: [LIAISON, CONFERENCE]',
          'sector: [PROSECUTION, SOCIAL_WORK, COURT]\n        scope: [LIAISON, CONFERENCE, REFERRAL]',
        ),
      ),
    ).toEqual([
      '',
      'GAINS: now disclosed, withheld before',
      '+ risk.level',
      '    who    COURT for PROSECUTION or PROTECTION',
      '    when   scope CONFERENCE or LIAISON or REFERRAL; tie NAMED or UNIT',
      '    now    by risk.level/1, marked NO_PRINT',
      '    where  RS on rs.law.1, rs.habit.1',
      '    e.g.   viewer: { sector: COURT, purpose: PROTECTION, proof: PROVEN }',
      '           facts: { scope: [LIAISON], tie: UNIT }',
      '           risk.level: withheld -> risk.level/1',
      '+ risk.level',
      '    who    PROSECUTION, SOCIAL_WORK for PROSECUTION or PROTECTION',
      '    when   scope REFERRAL; tie NAMED or UNIT',
      '    now    by risk.level/1, marked NO_PRINT',
      '    where  RS on rs.law.1, rs.habit.1',
      '    e.g.   viewer: { sector: SOCIAL_WORK, purpose: PROTECTION, proof: PROVEN }',
      '           facts: { scope: [REFERRAL], tie: UNIT }',
      '           risk.level: withheld -> risk.level/1',
    ]);
  });

  it('tells the parts of a family in one breath, and says whom roles keep from it', () => {
    const after = edited(
      'casework/people.yaml',
      'purpose: [PROTECTION, CARE]\n        tie: [UNIT, NAMED]',
      'purpose: [PROTECTION, CARE]\n        tie: [UNIT]\n        role: [NURSE, MIDWIFE]',
    );
    const vocabulary = (SYNTHETIC['vocabulary.yaml'] ?? '').replace(
      'roles:',
      `roles:
  NURSE: { sector: HEALTH, purposes: [CARE], about: nurse }
  MIDWIFE: { sector: HEALTH, purposes: [CARE], about: midwife }`,
    );
    const found = diff({ ...after, 'vocabulary.yaml': vocabulary });
    expect(found.definitions.map(({ id, text }) => `${id}: ${text}`)).toEqual([
      'MIDWIFE: new role (sectors: HEALTH; purposes: CARE)',
      'NURSE: new role (sectors: HEALTH; purposes: CARE)',
    ]);
    expect(renderDiff(found).filter((line) => /^[-+]| {4}(who|when)/.test(line))).toEqual([
      '- child.name.full, victim.name.full',
      '    who    HEALTH for PROTECTION',
      '    when   scope CONFERENCE; tie NAMED or UNIT',
      '- child.name.full, victim.name.full',
      '    who    HEALTH (without NURSE or MIDWIFE) for CARE',
      '    when   scope CONFERENCE; tie UNIT',
      '- child.name.full, victim.name.full',
      '    who    HEALTH for CARE',
      '    when   scope CONFERENCE; tie NAMED',
      '- child.name.full, victim.name.full',
      '    who    SOCIAL_WORK for CARE or PROTECTION',
      '    when   scope CONFERENCE; tie NAMED or UNIT',
    ]);
  });

  it('says of who gains by a role whom another role had let see it before', () => {
    const withRoles = (roles: string): Readonly<Record<string, string>> => ({
      ...edited(
        'casework/people.yaml',
        'purpose: [PROTECTION, CARE]\n        tie: [UNIT, NAMED]',
        `purpose: [PROTECTION, CARE]\n        tie: [UNIT, NAMED]\n        role: [${roles}]`,
      ),
      'vocabulary.yaml': (SYNTHETIC['vocabulary.yaml'] ?? '').replace(
        'roles:',
        `roles:
  NURSE: { sector: HEALTH, purposes: [CARE], about: nurse }
  MIDWIFE: { sector: HEALTH, purposes: [CARE], about: midwife }`,
      ),
    });
    const found = diff(withRoles('MIDWIFE, NURSE'), withRoles('MIDWIFE'));
    expect(renderDiff(found).filter((line) => /^[-+]| {4}(who|when)/.test(line))).toEqual([
      '+ child.name.full, victim.name.full',
      '    who    HEALTH (NURSE without MIDWIFE) for CARE',
      '    when   scope CONFERENCE; tie NAMED or UNIT',
    ]);
  });

  it('says where handling changes, and where a rule or basis alone does', () => {
    expect(
      lines(edited('police/risk.yaml', 'handling: [NO_PRINT]', 'handling: [NO_PRINT, ORAL_ONLY]')),
    ).toEqual(
      expect.arrayContaining([
        'HANDLING: disclosed as before, with other marks',
        '* risk.level',
        '    before by risk.level/holder, marked NO_PRINT',
        '    now    by risk.level/holder, marked NO_PRINT ORAL_ONLY',
        '    where  ME, RO, RS, XX',
      ]),
    );
    expect(lines(edited('police/risk.yaml', 'basis: [rs.law.1, rs.habit.1]', 'basis: [rs.law.1]'))).toEqual([
      '',
      'GROUND: disclosed as before, by another rule or on another basis',
      '~ risk.level/1',
      '    who    PROSECUTION, SOCIAL_WORK for PROSECUTION or PROTECTION',
      '    where  RS on rs.law.1, rs.habit.1 -> rs.law.1',
    ]);
  });

  it('knows production, and the day on which a law begins or ends', () => {
    const verified = edited(
      'protocols/rs.yaml',
      'confidence: M, about: from memory',
      'confidence: S, about: read',
    );
    expect(lines(verified)).toEqual(
      expect.arrayContaining([
        'GAINS: now disclosed, withheld before',
        '    where  RS, in production only on rs.law.2',
      ]),
    );
    const ended = edited(
      'protocols/rs.yaml',
      "kind: LAW, validFrom: '2017-06-01'",
      "kind: LAW, validTo: '2027-01-01'",
    );
    expect(diff(ended).effects.every(({ kind }) => kind === 'LOSS')).toBe(true);
    expect(lines(ended)).toEqual(
      expect.arrayContaining([
        "    e.g.   on: '2027-01-01'",
        '    where  RS, from 2027-01-01 on rs.law.1, rs.habit.1',
      ]),
    );
  });

  it('tells what became of a category in itself, though no decision changes', () => {
    const found = diff(
      edited(
        'vocabulary.yaml',
        "risk.level: { kind: content, row: '11',",
        "risk.level: { kind: content, silent: true, row: '11',",
      ),
    );
    expect(found.effects).toEqual([]);
    expect(found.definitions).toEqual([{ id: 'risk.level', text: 'silent: no -> yes' }]);
    const forbidden = diff(edited('casework/people.yaml', 'holder: NGO\n    forbid: true', 'holder: NGO'));
    expect(forbidden.effects).toEqual([]);
    expect(forbidden.definitions).toEqual([{ id: 'place.shelter', text: 'forbidden: yes -> no' }]);
  });

  it('tells a category that is new or gone, and what it opened', () => {
    const found = diff(SYNTHETIC, {
      ...SYNTHETIC,
      'vocabulary.yaml': (SYNTHETIC['vocabulary.yaml'] ?? '').replace(/ {2}duty\.access: .*\n/, ''),
      'casework/people.yaml': (SYNTHETIC['casework/people.yaml'] ?? '').replace(
        / {2}duty\.access:[\s\S]*?(?= {2}case\.read:)/,
        '',
      ),
    });
    expect(found.definitions).toEqual([
      {
        id: 'duty.access',
        text: 'new category (kind: metadata; family: no; silent: no; pending: no; derived from: nothing)',
      },
    ]);
    expect(found.effects.map(({ kind, what, sectors, roles }) => [kind, what, sectors, roles])).toEqual([
      [
        'GAIN',
        [{ category: 'duty.access', before: null, after: 'duty.access/1' }],
        ['COORDINATION'],
        [{ all: ['AUDITOR'], unless: [] }],
      ],
    ]);
  });

  it('tells how far it is', () => {
    const steps: string[] = [];
    diffPolicies(contentOf(SYNTHETIC), contentOf(SYNTHETIC), {
      countries: ['RS'],
      production: [false],
      at: AT,
      onProgress: (done, total) => steps.push(`${String(done)}/${String(total)}`),
    });
    expect([steps[0], steps.at(-1)]).toEqual(['0/16', '16/16']);
  });
});

describe('joined boxes', () => {
  it('hold the same, in fewer words', () => {
    const box = (x: string, y: string): { sides: { x: string[]; y: string[] }; payload: string } => ({
      sides: { x: [x], y: [y] },
      payload: x + y,
    });
    expect(joinBoxes([box('a', '1'), box('a', '2'), box('b', '1'), box('b', '2')], ['x', 'y'])).toEqual([
      { sides: { x: ['a', 'b'], y: ['1', '2'] }, payload: 'a1' },
    ]);
    expect(joinBoxes([box('a', '1'), box('b', '2')], ['x', 'y'])).toHaveLength(2);
  });
});
