import { countFilled } from './judge-cells';
import type { RawRecord } from './raw-record';

/** A field that says total and nothing else, in the languages of exports. */
const TOTAL =
  /^(?:(?:grand|sub|report|overall)[\s-]?)?totals?(?:\s*\(.*\))?\s*[:：]?$|^(?:gesamt|gesamtsumme|gesamtergebnis|summe|summa|suma|sum|totale|total général|total general|total geral|insgesamt|итого|всего|합\s*계|총\s*계)\s*[:：]?$|^(?:合|总|總|小|共)\s*(?:计|計)(?:金额|金額|数|數|\(.*\)|（.*）)?\s*[:：]?$|^(?:本页|本頁)?(?:合计|合計|汇总|匯總|累计|累計|総計)\s*[:：]?$/i;
const NOTE =
  /^(?:notes?\b|source\b|sources?:|remarks?\b|generated\b|exported\b|printed\b|created\b|report\b|page\s\d|end of|\*+\s|rows?:|records?:|\d+\s(?:rows?|records?)\b|\(\d+\srows?|quelle|hinweis|erstellt|stand:|anmerkung|注[:：]|注\d|备注|備註|说明|說明|制表|製表|打印|列印|导出|匯出|生成|审核|第\s*\d+\s*页|共\s*\d+\s*[条條笔筆页頁行])/i;

/** D13: true for a record whose first filled field is a word for a total. */
export const isTotal = (fields: readonly string[]): boolean => TOTAL.test((fields.find((field) => field.trim() !== '') ?? '').trim());

const linesOf = (record: RawRecord): number => record.text.split(/\r\n?|\n/).length;

/** True where at least one line that is no record stands between two records. */
export const apart = (one: RawRecord, next: RawRecord): boolean => next.line > one.line + 1 && next.line > one.line + linesOf(one);

/** D13: true for a line of text that is no record: one filled field at its beginning, below a gap or beginning like a note. */
function isNote(record: RawRecord, before: RawRecord | undefined, width: number): boolean {
  const filled = countFilled(record.fields);
  const text = record.fields
    .map((field) => field.trim())
    .join(' ')
    .trim();
  if (NOTE.test(text) && (record.fields.length !== width || filled === 1)) return true;
  const lonely = filled === 1 && (record.fields[0] ?? '').trim() !== '';
  const prose = record.fields.length !== width && /\p{L}{2,}[\s,:：，]+\p{L}{2,}/u.test(text);
  if (!lonely && !prose) return false;
  const gap = before !== undefined && (apart(before, record) || countFilled(before.fields) === 0);
  return gap && text.length > 3 && (width > 2 || record.fields.length !== width);
}

/** D13: how many of the last records of a table are no data: totals, notes, and records of nothing but signs. */
export function countFooter(records: readonly RawRecord[], width: number): number {
  if (width < 2) return 0;
  let footer = 0;
  for (let back = 1; back < records.length; back++) {
    const record = records[records.length - back]!;
    const before = records[records.length - back - 1];
    if (isTotal(record.fields) || isNote(record, before, width) || countFilled(record.fields) === 0) footer = back;
    else break;
  }
  return footer;
}
