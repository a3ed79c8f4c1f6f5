import type { AgencySpec } from './spec';

const UNITS = ['Prijemna služba', 'Služba za zaštitu dece i porodice'] as const;

export const SOCIAL_WORK: readonly AgencySpec[] = [
  {
    code: 'VET-CSR1',
    name: 'Centar za socijalni rad Vetrograd',
    plainName: 'Centre for social work 1',
    sector: 'SOCIAL_WORK',
    municipality: '80128',
    units: UNITS,
    staff: [
      {
        name: 'Desanka Rosulja',
        roles: ['CASE_MANAGER', 'SOCIAL_WORK_LIAISON'],
        persona: 'social-work',
        about: 'case manager and liaison person of the centre; named on DEMO-1',
      },
      {
        name: 'Miroljub Travarev',
        roles: ['SOCIAL_WORK_SUPERVISOR'],
        persona: 'social-work-supervisor',
        about: 'assigns the cases of the same centre and audits its accesses',
      },
      { name: 'Ilonka Nyárligeti', roles: ['CASE_MANAGER'] },
      {
        name: 'Gordana Mlinarov',
        roles: ['CASE_MANAGER', 'SOCIAL_WORK_LIAISON'],
        persona: 'social-work-intake',
        about: 'takes in what others share with the same centre, and assigns it',
        intake: true,
      },
      {
        name: 'Verica Banoštor',
        roles: ['SIGNATORY'],
        persona: 'social-work-signatory',
        about: 'director of the same centre, who signs its agreements; sees no case',
      },
      {
        name: 'Srbislava Kupusinac',
        roles: ['DUTY_DESK'],
        persona: 'social-work-desk',
        about: 'duty desk of the same centre, who releases where a person is to one officer for one event',
        intake: true,
      },
    ],
  },
  {
    code: 'VET-CSR2',
    name: 'Centar za socijalni rad Peskovo',
    plainName: 'Centre for social work 2',
    sector: 'SOCIAL_WORK',
    municipality: '80217',
    units: UNITS,
    staff: [
      {
        name: 'Zuzana Jarabinková',
        roles: ['CASE_MANAGER', 'SOCIAL_WORK_LIAISON'],
        persona: 'social-work-2',
        about:
          'case manager of the other centre of the area, which has no part in DEMO-1; a verdict on an emergency access of hers is overdue',
      },
      { name: 'Borivoj Klisarac', roles: ['SOCIAL_WORK_SUPERVISOR'] },
      { name: 'Nevena Ševarlić', roles: ['CASE_MANAGER'], intake: true },
    ],
  },
];
