import type { DataSource } from 'typeorm';
import type { MachineClientSource, NamedPersona, PersonaSource } from '../identity/demo-provider';
import type { Sector } from '../policy';

/** How the registry names the demo's own identity provider, whatever its address. */
export const DEMO_ISSUER = 'demo';

const PERSONAS = `select s.subject, s.name, g.name as agency, g.sector, s.roles
  from staff s join agency g on g.id = s.agency_id where s.issuer = '${DEMO_ISSUER}' and s.active and g.status = 'ACTIVE'`;

interface PersonaRow {
  readonly subject: string;
  readonly name: string;
  readonly agency: string;
  readonly sector: Sector;
  readonly roles: string[];
}

const personaOf = ({ subject, name, agency, sector, roles }: PersonaRow): NamedPersona => ({
  subject,
  persona: subject,
  name,
  agency,
  description: `${sector}: ${roles.join(', ')}`,
});

/**
 * The personas to offer: the well-known ones, in their order; where none of them is registered, as in a trial with foreign data, the
 * first of those who are.
 */
export const knownPersonas = async (
  dataSource: DataSource,
  wellKnown: readonly string[],
): Promise<readonly PersonaRow[]> => {
  const rows = await dataSource.query<PersonaRow[]>(`${PERSONAS} and s.subject = any ($1)`, [wellKnown]);
  return rows.length === 0
    ? dataSource.query<PersonaRow[]>(`${PERSONAS} order by s.subject limit 50`)
    : wellKnown.flatMap((name) => rows.filter(({ subject }) => subject === name));
};

/** The registered staff of the demo, as personas that anybody may take on; the sign-in page offers the well-known ones. */
export const demoPersonas = (dataSource: DataSource, wellKnown: readonly string[]): PersonaSource => ({
  find: async (name) => {
    const [row] = await dataSource.query<PersonaRow[]>(`${PERSONAS} and s.subject = $1`, [name]);
    return row === undefined ? null : personaOf(row);
  },
  list: async () => (await knownPersonas(dataSource, wellKnown)).map(personaOf),
  all: async () =>
    (
      await dataSource.query<PersonaRow[]>(
        `${PERSONAS} order by coalesce(array_position($1::text[], s.subject), $2), s.subject`,
        [wellKnown, wellKnown.length + 1],
      )
    ).map(personaOf),
});

export const demoMachineClients = (dataSource: DataSource): MachineClientSource => ({
  find: async (clientId) => {
    const rows = await dataSource.query<{ id: string }[]>(
      `select c.client_id as id from client c join agency g on g.id = c.agency_id
       where c.issuer = '${DEMO_ISSUER}' and c.client_id = $1 and c.active and g.status = 'ACTIVE'`,
      [clientId],
    );
    return rows.length === 0 ? null : { clientId };
  },
});
