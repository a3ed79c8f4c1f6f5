/** What recurs in disclosure records, and is kept once under its hash. */
export interface KeptText {
  /** SHA-256, hexadecimal, of `content`. */
  readonly hash: string;
  readonly content: string;
}

/** More than a hub's operations have; a hub that forgets one only sends it again. */
const MOST = 20_000;

/** Which texts the database is known to keep: they need not be sent again. */
export class KeptTexts {
  private readonly hashes = new Set<string>();

  /** Of these, the ones that may be new, each once. */
  unknown(texts: readonly KeptText[]): KeptText[] {
    return [...new Map(texts.map((text) => [text.hash, text])).values()].filter(
      ({ hash }) => !this.hashes.has(hash),
    );
  }

  /** They were committed. */
  keep(texts: readonly KeptText[]): void {
    if (this.hashes.size + texts.length > MOST) this.forget();
    for (const { hash } of texts) this.hashes.add(hash);
  }

  /** What was known may be wrong, as after a restored backup. */
  forget(): void {
    this.hashes.clear();
  }
}
