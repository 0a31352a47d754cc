import { countFilled, findValueColumns, isNothing, isValue } from './judge-cells';
import { apart, countFooter } from './name-footer';
import type { RawRecord } from './raw-record';

/** What stands around and above the rows of a table. */
export interface Frame {
  /** The record where the header begins, or the first row where there is none. */
  readonly start: number;
  readonly headerRows: number;
  readonly footer: number;
  /** The header stands again among the rows. */
  readonly again: boolean;
  /** The header has one name less than the records have fields. */
  readonly rowNames: boolean;
  /** The record where another table begins, and whether it says the same as the first; null where there is one table. */
  readonly second: { readonly at: number; readonly same: boolean } | null;
}

const STUDIED = 100;
const MOST_HEADERS = 4;
const MOST_PREAMBLE = 60;

const sameFields = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((field, at) => field.trim() === other[at]!.trim());

/** Several records of one width, three or more: a table of its own, and no lines above one. */
const beginsTable = (records: readonly RawRecord[], at: number): boolean => {
  const fields = records[at]!.fields.length;
  const next = records.slice(at, at + 4);
  return fields > 2 && next.length === 4 && next.every((record) => record.fields.length === fields && countFilled(record.fields) > 2);
};

/** D9: how many records stand above the table. */
function countPreamble(records: readonly RawRecord[], width: number): number {
  const fits = ({ fields, fault }: RawRecord): boolean => !fault && fields.length === width;
  const usual = records
    .filter(fits)
    .map(({ fields }) => countFilled(fields))
    .sort((one, other) => one - other);
  const median = usual[usual.length >> 1] ?? width;
  const above = (record: RawRecord): boolean => {
    if (!fits(record)) return true;
    const filled = countFilled(record.fields);
    if (filled === 0) return true;
    return filled === 1 && median > 1 && record.fields[0]!.trim() !== '';
  };
  let start = 0;
  while (start < Math.min(MOST_PREAMBLE, records.length - 1) && above(records[start]!) && !beginsTable(records, start)) start++;
  return records.slice(start).some(fits) ? start : 0;
}

/** A record that says nothing as a value in any column of values. */
const saysNoValue = (fields: readonly string[], values: readonly boolean[]): boolean =>
  !values.some((value, column) => value && isValue(fields[column] ?? ''));

/** A record with a word above a column of values. */
const namesValues = (fields: readonly string[], values: readonly boolean[]): boolean =>
  values.some((value, column) => value && !isNothing(fields[column] ?? '') && !isValue(fields[column]!));

/** D10: years above columns of values, beside words above the others. */
function namesYears(fields: readonly string[], values: readonly boolean[]): boolean {
  const numbers = fields.filter(isValue);
  const years = numbers.length > 0 && numbers.every((field) => /^(?:19|20)\d\d(?:年|[-/.]\d{1,2}月?)?$/.test(field.trim()));
  return (
    years &&
    fields.some((field, column) => !values[column] && /\p{L}{2,}/u.test(field)) &&
    fields.every((field, column) => !values[column] || field.trim() !== '')
  );
}

/** D10, D11: how many records name the columns. */
function countHeaders(records: readonly RawRecord[], width: number): number {
  const rows = records.slice(0, STUDIED).map(({ fields }) => fields);
  const first = rows[0];
  if (!first) return 0;
  const below = rows.slice(1).filter((fields) => fields.length === width);
  const others = below.filter((fields) => !sameFields(fields, first));
  const values = findValueColumns(others.length > 6 ? others.slice(3) : others.slice(Math.min(others.length >> 1, 2)), width);
  if (!values.includes(true)) return looksLikeNames(first, below) ? 1 : 0;
  const yearly = namesYears(first, values);
  if (!yearly && !(saysNoValue(first, values) && !first.some(isValue) && looksLikeNames(first, others))) return 0;
  let headers = 1;
  while (headers < MOST_HEADERS && headers < rows.length - 1) {
    const next = rows[headers]!;
    const names = next.length === width && saysNoValue(next, values) && namesValues(next, values) && !sameFields(next, first);
    if (!names || countFilled(next) === 0) break;
    headers++;
  }
  return headers;
}

/** Names are short, hardly any is empty or repeated, and none stands again below itself. */
function looksLikeNames(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const names = first.map((field) => field.trim());
  if (names.length === 0 || names.some(isValue)) return false;
  const filled = names.filter((name) => name !== '');
  if (filled.length < names.length * 0.5) return names.length > 2 && filled.length > 1 && below.length > 1 && namesGroups(names);
  const rest = below.slice(0, 60);
  if (names.some((name, column) => name !== '' && rest.some((fields) => fields[column]?.trim() === name))) return false;
  const distinct = new Set(filled).size;
  if (distinct === filled.length && filled.every((name) => name.length <= 64)) return true;
  return distinct > filled.length * 0.5 || rest.length > 2;
}

/** Words above groups of columns: the first field of each group is filled. */
const namesGroups = (names: readonly string[]): boolean => names.findIndex((name) => name !== '') <= 2;

/** The first of the blank records and titles that stand right above a place. */
function aboveTitle(rows: readonly (readonly string[])[], at: number): number {
  let first = at;
  while (first > 1 && countFilled(rows[first - 1]!) < 2) first--;
  return first;
}

/** D16: where a second table begins: other width or other header below a gap. */
function findSecond(records: readonly RawRecord[], width: number, headers: number): Frame['second'] {
  const rows = records.map(({ fields }) => fields);
  const body = rows.slice(headers, STUDIED).filter((fields) => fields.length === width);
  // Few tables have a record that makes one look at them.
  let known: readonly boolean[] | null = null;
  const valueColumns = (): readonly boolean[] => (known ??= findValueColumns(body, width));
  for (let at = headers + 1; at < rows.length - 1; at++) {
    const fields = rows[at]!;
    if (headers > 0 && sameFields(fields, rows[0]!)) {
      const begins = (offset: number): boolean =>
        rows[at + offset] !== undefined && sameFields(rows[at + offset]!, rows[headers - 1 + offset]!);
      if (begins(1) && begins(2) && begins(3)) return { at, same: true };
      if (countFilled(rows[at - 1]!) < 2 && at > headers + 1) return { at: aboveTitle(rows, at), same: false };
      continue;
    }
    if (fields.length === width && !apart(records[at - 1]!, records[at]!) && countFilled(rows[at - 1]!) > 1) continue;
    if (countFilled(fields) < 2 || fields.some(isValue)) continue;
    const values = valueColumns();
    const next = rows.slice(at + 1, at + 4);
    const steady = next.length > 0 && next.every((row) => row.length === fields.length);
    const gap = apart(records[at - 1]!, records[at]!) || countFilled(rows[at - 1]!) < 2;
    const other = fields.length !== width && (values.includes(true) || gap);
    const header = gap && values.includes(true) && saysNoValue(fields, values) && namesValues(fields, values) && next.length > 1;
    if (steady && next.length > 1 && (other || header)) return { at: aboveTitle(rows, at), same: false };
  }
  return null;
}

/** How many of its fields a first record names that has fewer or more than the records below; 0 where it is no header. */
function namesOtherWidth(records: readonly RawRecord[], width: number): number {
  const first = records[0];
  if (!first || first.fault || first.fields.length === width || width < 2 || records.length < 2) return 0;
  const fields = first.fields.slice(0, first.fields.findLastIndex((field) => field.trim() !== '') + 1);
  const names = fields.every((field) => field.trim() !== '' && field.length <= 64 && !isValue(field));
  const below = records.slice(1, STUDIED);
  const even = below.filter((record) => record.fields.length === width).length >= below.length * 0.9;
  return names && even && fields.length > width / 2 && fields.length >= width - 1 ? fields.length : 0;
}

/** What stands around the rows of a table whose records mostly have `width` fields. `whole`: the records reach to the file's end. */
export function findFrame(records: readonly RawRecord[], width: number, whole: boolean): Frame {
  const other = namesOtherWidth(records, width);
  const start = width < 2 || other > 0 ? 0 : countPreamble(records, width);
  const table = records.slice(start);
  const headerRows = other > 0 ? 1 : countHeaders(table, width);
  const second = width < 2 ? null : findSecond(table, width, headerRows);
  const header = table.slice(0, headerRows);
  const again = table.slice(headerRows).some(({ fields }) => header.some((each) => sameFields(each.fields, fields)));
  const footer = whole && !second ? countFooter(table.slice(headerRows), width) : 0;
  const found = second ? { at: second.at + start, same: second.same } : null;
  const body = table.slice(1, STUDIED).filter(({ fields }) => fields.length === width);
  const rowNames = other > 0 && other === width - 1 && body.some(({ fields }) => fields[width - 1]!.trim() !== '');
  return { start, headerRows, footer, again, rowNames, second: found };
}
