import type { AgencySpec } from './spec';

/** Specialist services and schools. */
export const SERVICES: readonly AgencySpec[] = [
  {
    code: 'VET-NVO',
    name: 'Udruženje žena „Krug lipe“',
    plainName: 'Women’s association',
    sector: 'NGO',
    municipality: '80128',
    units: ['SOS telefon', 'Savetovalište'],
    staff: [
      {
        name: 'Ljuba Sremzanac',
        roles: ['ADVOCATE'],
        persona: 'ngo',
        about: 'advocate of the association that supports the victim of DEMO-1; named on it',
      },
      {
        name: 'Ramiza Đuldani',
        roles: ['NGO_SUPERVISOR'],
        persona: 'ngo-supervisor',
        about: 'assigns the cases of the association and audits its accesses',
      },
      {
        name: 'Petra Kovilje',
        roles: ['ADVOCATE'],
        persona: 'ngo-intake',
        about:
          'takes in what others share with the association; that she becomes its supervisor, too, is proposed to the registry',
        intake: true,
      },
      {
        name: 'Eržebet Salašar',
        roles: ['SIGNATORY'],
        persona: 'ngo-signatory',
        about: 'president of the association, who signs its agreements; one waits for her',
      },
    ],
  },
  {
    // Its name would tell where the protected persons are.
    code: 'VET-SK',
    name: 'Sigurna kuća „Zaklon“',
    plainName: 'Shelter',
    sector: 'NGO',
    concealed: true,
    units: ['Prijem', 'Podrška'],
    staff: [
      {
        name: 'Magdalena Tišinac',
        roles: ['ADVOCATE'],
        persona: 'shelter',
        about: 'advocate of the concealed shelter in which the victim of DEMO-1 stayed; named on it',
      },
      { name: 'Zdravka Vrtlarev', roles: ['NGO_SUPERVISOR'], intake: true },
    ],
  },
  {
    code: 'VET-OSN',
    name: 'Osnovna škola „Slavujev gaj“',
    plainName: 'Primary school',
    sector: 'EDUCATION',
    municipality: '80128',
    units: ['Stručna služba', 'Tim za zaštitu učenika'],
    staff: [
      {
        name: 'Bosiljka Pevčević',
        roles: ['CHILD_PROTECTION_TEACHER'],
        persona: 'education',
        about: 'child-protection teacher in the school of the younger child of DEMO-1; named on it',
      },
      {
        name: 'Aurel Frunzescu',
        roles: ['EDUCATION_SUPERVISOR'],
        persona: 'education-supervisor',
        about: 'assigns the cases of the school and audits its accesses',
      },
      {
        name: 'Slavica Čuturić',
        roles: ['CHILD_PROTECTION_TEACHER'],
        persona: 'education-intake',
        about: 'takes in what others share with the school',
        intake: true,
      },
    ],
  },
  {
    code: 'VET-SRE',
    name: 'Srednja škola „Stari most“ Peskovo',
    plainName: 'Secondary school',
    sector: 'EDUCATION',
    municipality: '80217',
    units: ['Stručna služba', 'Tim za zaštitu učenika'],
    staff: [
      {
        name: 'Kornélia Fűzfáskúti',
        roles: ['CHILD_PROTECTION_TEACHER'],
        persona: 'education-2',
        about: 'child-protection teacher of the other school, which has no part in DEMO-1',
      },
      { name: 'Žarko Ledinčanin', roles: ['EDUCATION_SUPERVISOR'], intake: true },
    ],
  },
];
