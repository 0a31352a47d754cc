/** Theme tokens as a chart names them. The door to Vega gives each its value for the theme on screen. */
export const TOKENS = [
  'paper',
  'wash',
  'ink',
  'ink2',
  'ink3',
  'line',
  'control',
  'grid',
  'accent',
  'onAccent',
  'soft',
  'unknown',
  'cat1',
  'cat2',
  'cat3',
  'cat4',
  'cat5',
  'seq1',
  'seq2',
  'seq3',
  'seq4',
  'seq5',
  'seq6',
  'seq7',
  'div1',
  'div2',
  'div3',
  'div4',
  'div5',
  'div6',
  'div7',
  /** Ink or white, whichever reads on a dark step of the sequential scale. */
  'onSeq',
] as const;
export type Token = (typeof TOKENS)[number];

/** A colour of the theme inside a spec: `{ color: paint('accent') }`. Specs hold no colour literals. */
export const paint = (token: Token): { expr: Token } => ({ expr: token });
