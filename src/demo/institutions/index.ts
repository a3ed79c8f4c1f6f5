import { HEALTH } from './health';
import { JUSTICE } from './justice';
import { POLICE } from './police';
import { REGISTRY_OFFICE } from './registry-office';
import { SECOND_AREA } from './second-area';
import { SERVICES } from './services';
import { SOCIAL_WORK } from './social-work';
import type { AgencySpec, AreaSpec } from './spec';

const COORDINATION: AgencySpec = {
  code: 'VET-KOO',
  name: 'Koordinacija za područje Vetrograd',
  plainName: 'Coordination',
  sector: 'COORDINATION',
  municipality: '80128',
  units: ['Sekretarijat', 'Nadzor pristupa'],
  staff: [
    {
      name: 'Emilija Vagaš',
      roles: ['COORDINATOR'],
      persona: 'coordinator',
      about: 'audits who saw what in the area; sees no content of any case',
    },
    {
      name: 'Spasoje Kandilar',
      roles: ['COORDINATOR'],
      persona: 'coordinator-2',
      about: 'the second person whom an unlock takes',
    },
  ],
};

export const AREAS: readonly AreaSpec[] = [
  {
    code: 'VET',
    name: 'Područje Osnovnog javnog tužilaštva u Vetrogradu',
    plainName: 'Demo area',
    municipalities: [
      { code: '80128', nameLatn: 'Vršac', nameCyrl: 'Вршац' },
      { code: '80098', nameLatn: 'Bela Crkva', nameCyrl: 'Бела Црква' },
      { code: '80217', nameLatn: 'Kovačica', nameCyrl: 'Ковачица' },
      { code: '80039', nameLatn: 'Alibunar', nameCyrl: 'Алибунар' },
      { code: '80349', nameLatn: 'Plandište', nameCyrl: 'Пландиште' },
      { code: '80292', nameLatn: 'Opovo', nameCyrl: 'Опово' },
    ],
    agencies: [...POLICE, ...SOCIAL_WORK, ...HEALTH, ...JUSTICE, ...SERVICES, COORDINATION],
  },
  SECOND_AREA,
  REGISTRY_OFFICE,
];
