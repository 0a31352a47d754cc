import { readInForm } from '#core/intake/read-form';
import { readNumberAs } from '#core/intake/number-text';
import type { ColumnParse, DateParse } from '#core/model/source';

/** How a column's text is read for a step: as its mapping says, an instant as its day unless the time of day is asked for. */

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** A moment as ISO text, `YYYY-MM-DDTHH:MM:SS`; null where the text has none of the forms. */
export function readMoment(text: string, { also = [], ...form }: DateParse): string | null {
  for (const each of [form, ...also]) {
    const read = readInForm(text, each);
    if (typeof read === 'string') return read.length === 10 ? `${read}T00:00:00` : read;
  }
  return null;
}

/** What a step compares and computes with (PS3): a number, a day as ISO text, or the text. */
export function readStepValue(text: string | null, parse: ColumnParse): number | string | null {
  if (text === null) return null;
  if (parse.type === 'number') return readNumberAs(text, parse);
  if (parse.type === 'date') return readMoment(text, parse)?.slice(0, 10) ?? null;
  return text;
}
