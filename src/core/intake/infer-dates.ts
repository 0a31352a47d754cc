import type { ColumnParse, DateOrder } from '#core/model/source';
import { readDay, type ReadDay } from './read-date';

/** What one order of day, month and year would make of a column. */
export interface OrderReading {
  readonly order: DateOrder;
  /** Days or instants, smallest and largest. */
  readonly from: string;
  readonly to: string;
  /** Share of neighbouring samples that do not go back in time: exports are mostly written in order. */
  readonly rising: number;
  /** Days between the first and the last. */
  readonly span: number;
  readonly formats: readonly string[];
}

export interface DateFacts {
  readonly read: number;
  readonly instant: boolean;
  /** The proposal first; more than one when a person has to choose. */
  readonly readings: readonly OrderReading[];
  /** A sample that can be read in more than one way; empty when none can. */
  readonly example: string;
  readonly parse: ColumnParse;
}

/** Formats beyond these are left to the ledger. */
const FORMAT_LIMIT = 8;
const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

/** A look at twenty samples spares columns of another kind the long way. */
function seemsDates(samples: readonly string[]): boolean {
  const step = Math.max(1, Math.floor(samples.length / 20));
  const tried = samples.filter((_, at) => at % step === 0);
  return tried.filter((text) => readDay(text) !== null).length >= tried.length * 0.5;
}

/** The facts of a column of dates, or null when fewer than nine in ten of its filled samples are one. */
export function inferDates(samples: readonly string[]): DateFacts | null {
  if (!seemsDates(samples)) return null;
  const read = samples.flatMap((text) => {
    const day = readDay(text);
    return day ? [{ text, day }] : [];
  });
  if (read.length === 0 || read.length < samples.length * 0.9) return null;
  const fits = ORDERS.map((order) => read.filter(({ day }) => day.readings.some((reading) => reading.order === order)).length);
  const most = Math.max(...fits);
  // Orders that give the same days (05/05/2026 throughout) leave nothing to ask.
  const orders = ORDERS.filter((_, at) => fits[at] === most);
  const days = read.map(({ day }) => day);
  const different = orders.filter((order, at) =>
    orders.slice(0, at).every((earlier) => days.some((day) => isoOf(day, order) !== isoOf(day, earlier))),
  );
  const open = different.map((order) => judgeOrder(order, days)).sort(byPlausibility);
  const instant = days.some((day) => day.instant);
  const iso = days.every((day) => day.iso);
  return {
    read: most,
    instant,
    readings: open,
    example: open.length > 1 ? (read.find(({ day }) => new Set(day.readings.map(({ iso: text }) => text)).size > 1)?.text ?? '') : '',
    parse: { type: 'date', formats: iso ? [] : open[0]!.formats, grain: instant ? 'instant' : 'date' },
  };
}

const isoOf = (day: ReadDay, order: DateOrder): string | undefined => day.readings.find((reading) => reading.order === order)?.iso;

/** Plausible first: in the file's order, then within a shorter time, then in the order of `ORDERS`. */
function byPlausibility(one: OrderReading, other: OrderReading): number {
  if (Math.abs(one.rising - other.rising) > 0.05) return other.rising - one.rising;
  if (one.span !== other.span) return one.span - other.span;
  return ORDERS.indexOf(one.order) - ORDERS.indexOf(other.order);
}

function judgeOrder(order: DateOrder, days: readonly ReadDay[]): OrderReading {
  const chosen = days.flatMap((day) => day.readings.filter((reading) => reading.order === order).slice(0, 1));
  const texts = chosen.map((reading) => reading.iso);
  const sorted = [...texts].sort();
  const from = sorted[0] ?? '';
  const to = sorted.at(-1) ?? '';
  const steps = texts.slice(1);
  const rising = steps.length === 0 ? 1 : steps.filter((text, at) => text >= texts[at]!).length / steps.length;
  const span = Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
  return { order, from, to, rising, span, formats: listFormats(chosen.map((reading) => reading.format)) };
}

/**
 * The formats met, the most frequent first. DuckDB's `%Y` reads `26` as the year 26 and gives no error, so that each format with
 * slashes or dots and a long year is preceded by its short-year twin, which refuses four digits.
 */
export function listFormats(formats: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const format of formats) counts.set(format, (counts.get(format) ?? 0) + 1);
  const byFrequency = [...counts.keys()].sort((one, other) => counts.get(other)! - counts.get(one)!);
  const twins = byFrequency.flatMap((format) =>
    /%Y(?!年|%m)/.test(format) && /%m[-/.]/.test(format) ? [format.replace('%Y', '%y'), format] : [format],
  );
  return [...new Set(twins)].slice(0, FORMAT_LIMIT);
}

/** The same formats with day, month and year in another order. Formats with a month's name stay. */
export function reorderFormats(formats: readonly string[], order: DateOrder): readonly string[] {
  const tokens: Record<DateOrder, readonly string[]> = { ymd: ['year', '%m', '%d'], mdy: ['%m', '%d', 'year'], dmy: ['%d', '%m', 'year'] };
  return formats.map((format) =>
    format.replace(/%[ymdY]([-/.])%[ymd]\1%[ymdY]/, (parts, separator: string) => {
      const year = parts.includes('%Y') ? '%Y' : '%y';
      return tokens[order].map((token) => (token === 'year' ? year : token)).join(separator);
    }),
  );
}
