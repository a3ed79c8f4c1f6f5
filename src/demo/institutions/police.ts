import type { AgencySpec } from './spec';

const UNITS = ['Dežurna služba', 'Odsek za suzbijanje nasilja u porodici'] as const;

export const POLICE: readonly AgencySpec[] = [
  {
    code: 'VET-PS1',
    name: 'Policijska stanica Vetrograd',
    plainName: 'Police station 1',
    sector: 'POLICE',
    municipality: '80128',
    units: UNITS,
    staff: [
      {
        name: 'Ognjen Brestanac',
        roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
        persona: 'police',
        about: 'competent officer and liaison person of the station that opened DEMO-1; named on it',
      },
      {
        name: 'Stojanka Virić',
        roles: ['POLICE_SUPERVISOR'],
        persona: 'police-supervisor',
        about:
          'assigns the cases of the same station and audits its accesses; DEMO-1 is assigned to her unit',
      },
      {
        name: 'Nebojša Kukuljanov',
        roles: ['POLICE_INTAKE'],
        persona: 'police-intake',
        about: 'takes reports at the same station; DEMO-1 is not assigned to his unit',
        intake: true,
      },
      {
        name: 'Relja Jasikovac',
        roles: ['COMPETENT_OFFICER'],
        persona: 'police-conflict',
        about: 'officer of the same unit, locked on DEMO-1 as a relative of the respondent: not found',
      },
      { name: 'Dubravka Zlatokos', roles: ['COMPETENT_OFFICER'] },
      {
        name: 'Radoslav Krčedinac',
        roles: ['SIGNATORY'],
        persona: 'police-signatory',
        about: 'chief of the same station, who signs its agreements; sees no case',
      },
      { name: 'Uglješa Podlužanin', roles: ['COMPETENT_OFFICER'], left: true },
    ],
  },
  {
    code: 'VET-PS2',
    name: 'Policijska stanica Peskovo',
    plainName: 'Police station 2',
    sector: 'POLICE',
    municipality: '80217',
    units: UNITS,
    staff: [
      {
        name: 'Sofija Peštanac',
        roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
        persona: 'police-2',
        about:
          'competent officer of the other station of the area, which has no part in DEMO-1; she has asked for emergency access to it',
      },
      { name: 'Tihomir Obrvan', roles: ['POLICE_SUPERVISOR'] },
      { name: 'Julijana Kesterić', roles: ['POLICE_INTAKE'], intake: true },
      { name: 'Vukman Suvajac', roles: ['COMPETENT_OFFICER'] },
    ],
  },
];
