import { parseFieldAccess } from '../../../src/console/hub/field-access';
import { PURPOSES } from '../../../src/policy/facts';
import { openStage, type Stage } from '../../support/stage';

describe('the bases of what is withheld', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  // An answer names them by their ids alone; whoever reads it must be able to look up their titles.
  test('are all told by the list of fields, with their titles, to whoever is withheld something', async () => {
    const { hub, viewers } = stage;
    for (const viewer of Object.values(viewers)) {
      const purposes = PURPOSES.filter((purpose) =>
        viewer.roles.some((role) => hub.policies.roles.get(role)?.purposes.includes(purpose)),
      );
      for (const purpose of purposes) {
        const { data } = await hub.ask(
          { ...viewer, purpose },
          '{ fieldAccess { type field category access code basis { id article instrument confidence } conditions remedy } }',
        );
        const fields = parseFieldAccess({ data }) ?? [];
        expect(fields.length).toBeGreaterThan(100);
        const told = new Set(fields.flatMap(({ basis }) => basis.map(({ id }) => id)));
        const policy = hub.policies.profile({ ...viewer, purpose });
        const withheld = fields
          .filter(({ access }) => access !== 'ALWAYS')
          .flatMap(({ category }) => policy.withheld(category).basis);
        expect(withheld.filter((id) => !told.has(id))).toEqual([]);
        expect(fields.flatMap(({ basis }) => basis).filter(({ instrument }) => instrument === null)).toEqual(
          [],
        );
      }
    }
  });
});
