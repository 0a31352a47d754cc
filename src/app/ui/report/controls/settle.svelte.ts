/** Typing is over when nothing was typed for so long, ms (CT3). */
export const SETTLED_AFTER = 400;

/** What is being typed, told once it is settled. Call it while a component is being set up. */
export class Typing<Value> {
  #pending: { readonly value: Value } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #tell: (value: Value) => void;

  constructor(tell: (value: Value) => void) {
    this.#tell = tell;
    $effect(() => () => this.settle());
  }

  type(value: Value): void {
    clearTimeout(this.#timer);
    this.#pending = { value };
    this.#timer = setTimeout(() => this.settle(), SETTLED_AFTER);
  }

  /** Forgets what was typed last, which cannot be told. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
  }

  /** Tells what was typed last at once. */
  settle(): void {
    const pending = this.#pending;
    this.forget();
    if (pending) this.#tell(pending.value);
  }
}
