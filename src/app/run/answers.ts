import type { Row } from '#core/model/columns';
import type { Prepared } from './prepare';
import { Presented } from './presented';
import { StepCache } from './step-cache';

/** Sixty parts of a cell beside eleven others, each with a few texts. */
const MOST_SIGNS_AHEAD = 24_000_000;

/** The answers that are kept: those to what was asked (RU20), and beside them what was asked ahead for one report, which goes with it (XF9). */
export class Answers {
  #asked = new StepCache();
  #ahead = new StepCache(MOST_SIGNS_AHEAD);
  #of: unknown = null;
  /** What is made ready of cells that add up, for the same report. */
  presented = new Presented();

  has(text: string): boolean {
    return this.#asked.has(text) || this.#ahead.has(text);
  }

  hasAll({ asks }: Pick<Prepared, 'asks'>): boolean {
    return [...asks.values()].every((text) => this.has(text));
  }

  get(text: string): readonly Row[] | undefined {
    return this.#asked.get(text) ?? this.#ahead.get(text);
  }

  set(text: string, rows: readonly Row[]): void {
    this.#asked.set(text, rows);
  }

  setAhead(text: string, rows: readonly Row[]): void {
    this.#ahead.nextRun();
    this.#ahead.set(text, rows);
  }

  /** A run of this report begins. */
  beginRun(report: unknown): void {
    this.#asked.nextRun();
    this.turnTo(report);
  }

  /** From now on this report is asked: what was asked ahead for another one is let go. */
  turnTo(report: unknown): void {
    if (report === this.#of) return;
    this.#of = report;
    this.#ahead = new StepCache(MOST_SIGNS_AHEAD);
    this.presented = new Presented();
  }
}
