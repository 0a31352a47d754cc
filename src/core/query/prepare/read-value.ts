import type { ColumnParse } from '#core/model/source';

/** How a column's text is read for a step: as its mapping says, an instant as its day unless the time of day is asked for. */

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONG = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const ISO = /^(?<Y>\d{4})[-/](?<m>\d{1,2})[-/](?<d>\d{1,2})(?:[ T](?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?:\.\d+)?)?)?$/;

/** What stands for each directive of `strptime`; named groups but for what does not matter to a second. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: String.raw`(?<Y>\d{4})`,
  y: String.raw`(?<y>\d{2})`,
  m: String.raw`(?<m>\d{1,2})`,
  d: String.raw`(?<d>\d{1,2})`,
  H: String.raw`(?<H>\d{1,2})`,
  I: String.raw`(?<I>\d{1,2})`,
  M: String.raw`(?<M>\d{1,2})`,
  S: String.raw`(?<S>\d{1,2})`,
  f: String.raw`\d{1,9}`,
  p: '(?<p>[AaPp][Mm])',
  b: '(?<b>[A-Za-z]{3})',
  B: '(?<B>[A-Za-z]{3,9})',
  '%': '%',
};

const patterns = new Map<string, RegExp>();
function patternOf(format: string): RegExp {
  const known = patterns.get(format);
  if (known) return known;
  const source = format.replaceAll(/%(.)|([^%]+)/gsu, (_, directive: string | undefined, words: string | undefined) =>
    directive === undefined ? words!.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`) : (DIRECTIVES[directive] ?? '(?!)'),
  );
  const pattern = new RegExp(`^${source}$`);
  patterns.set(format, pattern);
  return pattern;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DDTHH:MM:SS`; null when it is no moment of the calendar. */
function momentOf(parts: Readonly<Record<string, string | undefined>>): string | null {
  const { Y, y, m, b, B, d = '1', H, I, M = '0', S = '0', p } = parts;
  const year = Y !== undefined ? Number(Y) : y !== undefined ? Number(y) + (Number(y) < 69 ? 2000 : 1900) : 1900;
  const month = b ? MONTHS.indexOf(b.toLowerCase()) + 1 : B ? LONG.indexOf(B.toLowerCase()) + 1 : Number(m ?? 1);
  const hour = I === undefined ? Number(H ?? 0) : (Number(I) % 12) + (/p/i.test(p ?? '') ? 12 : 0);
  if (month < 1 || month > 12 || hour > 23 || Number(M) > 59 || Number(S) > 59 || (I !== undefined && (Number(I) < 1 || Number(I) > 12)))
    return null;
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(Number(d))}`;
  return isDay(day) ? `${day}T${two(hour)}:${two(Number(M))}:${two(Number(S))}` : null;
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** A number; null where the text is none (LD4). */
export function readNumberText(text: string, strip: readonly string[]): number | null {
  const bare = strip.reduce((rest, sign) => rest.replaceAll(sign, ''), text).trim();
  const value = PLAIN.test(bare) ? Number(bare) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** A moment as ISO text; null where the text is none. */
export function readMoment(text: string, formats: readonly string[]): string | null {
  if (formats.length === 0) {
    const parts = ISO.exec(text)?.groups;
    return parts ? momentOf(parts) : null;
  }
  for (const format of formats) {
    const match = patternOf(format).exec(text.trim());
    const moment = match && momentOf(match.groups ?? {});
    if (moment) return moment;
  }
  return null;
}

/** What a step compares and computes with (PS3): a number, a day as ISO text, or the text. */
export function readStepValue(text: string | null, parse: ColumnParse): number | string | null {
  if (text === null) return null;
  if (parse.type === 'number') return readNumberText(text, parse.strip);
  if (parse.type === 'date') return readMoment(text, parse.formats)?.slice(0, 10) ?? null;
  return text;
}
