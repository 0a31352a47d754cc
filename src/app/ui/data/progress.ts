/** How a load is getting on, from bytes and the clock. */
export interface Pace {
  /** 0–1. */
  readonly share: number;
  /** Bytes a second; null in the first second. */
  readonly rate: number | null;
  /** Seconds to go at this rate; null in the first two seconds and near the end. */
  readonly left: number | null;
}

/** `since` and `now` are milliseconds of the same clock. */
export function paceOf(bytes: number, totalBytes: number, since: number, now: number): Pace {
  const seconds = (now - since) / 1000;
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 0;
  const rate = seconds >= 1 && bytes > 0 ? bytes / seconds : null;
  const left = rate !== null && seconds >= 2 && share < 1 ? Math.ceil((totalBytes - bytes) / rate) : null;
  return { share, rate, left };
}
