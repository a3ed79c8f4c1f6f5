import { annotate } from '../../../src/console/hub/annotate';
import { describeBasis, groupByType, parseFieldAccess } from '../../../src/console/hub/field-access';

const ANSWER = {
  data: {
    fieldAccess: [
      { type: 'Case', field: 'openedAt', category: 'public', access: 'ALWAYS', basis: [], conditions: [] },
      {
        type: 'RiskAssessment',
        field: 'level',
        category: 'risk.level',
        access: 'DEPENDS',
        code: null,
        basis: [{ id: 'rs.zsnp.16-3', article: 'art. 16(3)', instrument: 'ZSNP', confidence: 'VERIFIED' }],
        conditions: ['named on the case'],
        remedy: 'Be invited to the conference.',
      },
      {
        type: 'RiskAssessment',
        field: 'answers',
        category: 'risk.answers',
        access: 'NEVER',
        code: 'NO_RULE',
        basis: ['rs.zsnp.16-2'],
      },
      { type: 'RiskAssessment', field: 'odd', category: 'x', access: 'PERHAPS' },
      { field: 'without a type' },
    ],
  },
};
const list = parseFieldAccess(ANSWER) ?? [];

describe('the access to fields', () => {
  test('an unknown word is no permission, and what is no field is left out', () => {
    expect(list.map(({ field, access }) => [field, access])).toEqual([
      ['openedAt', 'ALWAYS'],
      ['level', 'DEPENDS'],
      ['answers', 'NEVER'],
      ['odd', 'NEVER'],
    ]);
  });

  test.each([{}, { data: null }, { data: { fieldAccess: null } }, { errors: [] }])(
    '%j tells nothing',
    (answer) => {
      expect(parseFieldAccess(answer)).toBeNull();
    },
  );

  test('a basis is cited by instrument and article, or by its id', () => {
    expect(list.flatMap(({ basis }) => basis.map(describeBasis))).toEqual([
      'ZSNP, art. 16(3)',
      'rs.zsnp.16-2',
    ]);
  });

  test.each([
    ['', 'ALL', ['Case', 'RiskAssessment'], 4],
    ['risk zsnp', 'ALL', ['RiskAssessment'], 2],
    ['RISK.ANSWERS', 'ALL', ['RiskAssessment'], 1],
    ['', 'NEVER', ['RiskAssessment'], 2],
    ['nothing', 'ALL', [], 0],
  ] as const)('search %j among %s', (search, shown, types, fields) => {
    const groups = groupByType(list, search, shown);
    expect(groups.map(({ type }) => type)).toEqual(types);
    expect(groups.flatMap((group) => group.fields)).toHaveLength(fields);
  });
});

describe('the documentation', () => {
  const schema = (description: string | null): Record<string, unknown> => ({
    data: {
      __schema: {
        types: [
          {
            name: 'RiskAssessment',
            fields: [
              { name: 'level', description },
              { name: 'unknown', description },
            ],
          },
          { name: 'Sector', fields: null },
        ],
      },
    },
  });

  test('tells the access before the description', () => {
    const text = JSON.stringify(annotate(schema('How grave.'), list));
    expect(text).toContain('**Depends on the case**');
    expect(text).toContain('named on the case');
    expect(text).toContain('ZSNP, art. 16(3) (`rs.zsnp.16-3`)');
    expect(text).toContain('---\\n\\nHow grave.');
    expect(text).toContain('{"name":"unknown","description":"How grave."}');
  });

  test('an answer without a schema stays as it is', () => {
    const refusal = { errors: [{ message: 'no' }] };
    expect(annotate(refusal, list)).toBe(refusal);
  });
});
