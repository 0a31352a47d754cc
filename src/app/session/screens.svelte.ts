import type { Screen } from './types';

/** Which screen stands. */
export class Screens {
  now = $state<Screen>('start');
  #chosen = false;

  /** `left`: told when another screen than the report stands. */
  constructor(private readonly left: () => void) {}

  /** The reader goes there. */
  go(screen: Screen): void {
    this.#chosen = true;
    this.show(screen);
  }

  /** What the reader asked for stands there. */
  readonly show = (screen: Screen): void => {
    this.now = screen;
    if (screen !== 'report') this.left();
  };

  /** What came back by itself stands there; a reader who went somewhere meanwhile stays (SE50). */
  readonly arrive = (screen: Screen): void => {
    if (!this.#chosen) this.show(screen);
  };
}
