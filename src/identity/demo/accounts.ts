import type { Account } from 'oidc-provider';
import type { PersonaSource } from './sources';

/**
 * Who has signed in. The provider knows people by subject, as tokens do, and the demo's user by persona; the way back from one to the
 * other is remembered at sign-in, as long as the provider's sessions, which are kept in memory too.
 */
export class Accounts {
  private readonly personaOf = new Map<string, string>();

  constructor(private readonly personas: PersonaSource) {}

  /** The subject of a persona who now signs in; null if there is none of this name. */
  async enter(name: string): Promise<string | null> {
    const persona = await this.personas.find(name);
    if (persona === null) return null;
    this.personaOf.set(persona.subject, name);
    return persona.subject;
  }

  async find(subject: string): Promise<Account | undefined> {
    const persona = await this.personas.find(this.personaOf.get(subject) ?? '');
    if (persona?.subject !== subject) return undefined;
    const { name, agency } = persona;
    return { accountId: subject, claims: () => ({ sub: subject, name, agency }) };
  }

  isPersona(subject: string | undefined, name: unknown): boolean {
    return subject !== undefined && this.personaOf.get(subject) === name;
  }
}
