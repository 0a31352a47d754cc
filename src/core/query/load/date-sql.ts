import type { DateForm, DateParse, Serial } from '#core/model/source';
import { DAYS_1900, DAYS_1904, HALVES, monthWords, ROC_COMPACT, ROC_YEAR } from '#core/model/value-forms';
import { quoteText } from '#core/sql/literal';
import { finite, narrowSql } from './number-sql';

/** The date in a raw text, NULL where it has none of its column's forms (LD4, LD18). */
export function dateSql(raw: string, { grain, also = [], ...form }: DateParse): string {
  const type = grain === 'date' ? 'DATE' : 'TIMESTAMP';
  const plain = isPlain(form) ? finite(`TRY_CAST(${raw} AS ${type})`) : null;
  const others = (plain ? also : [form, ...also]).map((each) => formSql(raw, each));
  if (others.length === 0) return plain!;
  const read = others.length === 1 ? others[0]! : `coalesce(${others.join(', ')})`;
  const typed = grain === 'date' ? `CAST(${read} AS DATE)` : read;
  return plain ? `coalesce(${plain}, ${typed})` : typed;
}

/** The engine's own cast reads it. */
const isPlain = ({ formats, serial }: DateForm): boolean => formats.length === 0 && serial === undefined;

function formSql(raw: string, form: DateForm): string {
  const { formats, serial } = form;
  const text = rewrite(raw, form);
  const read = formats.length > 0 ? parseFormats(text, formats) : null;
  const counted = serial ? countSql(text, serial) : null;
  return read && counted ? `coalesce(${read}, ${counted})` : (read ?? counted ?? 'CAST(NULL AS TIMESTAMP)');
}

/** A text as `strptime` understands it: plain digits, months by number, AM and PM, years of our era. */
function rewrite(raw: string, { fullWidth, months, halves, era }: DateForm): string {
  let text = `trim(${fullWidth ? narrowSql(raw) : raw})`;
  if (halves) text = HALVES.reduce((inner, [word, half]) => `replace(${inner}, ${quoteText(word)}, '${half}')`, text);
  if (months) {
    const words = monthWords(months);
    const found = `regexp_extract(${text}, ${quoteText(`(?i)(?:${words.map(({ word }) => word).join('|')})\\.?`)})`;
    const names = words.map(({ word }) => quoteText(word)).join(', ');
    const numbers = words.map(({ month }) => quoteText(String(month))).join(', ');
    text = `replace(${text}, ${found}, coalesce([${numbers}][list_position([${names}], lower(rtrim(${found}, '.')))], ''))`;
  }
  if (era) {
    const year = `CAST(1911 + CAST(regexp_extract(${text}, '^${ROC_YEAR}', 1) AS INTEGER) AS VARCHAR)`;
    const compact = `CAST(19110000 + TRY_CAST(${text} AS INTEGER) AS VARCHAR)`;
    text = `CASE WHEN regexp_full_match(${text}, '${ROC_YEAR}[^0-9].*') THEN ${year} || regexp_replace(${text}, '^${ROC_YEAR}', '') WHEN regexp_full_match(${text}, '${ROC_COMPACT}') THEN ${compact} ELSE ${text} END`;
  }
  return text;
}

const listSql = (formats: readonly string[]): string => `[${formats.map(quoteText).join(', ')}]`;

/**
 * A format that fails costs ten times one that fits, so that the short-year twins (`listFormats` puts them first) are only tried where the
 * long years failed; and where they took two digits for a year of the first century (LD18).
 */
function parseFormats(text: string, formats: readonly string[]): string {
  const shorts = formats.filter((format) => format.includes('%y') && formats.includes(format.replace('%y', '%Y')));
  const longs = formats.filter((format) => !shorts.includes(format));
  const read = `try_strptime(${text}, ${listSql(longs)})`;
  const short = shorts.length > 0 ? ` ELSE try_strptime(${text}, ${listSql(shorts)})` : '';
  return `CASE WHEN ${read} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9999-12-31' THEN ${read}${short} END`;
}

const SECONDS = { days1900: 86_400, days1904: 86_400, seconds: 1, milliseconds: 0.001 } as const;
const START = { days1900: DAYS_1900, days1904: DAYS_1904, seconds: 0, milliseconds: 0 } as const;

/** The instant that a number counts to, to the second; NULL outside 1900–2100. */
function countSql(text: string, serial: Serial): string {
  const since = `CAST(floor((TRY_CAST(${text} AS DOUBLE) - ${START[serial]}) * ${SECONDS[serial]} + 0.5) AS BIGINT)`;
  return `CASE WHEN (TRY_CAST(${text} AS DOUBLE) - ${START[serial]}) * ${SECONDS[serial]} BETWEEN -2203891200 AND 4133980799 THEN make_timestamp(${since} * 1000000) END`;
}
