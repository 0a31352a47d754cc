import type { CellState } from './types';

/** A cell that stands: what it shows, and what was asked for it. */
export type Done = Extract<CellState, { state: 'done' }>;

const MOST = 120;

/** Presentations by what they rest on, the least recently used dropped first beyond a number (XF9). */
export class Presented {
  #kept = new Map<string, Done>();

  has(signature: string): boolean {
    return this.#kept.has(signature);
  }

  get(signature: string): Done | undefined {
    const state = this.#kept.get(signature);
    if (state) this.set(signature, state);
    return state;
  }

  set(signature: string, state: Done): void {
    this.#kept.delete(signature);
    this.#kept.set(signature, state);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
    }
  }
}
