/** What the sampled texts of a column are like; empty ones are left out. */
export interface TextFacts {
  readonly count: number;
  readonly distinct: number;
  /** How many pairs of them are alike. */
  readonly pairs: number;
  /** Characters of one, on average. */
  readonly length: number;
  /** Bytes of one in UTF-8, on average. */
  readonly bytes: number;
}

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** 0 of none. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Looks over the texts of a column. */
export function textFacts(all: readonly string[]): TextFacts {
  const texts = all.filter((text) => text !== '');
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  let pairs = 0;
  for (const count of times.values()) pairs += (count * (count - 1)) / 2;
  const length = mean(texts.map((text) => text.length));
  return { count: texts.length, distinct: times.size, pairs, length, bytes: mean(texts.map(utf8Length)) };
}

/** About how many different texts there are among all records: how often two of a sample are alike tells it (the birthday question). */
export function estimateDistinct({ count, distinct, pairs }: TextFacts, records: number): number {
  const possible = (count * (count - 1)) / 2;
  return pairs === 0 ? records : Math.min(records, Math.max(distinct, possible / pairs));
}
