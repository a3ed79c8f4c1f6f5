import { CONSOLE_CLIENT } from './issuer';
import type { MachineClientSource, Persona, PersonaSource } from './sources';

/**
 * Leaves out personas whose subject is a client's id: in a token such a person could pass for the client itself (RFC 9068 section 5).
 */
export const withoutClientNames = (personas: PersonaSource, clients: MachineClientSource): PersonaSource => {
  const isSafe = async ({ subject }: Persona): Promise<boolean> =>
    subject !== CONSOLE_CLIENT && (await clients.find(subject)) === null;
  return {
    async find(name) {
      const persona = await personas.find(name);
      return persona !== null && (await isSafe(persona)) ? persona : null;
    },
    async list() {
      const all = await personas.list();
      const safe = await Promise.all(all.map(isSafe));
      return all.filter((_persona, index) => safe[index] === true);
    },
  };
};
