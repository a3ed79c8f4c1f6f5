import { CONSOLE_CLIENT } from './issuer';
import type { MachineClientSource, NamedPersona, Persona, PersonaSource } from './sources';

/**
 * Leaves out personas whose subject is a client's id: in a token such a person could pass for the client itself (RFC 9068 section 5).
 */
export const withoutClientNames = (personas: PersonaSource, clients: MachineClientSource): PersonaSource => {
  const isSafe = async ({ subject }: Persona): Promise<boolean> =>
    subject !== CONSOLE_CLIENT && (await clients.find(subject)) === null;
  const safe = async (all: readonly NamedPersona[]): Promise<readonly NamedPersona[]> => {
    const are = await Promise.all(all.map(isSafe));
    return all.filter((_persona, index) => are[index] === true);
  };
  return {
    async find(name) {
      const persona = await personas.find(name);
      return persona !== null && (await isSafe(persona)) ? persona : null;
    },
    list: async () => safe(await personas.list()),
    all: async () => safe(await personas.all()),
  };
};
