import type { ColumnParse, DateForm, NumberForm } from '#core/model/source';
import { readDay } from './read-date';
import { readSerial } from './read-serial';
import { readNumberAs } from './number-text';

/** 98/1/5 is a day of the year 98 in a column of years of the Republic, where elsewhere it would be of 1998 or no day. */
const wholeYear = (text: string): string => text.trim().replace(/^[\d０-９]{1,2}(?![\d０-９])/, (year) => year.padStart(3, '0'));

/** What a text is in a form: a number, or an ISO day or instant; null where it has another form. */
export function readInForm(text: string, form: NumberForm | DateForm): number | string | null {
  if ('strip' in form) return readNumberAs(text, form);
  if (form.serial) return readSerial(text, form.serial);
  const day = readDay(form.era === 'roc' ? wholeYear(text) : text);
  if (form.formats.length === 0) return day?.iso ? day.readings[0]!.iso : null;
  return day?.readings.find(({ format }) => form.formats.includes(format))?.iso ?? null;
}

/** Whether a text of the preview seems no value of its column; the load knows it surely. */
export function seemsUnread(text: string, parse: ColumnParse, nulls: readonly string[]): boolean {
  if (nulls.includes(text.trim())) return false;
  if (parse.type === 'number') return readNumberAs(text, parse) === null;
  if (parse.type !== 'date') return false;
  const serials = [parse, ...(parse.also ?? [])].flatMap(({ serial }) => serial ?? []);
  return readDay(text) === null && serials.every((serial) => readSerial(text, serial) === null);
}
