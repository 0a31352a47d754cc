import type { Row } from '#core/model/columns';

const MOST_ROWS = 400_000;

/** Answers of the engine by the text that was asked, the least recently used dropped first beyond a number of rows. */
export class StepCache {
  #answers = new Map<string, readonly Row[]>();
  #rows = 0;

  has(text: string): boolean {
    return this.#answers.has(text);
  }

  get(text: string): readonly Row[] | undefined {
    const rows = this.#answers.get(text);
    if (!rows) return undefined;
    this.#answers.delete(text);
    this.#answers.set(text, rows);
    return rows;
  }

  set(text: string, rows: readonly Row[]): void {
    this.#rows += rows.length - (this.#answers.get(text)?.length ?? 0);
    this.#answers.delete(text);
    this.#answers.set(text, rows);
    for (const [oldest, answer] of this.#answers) {
      if (this.#rows <= MOST_ROWS || oldest === text) break;
      this.#answers.delete(oldest);
      this.#rows -= answer.length;
    }
  }
}
