import 'reflect-metadata';
import { createAgencyPresenters, type RegisteredAgency } from '../../../src/graphql/agency-reference';

const presenters = createAgencyPresenters(Buffer.alloc(32, 3));
const shelter: RegisteredAgency = { id: 'shelter-id', name: 'Safe house', sector: 'NGO', concealed: true };
const police: RegisteredAgency = { id: 'police-id', name: 'Station', sector: 'POLICE', concealed: false };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('an agency on a case', () => {
  it('is named as the registry has it', () => {
    expect(presenters('anybody')(police, 'case-1')).toEqual(police);
  });

  it('is named to its own staff though it is concealed', () => {
    expect(presenters('shelter-id')(shelter, 'case-1')).toEqual({ ...shelter, concealed: false });
  });

  it('is a pseudonym to others where it is concealed: of its sector, and of nothing else', () => {
    const shown = presenters('police-id')(shelter, 'case-1');
    expect(shown).toMatchObject({ name: 'Concealed agency', sector: 'NGO', concealed: true });
    expect(shown.id).toMatch(UUID);
    expect(JSON.stringify(shown)).not.toMatch(/shelter-id|Safe house/);
  });

  it('has the same pseudonym on one case, whoever asks, and another on the next', () => {
    const on = (caseId: string, viewer = 'police-id', agency = shelter): string =>
      presenters(viewer)(agency, caseId).id;
    expect(on('case-1')).toBe(on('case-1', 'court-id'));
    expect(on('case-1')).not.toBe(on('case-2'));
    expect(on('case-1')).not.toBe(on('case-1', 'police-id', { ...shelter, id: 'other-shelter' }));
  });

  it('has a pseudonym that nobody computes without the key', () => {
    const other = createAgencyPresenters(Buffer.alloc(32, 4));
    expect(other('police-id')(shelter, 'case-1').id).not.toBe(presenters('police-id')(shelter, 'case-1').id);
  });
});
