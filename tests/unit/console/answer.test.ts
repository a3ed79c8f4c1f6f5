import { parseAnswer } from '../../../src/console/hub/answer';

describe('what an answer says of its own disclosure', () => {
  test('withheld fields and handling instructions', () => {
    const answer = parseAnswer(
      {
        data: {},
        extensions: {
          withheld: [
            {
              type: 'Participant',
              field: 'address',
              count: 3,
              code: 'FORBIDDEN',
              rule: 'victim.identity.address/1',
              basis: ['rs.zsnp.25-4'],
              remedy: 'The duty desk releases it.',
            },
          ],
          handling: ['NO_PRINT', 'SEAL_FROM_PARTIES'],
        },
      },
      'FullCaseFile',
    );
    expect(answer).toEqual({
      operationName: 'FullCaseFile',
      failed: false,
      withheld: [
        {
          type: 'Participant',
          field: 'address',
          count: 3,
          code: 'FORBIDDEN',
          rule: 'victim.identity.address/1',
          basis: [{ id: 'rs.zsnp.25-4', article: null, instrument: null, confidence: null }],
          remedy: 'The duty desk releases it.',
        },
      ],
      handling: ['NO_PRINT', 'SEAL_FROM_PARTIES'],
    });
  });

  test.each([{}, { extensions: null }, { extensions: { withheld: 'x', handling: 7 } }])(
    '%j says nothing',
    (answer) => {
      expect(parseAnswer(answer, null)).toEqual({
        operationName: null,
        failed: false,
        withheld: [],
        handling: [],
      });
    },
  );

  test('an answer with errors has failed', () => {
    expect(parseAnswer({ errors: [{ message: 'no' }] }, null).failed).toBe(true);
  });
});
