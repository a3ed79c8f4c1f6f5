/** An invented person whom a demo user can be. */
export interface Persona {
  /** The subject in the tokens, by which the registry knows the person. */
  readonly subject: string;
  readonly name: string;
  readonly agency: string;
  readonly description: string;
}

/** A persona with the short name that chooses it. */
export interface NamedPersona extends Persona {
  readonly persona: string;
}

/** What the command line is told of a persona; the subject is a token's business. */
export type ListedPersona = Pick<NamedPersona, 'persona' | 'agency' | 'description'>;

/** The demo's personas, by the short name that `login_hint` carries. */
export interface PersonaSource {
  find(persona: string): Promise<Persona | null>;
  /** Those that the sign-in page offers, in its order; others can be named there too. */
  list(): Promise<readonly NamedPersona[]>;
  /** Everybody whom one can be, those that the page offers first. */
  all(): Promise<readonly NamedPersona[]>;
}

/** The demo's machine clients, such as `police-system` or `police-system@<agency code>`. */
export interface MachineClientSource {
  find(clientId: string): Promise<{ readonly clientId: string } | null>;
}
