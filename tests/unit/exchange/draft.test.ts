import { ReportDraft } from '../../../src/exchange/import/draft';
import type { Fragment } from '../../../src/exchange/mapping/map-row';

const fragment = (changes: Partial<Fragment> = {}): Fragment => ({
  agency: { code: 'PS-1', name: null, area: null },
  reference: 'C1',
  case: {},
  incident: {
    reference: 'I1',
    values: {
      occurredAt: '2020-01-02T00:00:00.000Z',
      precision: 'DAY',
      forms: ['PHYSICAL'],
      childrenPresent: null,
    },
  },
  persons: [
    { reference: 'v1', values: { roles: ['VICTIM'], sex: 'FEMALE' } },
    { reference: 'o1', values: { roles: ['RESPONDENT'], sex: null } },
  ],
  relationships: [{ from: 'v1', to: 'o1', code: 'SPOUSE' }],
  ...changes,
});

describe('a report', () => {
  it('grows out of the rows of its case', () => {
    const draft = new ReportDraft('PS-1', 'C1');
    expect(draft.add(2, fragment())).toBeNull();
    const second = fragment({
      incident: {
        reference: 'I1',
        values: {
          occurredAt: '2020-01-02T00:00:00.000Z',
          precision: 'DAY',
          forms: ['SEXUAL'],
          childrenPresent: true,
        },
      },
      persons: [
        { reference: 'v2', values: { roles: ['VICTIM', 'CHILD'] } },
        { reference: 'o1', values: { roles: ['RESPONDENT'], sex: 'MALE' } },
      ],
      relationships: [{ from: 'v2', to: 'o1', code: 'CHILD' }],
    });
    expect(draft.add(5, second)).toBeNull();
    expect(draft.lines).toEqual([2, 5]);
    expect(draft.input()).toEqual({
      reference: 'C1',
      openedAt: '2020-01-02T00:00:00.000Z',
      participants: [
        { reference: 'v1', roles: ['VICTIM'], sex: 'FEMALE' },
        { reference: 'o1', roles: ['RESPONDENT'], sex: 'MALE' },
        { reference: 'v2', roles: ['VICTIM', 'CHILD'] },
      ],
      relationships: [
        { from: 'v1', to: 'o1', code: 'SPOUSE' },
        { from: 'v2', to: 'o1', code: 'CHILD' },
      ],
      incidents: [
        {
          reference: 'I1',
          occurredAt: '2020-01-02T00:00:00.000Z',
          precision: 'DAY',
          forms: ['PHYSICAL', 'SEXUAL'],
          childrenPresent: true,
        },
      ],
    });
  });

  it('knows a person who is victim and respondent by the one reference', () => {
    const draft = new ReportDraft('PS-1', 'C1');
    draft.add(2, fragment());
    draft.add(
      3,
      fragment({ persons: [{ reference: 'v1', values: { roles: ['RESPONDENT'] } }], relationships: [] }),
    );
    expect(draft.input()).toMatchObject({ participants: [{ roles: ['VICTIM', 'RESPONDENT'] }, {}] });
  });

  it('is opened at its earliest incident, where nothing else is told', () => {
    const draft = new ReportDraft('PS-1', 'C1');
    draft.add(2, fragment());
    const values = { occurredAt: '2019-05-01T00:00:00.000Z', forms: ['PHYSICAL'] };
    draft.add(3, fragment({ incident: { reference: 'I2', values } }));
    expect(draft.input()).toMatchObject({ openedAt: '2019-05-01T00:00:00.000Z', incidents: [{}, {}] });
    draft.add(4, fragment({ case: { openedAt: '2020-01-05T00:00:00.000Z' } }));
    expect(draft.input()).toMatchObject({ openedAt: '2020-01-05T00:00:00.000Z' });
  });

  it.each<[string, Partial<Fragment>, string]>([
    ['the case', { case: { municipalityCode: 'M-2' } }, 'case.municipalityCode'],
    ['an incident', { incident: { reference: 'I1', values: { occurredAt: 'x' } } }, 'incident.occurredAt'],
    ['a person', { persons: [{ reference: 'v1', values: { sex: 'MALE' } }] }, 'persons.sex'],
    ['a relationship', { relationships: [{ from: 'v1', to: 'o1', code: 'SIBLING' }] }, 'relationships.code'],
  ])('takes nothing of a row that contradicts it on %s', (_what, changes, field) => {
    const draft = new ReportDraft('PS-1', 'C1');
    draft.add(2, fragment({ case: { municipalityCode: 'M-1' } }));
    const before = draft.input();
    const stranger = { reference: 'x', values: { roles: ['WITNESS'] } };
    const { persons = [] } = changes;
    expect(draft.add(3, fragment({ ...changes, persons: [stranger, ...persons] }))).toEqual({
      code: 'CONFLICT',
      field,
    });
    expect(draft.input()).toEqual(before);
    expect(draft.lines).toEqual([2]);
  });

  it('does not grow without bounds', () => {
    const draft = new ReportDraft('PS-1', 'C1');
    for (let line = 0; line < 1_000; line += 1) expect(draft.add(line, fragment())).toBeNull();
    expect(draft.add(1_000, fragment())).toEqual({ code: 'TOO_MANY_ROWS', field: 'case.reference' });
  });
});
