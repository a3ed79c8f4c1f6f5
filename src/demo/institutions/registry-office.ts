import type { AreaSpec } from './spec';

/** Who keeps the registry stands outside the areas: an office of coordination within one would be given oversight of its cases. */
export const REGISTRY_OFFICE: AreaSpec = {
  code: 'REG',
  name: 'Registar čvorišta',
  plainName: 'Registry of the hub',
  municipalities: [],
  agencies: [
    {
      code: 'REG-KOO',
      name: 'Služba registra',
      plainName: 'Registry office',
      sector: 'COORDINATION',
      units: ['Pisarnica', 'Upravljanje registrom'],
      staff: [
        {
          name: 'Teodora Jermenović',
          roles: ['REGISTRY_ADMINISTRATOR'],
          persona: 'registry-admin',
          about: 'proposes and approves changes of the registry; sees no case',
        },
        {
          name: 'Ljubiša Kopaonjak',
          roles: ['REGISTRY_ADMINISTRATOR'],
          persona: 'registry-admin-2',
          about: 'the second administrator, whom every change of the registry takes',
        },
        {
          name: 'Nevena Sremčić',
          roles: ['REGISTRY_ADMINISTRATOR'],
          persona: 'registry-admin-3',
          about: 'the third administrator: two always remain',
        },
      ],
    },
  ],
};
