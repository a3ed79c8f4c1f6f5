/** A mistake that somebody could make in the engine, and the test that must notice it. */
export interface Fault {
  readonly id: string;
  /** What goes wrong with it, in one sentence. */
  readonly breaks: string;
  /** A file of the project; or `migrations`, with `within`. */
  readonly file: string;
  /** Of the migrations: what is defined there, `function case_facts`; its last definition is the one that counts. */
  readonly within?: string;
  /** Must stand there exactly once: short, so that what moves around it leaves the fault where it is. */
  readonly find: string;
  readonly replace: string;
  /** The test that must fail, by its file and its whole name. */
  readonly caughtBy: NamedTest;
}

export interface NamedTest {
  readonly file: string;
  /** Names of its `describe` blocks and its own, with spaces between. */
  readonly name: string;
}

/** The tests of one file, where `block` is around them. */
export const testsOf =
  (file: string, block = '') =>
  (name: string): NamedTest => ({
    file: `tests/${file}.test.ts`,
    name: block === '' ? name : `${block} ${name}`,
  });
