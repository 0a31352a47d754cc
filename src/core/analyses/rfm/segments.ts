/** Scores run from 1 to 5, 5 = best. */
export const K = 5;

export const SEGMENTS = [
  'champions',
  'loyal',
  'potential',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cant_lose',
  'hibernating',
  'lost',
] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Rows are R = 5, 4, 3, 2, 1; columns FM = 1 … 5 (RF6). */
export const GRID: readonly (readonly Segment[])[] = [
  ['new', 'potential', 'potential', 'champions', 'champions'],
  ['promising', 'potential', 'potential', 'loyal', 'loyal'],
  ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  ['lost', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
];

/** The segment of a cell. */
export const segmentOf = (r: number, fm: number): Segment => {
  const segment = GRID[K - r]?.[fm - 1];
  if (!segment) throw new RangeError(`no cell R ${r}, FM ${fm}`);
  return segment;
};

/** The cells of a segment as pairs of R and FM. */
export const cellsOf = (segment: Segment): { readonly r: number; readonly fm: number }[] =>
  GRID.flatMap((row, down) => row.flatMap((name, across) => (name === segment ? [{ r: K - down, fm: across + 1 }] : [])));
