import type { Row } from '#core/model/columns';

const MOST_ROWS = 400_000;
/** Signs of all texts together: some twenty runs of a report of four questions, each with other days. */
const MOST_SIGNS = 1_000_000;

interface Kept {
  readonly rows: readonly Row[];
  /** The run that last used it. */
  readonly run: number;
}

/**
 * Answers of the engine by the text that was asked, the least recently used dropped first beyond a number of rows, or of signs asked; what this run or the
 * one before used is not dropped for its signs (RU20).
 */
export class StepCache {
  #answers = new Map<string, Kept>();
  #rows = 0;
  #signs = 0;
  #run = 0;

  constructor(private readonly mostSigns = MOST_SIGNS) {}

  /** Another run begins. */
  nextRun(): void {
    this.#run += 1;
  }

  has(text: string): boolean {
    return this.#answers.has(text);
  }

  get(text: string): readonly Row[] | undefined {
    const kept = this.#answers.get(text);
    if (!kept) return undefined;
    this.#answers.delete(text);
    this.#answers.set(text, { rows: kept.rows, run: this.#run });
    return kept.rows;
  }

  set(text: string, rows: readonly Row[]): void {
    this.#drop(text);
    this.#answers.set(text, { rows, run: this.#run });
    this.#rows += rows.length;
    this.#signs += text.length;
    for (const [oldest, { run }] of this.#answers) {
      const isLong = this.#signs > this.mostSigns && run < this.#run - 1;
      if ((this.#rows <= MOST_ROWS && !isLong) || oldest === text) break;
      this.#drop(oldest);
    }
  }

  #drop(text: string): void {
    const kept = this.#answers.get(text);
    if (!kept) return;
    this.#answers.delete(text);
    this.#rows -= kept.rows.length;
    this.#signs -= text.length;
  }
}
