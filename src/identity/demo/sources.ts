/** An invented person whom a demo user can be. */
export interface Persona {
  /** The subject in the tokens, by which the registry knows the person. */
  readonly subject: string;
  readonly name: string;
  readonly agency: string;
  readonly description: string;
}

/** The demo's personas, by the short name that `login_hint` carries. */
export interface PersonaSource {
  find(persona: string): Promise<Persona | null>;
  /** Those that the sign-in page offers, in its order; others can be named there too. */
  list(): Promise<readonly (Persona & { readonly persona: string })[]>;
}

/** The demo's machine clients, such as `police-system` or `police-system@<agency code>`. */
export interface MachineClientSource {
  find(clientId: string): Promise<{ readonly clientId: string } | null>;
}
