import type { AgencySpec } from './spec';

export const HEALTH: readonly AgencySpec[] = [
  {
    code: 'VET-OB',
    name: 'Opšta bolnica Vetrograd',
    plainName: 'Hospital',
    sector: 'HEALTH',
    municipality: '80128',
    units: ['Hitni prijem', 'Odeljenje hirurgije'],
    staff: [
      {
        name: 'dr Jelisaveta Orahovac',
        roles: ['PHYSICIAN'],
        persona: 'health',
        about: 'physician who treats the victim of DEMO-1; named on it',
      },
      {
        name: 'dr Radivoj Smiljac',
        roles: ['HEALTH_SUPERVISOR'],
        persona: 'health-supervisor',
        about: 'assigns the cases of the same hospital and audits its accesses',
      },
      {
        name: 'Lenuța Salcâmaru',
        roles: ['NURSE'],
        persona: 'nurse',
        about:
          'nurse of the hospital’s intake: her unit is assigned to DEMO-1, she is not named; a witness there has her name',
        intake: true,
      },
      { name: 'dr Octavian Salcâmeanu', roles: ['PHYSICIAN'] },
    ],
  },
  {
    code: 'VET-DZ',
    name: 'Dom zdravlja Peskovo',
    plainName: 'Health centre',
    sector: 'HEALTH',
    municipality: '80217',
    units: ['Prijem i hitna pomoć', 'Služba opšte medicine'],
    staff: [
      {
        name: 'dr Katica Poljokanac',
        roles: ['PHYSICIAN'],
        persona: 'health-2',
        about:
          'physician of the health centre, which has no part in DEMO-1 but for an emergency access that ended',
      },
      { name: 'dr Svetislav Gredelj', roles: ['HEALTH_SUPERVISOR'] },
      { name: 'Rozalija Tarjánosi', roles: ['NURSE'], intake: true },
    ],
  },
];
