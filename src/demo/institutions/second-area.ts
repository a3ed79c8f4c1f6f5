import type { AreaSpec } from './spec';

/** A small neighbour of the region, so that it shows: nothing crosses between areas. */
export const SECOND_AREA: AreaSpec = {
  code: 'BRD',
  name: 'Područje Osnovnog javnog tužilaštva u Brdovinu',
  plainName: 'Second demo area',
  municipalities: [
    { code: '70769', nameLatn: 'Ljig', nameCyrl: 'Љиг' },
    { code: '70831', nameLatn: 'Mionica', nameCyrl: 'Мионица' },
  ],
  agencies: [
    {
      code: 'BRD-PS',
      name: 'Policijska stanica Brdovin',
      plainName: 'Police station of the second area',
      sector: 'POLICE',
      municipality: '70769',
      units: ['Dežurna služba', 'Odsek kriminalističke policije'],
      staff: [
        {
          name: 'Strahinja Pećinar',
          roles: ['COMPETENT_OFFICER', 'POLICE_LIAISON'],
          persona: 'police-elsewhere',
          about: 'competent officer in the second area: sees no case of the first',
        },
        { name: 'Olivera Rujanac', roles: ['POLICE_SUPERVISOR'], intake: true },
      ],
    },
    {
      code: 'BRD-CSR',
      name: 'Centar za socijalni rad Brdovin',
      plainName: 'Centre for social work of the second area',
      sector: 'SOCIAL_WORK',
      municipality: '70769',
      units: ['Prijemna služba', 'Služba za porodicu'],
      staff: [
        {
          name: 'Milunka Travnjak',
          roles: ['CASE_MANAGER', 'SOCIAL_WORK_LIAISON'],
          persona: 'social-work-elsewhere',
          about: 'case manager in the second area: sees no case of the first',
        },
        { name: 'Predrag Vrelov', roles: ['SOCIAL_WORK_SUPERVISOR'], intake: true },
      ],
    },
    {
      code: 'BRD-KOO',
      name: 'Koordinacija za područje Brdovin',
      plainName: 'Coordination of the second area',
      sector: 'COORDINATION',
      municipality: '70769',
      units: ['Sekretarijat', 'Nadzor pristupa'],
      staff: [
        {
          name: 'Vidosava Kamenac',
          roles: ['COORDINATOR'],
          persona: 'coordinator-elsewhere',
          about: 'coordinator of the second area: audits nothing of the first',
        },
      ],
    },
  ],
};
