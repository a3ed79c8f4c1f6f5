import type { ReportDraft } from './draft';

/** Below the least request body that hubs are commonly set to take (1 MiB). */
const MOST_CHARACTERS = 400_000;

/** Reports of one agency that go to the hub together. */
export class Batch {
  private readonly texts: string[] = [];
  private characters = 0;

  constructor(
    readonly agency: string,
    readonly drafts: ReportDraft[] = [],
  ) {
    for (const draft of drafts) this.count(draft);
  }

  add(draft: ReportDraft): void {
    this.drafts.push(draft);
    this.count(draft);
  }

  isFull(most: number): boolean {
    return this.drafts.length >= most || this.characters >= MOST_CHARACTERS;
  }

  get rows(): number {
    return this.drafts.reduce((sum, { lines }) => sum + lines.length, 0);
  }

  /** The variables of the mutation, as JSON. */
  variables(): string {
    return `{"reports":[${this.texts.join()}]}`;
  }

  halves(): readonly [Batch, Batch] {
    const middle = Math.ceil(this.drafts.length / 2);
    return [
      new Batch(this.agency, this.drafts.slice(0, middle)),
      new Batch(this.agency, this.drafts.slice(middle)),
    ];
  }

  private count(draft: ReportDraft): void {
    const text = JSON.stringify(draft.input());
    this.texts.push(text);
    this.characters += text.length;
  }
}
