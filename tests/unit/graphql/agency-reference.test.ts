import 'reflect-metadata';
import { createAgencyPresenter, type RegisteredAgency } from '../../../src/graphql/agency-reference';

const present = createAgencyPresenter(Buffer.alloc(32, 3));
const shelter: RegisteredAgency = { id: 'shelter-id', name: 'Safe house', sector: 'NGO', concealed: true };
const police: RegisteredAgency = { id: 'police-id', name: 'Station', sector: 'POLICE', concealed: false };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('an agency on a case', () => {
  it('is named as the registry has it', () => {
    expect(present(police, 'anybody', 'case-1')).toEqual(police);
  });

  it('is named to its own staff though it is concealed', () => {
    expect(present(shelter, 'shelter-id', 'case-1')).toEqual({ ...shelter, concealed: false });
  });

  it('is a pseudonym to others where it is concealed: of its sector, and of nothing else', () => {
    const shown = present(shelter, 'police-id', 'case-1');
    expect(shown).toMatchObject({ name: 'Concealed agency', sector: 'NGO', concealed: true });
    expect(shown.id).toMatch(UUID);
    expect(JSON.stringify(shown)).not.toMatch(/shelter-id|Safe house/);
  });

  it('has the same pseudonym on one case, whoever asks, and another on the next', () => {
    const on = (caseId: string, viewer = 'police-id', agency = shelter): string =>
      present(agency, viewer, caseId).id;
    expect(on('case-1')).toBe(on('case-1', 'court-id'));
    expect(on('case-1')).not.toBe(on('case-2'));
    expect(on('case-1')).not.toBe(on('case-1', 'police-id', { ...shelter, id: 'other-shelter' }));
  });

  it('has a pseudonym that nobody computes without the key', () => {
    const other = createAgencyPresenter(Buffer.alloc(32, 4));
    expect(other(shelter, 'police-id', 'case-1').id).not.toBe(present(shelter, 'police-id', 'case-1').id);
  });
});
