import type { AgencySpec } from './spec';

export const JUSTICE: readonly AgencySpec[] = [
  {
    code: 'VET-OJT',
    name: 'Osnovno javno tužilaštvo u Vetrogradu',
    plainName: 'Prosecution',
    sector: 'PROSECUTION',
    municipality: '80128',
    units: ['Pisarnica i dežurstvo', 'Odeljenje za nasilje u porodici'],
    staff: [
      {
        name: 'Teodora Zavišin',
        roles: ['PROSECUTOR'],
        persona: 'prosecution',
        about: 'prosecutor in charge of DEMO-1; named on it; she has asked the hospital for its findings',
      },
      {
        name: 'Lazar Metličić',
        roles: ['PROSECUTION_LIAISON'],
        persona: 'prosecution-liaison',
        about: 'liaison person of the prosecution: his unit is assigned to DEMO-1, he is not named',
        intake: true,
      },
      {
        name: 'Agata Prosenjak',
        roles: ['PROSECUTION_SUPERVISOR'],
        persona: 'prosecution-supervisor',
        about: 'assigns the cases of the prosecution and audits its accesses',
      },
      { name: 'Vukašin Drenjanin', roles: ['PROSECUTOR'] },
    ],
  },
  {
    code: 'VET-OS',
    name: 'Osnovni sud u Vetrogradu',
    plainName: 'Court',
    sector: 'COURT',
    municipality: '80128',
    units: ['Prijemna pisarnica', 'Veće za hitne mere'],
    staff: [
      {
        name: 'Anastasija Gvozdenac',
        roles: ['JUDGE'],
        persona: 'court',
        about: 'judge who decided in DEMO-1; sees what was filed with the court, and what she ordered',
      },
      {
        name: 'Momčilo Lučindan',
        roles: ['COURT_LIAISON'],
        persona: 'court-liaison',
        about: 'liaison person of the court: his unit is assigned to DEMO-1, he is not named',
        intake: true,
      },
      {
        name: 'Jovanka Breskvić',
        roles: ['COURT_SUPERVISOR'],
        persona: 'court-supervisor',
        about: 'assigns the cases of the court and audits its accesses',
      },
      { name: 'Dragutin Vodeničar', roles: ['JUDGE'] },
    ],
  },
];
