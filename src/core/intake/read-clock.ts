/** The parts of a text that a pattern names. */
export type Groups = Readonly<Record<string, string | undefined>>;

const HALF = String.raw`上午|下午|[aApP]\. ?[mM]\.|[AaPp][Mm]`;

/** A time of day behind a date: with seconds or without, halves before or behind, an offset that is passed over. */
export const CLOCK = String.raw`(?<gap>[T ]+|(?=上午|下午))(?<bp>(?:${HALF}) ?)?(?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?<F>\.\d{1,6})?)?(?<ap> ?(?:${HALF}))?(?<zone> ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?`;
export const HANZI_CLOCK = String.raw`(?<gap> *)(?<bp>(?:${HALF}) ?)?(?<H>\d{1,2})(?<h>[时時点])(?:(?<M>\d{1,2})分)?(?:(?<S>\d{1,2})秒)?`;

/** The pattern with all its names given a letter before, so that it may stand in another beside itself. */
export const renamed = (pattern: string, letter: string): string =>
  pattern.replaceAll('?<', `?<${letter}`).replaceAll(`?<${letter}=`, '?<=');

const two = (value: number): string => String(value).padStart(2, '0');

export interface Clock {
  readonly format: string;
  readonly iso: string;
  /** DuckDB casts it without a format. */
  readonly plain: boolean;
  /** Words other than AM and PM stand for the halves of the day. */
  readonly halves: boolean;
}

export const NO_CLOCK: Clock = { format: '', iso: '', plain: true, halves: false };

/** The time part; null when it names no time of day. An offset is kept as literal text, so that the shop's own clock stays. */
export function readClock(groups: Groups): Clock | null {
  const { gap = '', bp, H, M, S, F, ap, zone = '', h } = groups;
  if (H === undefined) return NO_CLOCK;
  let hour = Number(H);
  const half = bp ?? ap;
  if (hour > 23 || Number(M ?? 0) > 59 || Number(S ?? 0) > 59 || (bp && ap) || (half && (hour < 1 || hour > 12))) return null;
  if (half) hour = (hour % 12) + (/p|下/i.test(half) ? 12 : 0);
  const iso = `T${two(hour)}:${two(Number(M ?? 0))}:${two(Number(S ?? 0))}`;
  const token = (text: string | undefined): string => (text ? text.replace(new RegExp(HALF), '%p') : '');
  const hours = half ? '%I' : '%H';
  const halves = half !== undefined && !/^ ?[ap]m ?$/i.test(half);
  if (h) return { format: `${gap}${token(bp)}${hours}${h}${M ? '%M分' : ''}${S ? '%S秒' : ''}`, iso, plain: false, halves };
  const format = `${gap}${token(bp)}${hours}:%M${S ? ':%S' : ''}${F ? '.%f' : ''}${token(ap)}${zone}`;
  return { format, iso, plain: !half && !zone && (gap === ' ' || gap === 'T'), halves };
}
