import type { DateOrder, DateParse, MonthLanguage, Serial } from '#core/model/source';
import { MONTH_LANGUAGES } from '#core/model/source';
import { MONTH_NAMES } from '#core/model/value-forms';
import { readDay, type DateWords, type ReadDay } from './read-date';
import { readSerial, serialOf, type DateName } from './read-serial';

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
  readonly parse: DateParse;
  /** What else the texts may be: years of another era, or plain numbers. Empty when there is nothing to ask. */
  readonly kinds: readonly DateKind[];
}

/** One thing that the texts of a column may be. `iso`: what the example is then; null for a plain number. */
export interface DateKind {
  readonly kind: 'ce' | 'roc' | 'number' | Serial;
  readonly iso: string | null;
}

/** What is known of the column beside its texts. */
export interface DateHints {
  readonly named?: DateName;
  /** The headers are in traditional Chinese. */
  readonly traditional?: boolean;
}

/** Formats beyond these are left to the ledger. */
const FORMAT_LIMIT = 8;
const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];
const ROC_COMPACT = /^[01]\d{6}$/;

interface ReadText {
  readonly text: string;
  readonly day: ReadDay;
}

/** A look at twenty samples spares columns of another kind the long way. */
function seemsDates(samples: readonly string[], counts: boolean): boolean {
  const step = Math.max(1, Math.floor(samples.length / 20));
  const tried = samples.filter((_, at) => at % step === 0);
  return tried.filter((text) => readDay(text) !== null || (counts && serialOf(text))).length >= tried.length * 0.5;
}

/** The facts of a column of dates (V9–V12), or null when fewer than nine in ten of its filled samples are one. */
export function inferDates(samples: readonly string[], { named = 'no', traditional = false }: DateHints = {}): DateFacts | null {
  const counts = named !== 'no';
  if (!seemsDates(samples, counts)) return null;
  const found = samples.flatMap((text): ReadText[] => {
    const day = ROC_COMPACT.test(text) && !counts && !traditional ? null : readDay(text);
    return day ? [{ text, day }] : [];
  });
  const serial = counts || found.length >= samples.length * 0.5 ? findSerial(samples, found) : null;
  const { read, words } = speakAlike(found);
  const counted = serial ? samples.filter((text) => serialOf(text) === serial) : [];
  const all = read.length + counted.length;
  if (all === 0 || all < samples.length * 0.9) return null;
  const shortEra = read.length > 0 && !serial && traditional && !words.era && read.every(({ text }) => /^(3[2-9]|[4-9]\d)[-/.]/.test(text));
  const facts = read.length > 0 ? judgeOrders(read, words) : null;
  if (facts && !serial) return shortEra ? withEra(facts, read) : facts;
  return withSerial(facts, serial!, counted, named);
}

/** What the numbers in a column count, when they all count the same. */
function findSerial(samples: readonly string[], found: readonly ReadText[]): Serial | null {
  const days = new Set(found.map(({ text }) => text));
  const kinds = new Set(samples.flatMap((text) => (days.has(text) ? [] : (serialOf(text) ?? []))));
  return kinds.size === 1 ? [...kinds][0]! : null;
}

/** The texts that can be read together: names of months of one language, years of one era. */
function speakAlike(found: readonly ReadText[]): { readonly read: readonly ReadText[]; readonly words: DateWords } {
  const some = (test: (words: DateWords) => boolean): boolean => found.some(({ day }) => test(day.words));
  const era = some((words) => words.era === 'roc');
  let read = era ? found.map(({ text, day }) => ({ text, day: /^\d{2}[-/.]/.test(text) ? (readDay(`0${text}`) ?? day) : day })) : found;
  let months: MonthLanguage | undefined;
  if (some((words) => words.months !== undefined)) {
    const names = read.flatMap(({ day }) => day.month ?? []);
    const knows = (language: MonthLanguage, name: string): boolean => MONTH_NAMES[language].some((list) => list.includes(name));
    const fits = MONTH_LANGUAGES.map((language) => names.filter((name) => knows(language, name)).length);
    const language = (months = MONTH_LANGUAGES[fits.indexOf(Math.max(...fits))]!);
    read = read.filter(({ day }) => !day.month || knows(language, day.month)).map(({ text, day }) => ({ text, day: byNumber(day) }));
  }
  const words: DateWords = {
    ...(era ? { era: 'roc' } : {}),
    ...(months ? { months } : {}),
    ...(some(({ halves }) => halves === true) ? { halves: true } : {}),
    ...(some(({ fullWidth }) => fullWidth === true) ? { fullWidth: true } : {}),
  };
  return { read, words };
}

const byNumber = (day: ReadDay): ReadDay => ({
  ...day,
  readings: day.readings.map((reading) => ({ ...reading, format: reading.format.replace(/%[bB]\.?/, '%m') })),
});

function judgeOrders(read: readonly ReadText[], words: DateWords): DateFacts {
  const fits = ORDERS.map((order) => read.filter(({ day }) => day.readings.some((reading) => reading.order === order)).length);
  const most = Math.max(...fits);
  // Orders that give the same days (05/05/2026 throughout) leave nothing to ask.
  const orders = ORDERS.filter((_, at) => fits[at] === most);
  const days = read.map(({ day }) => day);
  const open = days.filter(({ readings }) => readings.length < ORDERS.length || readings.some(({ iso }) => iso !== readings[0]!.iso));
  const different = orders.filter((order, at) =>
    orders.slice(0, at).every((earlier) => open.some((day) => isoOf(day, order) !== isoOf(day, earlier))),
  );
  const proposed = different.map((order) => judgeOrder(order, days)).sort(byPlausibility);
  const instant = days.some((day) => day.instant);
  const iso = days.every((day) => day.iso) && Object.keys(words).length === 0;
  return {
    read: most,
    instant,
    readings: proposed,
    example: proposed.length > 1 ? (read.find(({ day }) => new Set(day.readings.map(({ iso: text }) => text)).size > 1)?.text ?? '') : '',
    parse: { type: 'date', formats: iso ? [] : proposed[0]!.formats, grain: instant ? 'instant' : 'date', ...words },
    kinds: [],
  };
}

/** V11: two-digit years that may be of the Republic of China. */
function withEra(facts: DateFacts, read: readonly ReadText[]): DateFacts {
  const example = read[0]!.text;
  const iso = (text: string): string | null => readDay(text)?.readings[0]?.iso ?? null;
  return {
    ...facts,
    example,
    kinds: [
      { kind: 'roc', iso: iso(`0${example}`) },
      { kind: 'ce', iso: iso(example) },
    ],
  };
}

/** V12: a column of numbers that count, alone or beside dates. */
function withSerial(facts: DateFacts | null, serial: Serial, counted: readonly string[], named: DateName): DateFacts {
  const instants = counted.map((text) => readSerial(text, serial)!);
  const instant = serial === 'days1900' ? counted.some((text) => text.includes('.')) : true;
  const days = instants.map((iso): ReadDay => ({
    readings: [{ order: 'ymd', iso: instant ? iso : iso.slice(0, 10), format: '' }],
    instant,
    iso: false,
    words: {},
  }));
  const grain = facts?.instant || instant ? 'instant' : 'date';
  if (facts) {
    const formats = facts.parse.formats.length === 0 ? (facts.readings[0]?.formats ?? []) : facts.parse.formats;
    const sorted = instants.map((iso) => (instant ? iso : iso.slice(0, 10))).sort();
    const readings = facts.readings.map((reading) => ({
      ...reading,
      from: sorted[0]! < reading.from ? sorted[0]! : reading.from,
      to: sorted.at(-1)! > reading.to ? sorted.at(-1)! : reading.to,
    }));
    const parse = { ...facts.parse, formats, grain, serial } as const;
    return { ...facts, readings, read: facts.read + counted.length, instant: grain === 'instant', parse };
  }
  const example = counted[0]!;
  const asked = named !== 'surely' && serial === 'days1900';
  const kinds = (['days1900', 'number', 'days1904'] as const).map((kind): DateKind => ({
    kind,
    iso: kind === 'number' ? null : (readSerial(example, kind)?.slice(0, instant ? 19 : 10) ?? null),
  }));
  return {
    read: counted.length,
    instant,
    readings: [{ ...judgeOrder('ymd', days), formats: [] }],
    example: asked ? example : '',
    parse: { type: 'date', formats: [], grain, serial },
    kinds: asked ? kinds : [],
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
  const chosen = days.flatMap((day) => day.readings.find((reading) => reading.order === order) ?? []);
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

/** The same formats with day, month and year in another order. Formats with a month's name or a long year in front stay: they have one order. */
export function reorderFormats(formats: readonly string[], order: DateOrder): readonly string[] {
  const tokens: Record<DateOrder, readonly string[]> = { ymd: ['year', '%m', '%d'], mdy: ['%m', '%d', 'year'], dmy: ['%d', '%m', 'year'] };
  return formats.map((format) =>
    format.replace(/%[ymd]([-/.]|\. )%[ymd]\1%[ymdY]/, (parts, separator: string) => {
      const year = parts.includes('%Y') ? '%Y' : '%y';
      return tokens[order].map((token) => (token === 'year' ? year : token)).join(separator);
    }),
  );
}
