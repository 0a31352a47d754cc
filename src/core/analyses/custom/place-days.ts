import { tokenize, type Token } from '#core/sql/tokens';

/** The SQL that one day leads to. */
export interface DatedSample {
  readonly sql: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}
/** A stretch of tokens of the first sample and what stands for it. */
export interface Placement {
  readonly at: number;
  readonly count: number;
  readonly text: string;
}

const DAY_MS = 86_400_000;
const daysApart = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
const ISO = /^'(\d{4}-\d{2}-\d{2})'$/;

/** The day of a literal `DATE '…'` whose text stands here; null where there is none. */
function dayAt(tokens: readonly Token[], at: number): string | null {
  const before = tokens[at - 1]?.kind === 'space' ? tokens[at - 2] : tokens[at - 1];
  const day = ISO.exec(tokens[at]?.text ?? '')?.[1];
  return day !== undefined && before?.text.toUpperCase() === 'DATE' ? day : null;
}

/**
 * Where days of the first text move with the day of its sample, always by as many days (QC12): `{{name}}`, or `({{name}} - 364)`.
 * Null where anything else differs, or a day moves otherwise (by months, say). Samples have different days, three tell months from days.
 */
export function placeDays(name: string, samples: readonly DatedSample[]): readonly Placement[] | null {
  const all = samples.map(({ sql }) => tokenize(sql));
  const [first] = all;
  if (!first || all.length < 2 || all.some(({ length }) => length !== first.length)) return null;
  const placed: Placement[] = [];
  for (const [at, token] of first.entries()) {
    if (all.every((tokens) => tokens[at]!.text === token.text)) continue;
    const moved = all.map((tokens, index) => {
      const day = dayAt(tokens, at);
      return day === null ? null : daysApart(samples[index]!.day, day);
    });
    const [by] = moved;
    if (by === null || by === undefined || moved.some((each) => each !== by)) return null;
    const start = first[at - 1]!.kind === 'space' ? at - 2 : at - 1;
    placed.push({
      at: start,
      count: at - start + 1,
      text: by === 0 ? `{{${name}}}` : `({{${name}}} ${by < 0 ? '-' : '+'} ${Math.abs(by)})`,
    });
  }
  return placed;
}

/** The text with every placement made; null where two of them meet. */
export function applyPlacements(sql: string, placements: readonly Placement[]): string | null {
  const tokens = tokenize(sql);
  const sorted = placements.toSorted((one, other) => one.at - other.at);
  let done = 0;
  let text = '';
  for (const { at, count, text: put } of sorted) {
    if (at < done) return null;
    text += `${tokens
      .slice(done, at)
      .map((token) => token.text)
      .join('')}${put}`;
    done = at + count;
  }
  return (
    text +
    tokens
      .slice(done)
      .map((token) => token.text)
      .join('')
  );
}
