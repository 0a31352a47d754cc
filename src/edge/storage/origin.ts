/** The ways in which a report comes from outside; `unknown`: it did, and how cannot be read any more. */
export const ORIGINS = ['link', 'file', 'address', 'library', 'unknown'] as const;

/** Where a report came from that counts as foreign. */
export interface ReportOrigin {
  readonly from: (typeof ORIGINS)[number];
  /** Of the file, or the address; as it was given, at most `LONGEST_NAME` characters. */
  readonly name?: string;
}

/** Longest name that is kept, characters. */
export const LONGEST_NAME = 300;

/** ST19: where a stored report came from; null where nothing says that it came from outside. */
export function parseOrigin(value: unknown): ReportOrigin | null {
  if (value === undefined || value === null) return null;
  const { from, name } = (typeof value === 'object' ? value : {}) as { from?: unknown; name?: unknown };
  const way = ORIGINS.find((each) => each === from);
  if (!way) return { from: 'unknown' };
  return typeof name === 'string' && name !== '' ? { from: way, name: name.slice(0, LONGEST_NAME) } : { from: way };
}
