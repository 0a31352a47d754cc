/** What a field looks like. `torn`: it ends or begins in the midst of something. */
export type CellKind = 'empty' | 'value' | 'word' | 'glued' | 'torn';

const NUMBER =
  /^[-+(]?\s?(?:(?:US|NT|HK|A|C|R)?[¥￥$€£]|USD|EUR|GBP|CNY|RMB|JPY|TWD|HKD|CHF|人民币)?\s?[-+]?(?:(?:[\d０-９]{1,3}(?:[.,'’\u00a0\u202f ][\d０-９]{3})+|[\d０-９]+)(?:[.,][\d０-９]*)?|\.\d+)(?:[eE][-+]?\d+)?\s?(?:%|‰|元|[¥$€£]|USD|EUR|GBP|CNY|RMB|JPY|TWD|HKD|CHF)?\)?$/;
const DAY = /^\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,4}日?(?:[T\s,]+\d{1,2}[:时]\d{2}.{0,20})?$/;
const NAMED_DAY = /^(?:\d{1,2}[-\s./][A-Za-z]{3,9}[-\s./,]+\d{2,4}|[A-Za-z]{3,9}\.?\s\d{1,2},?\s\d{2,4})$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]m)?$/i;
const ADDRESS = /^(?:https?:\/\/\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)$/;
/** A year with a unit names a column. */
const YEARLY = /^(?:19|20)\d\d [A-Z]{3}$/;
/** What every value holds and most words do not. */
const SAYS_VALUE = /[\d０-９@]|:\/\//;
const EDGE = /^["'`]|["'`]$/;

/** True for a number, an amount, a share, a date, a time or an address. */
export function isValue(text: string): boolean {
  const field = text.trim();
  if (field === '' || field.length > 200) return false;
  const code = field.charCodeAt(0);
  if (code > 57 && !/^[０-９¥￥€£A-Za-z]/.test(field)) return false;
  if (!SAYS_VALUE.test(field)) return false;
  if (YEARLY.test(field)) return false;
  return NUMBER.test(field) || DAY.test(field) || TIME.test(field) || NAMED_DAY.test(field) || ADDRESS.test(field);
}

const NOTHING = new Set(['null', 'na', 'n/a', 'nan', 'none', '-', '--', '—', '.', '\\n', '无', '無', '空', '?']);

/** True for an empty field and for words that stand for one. */
export const isNothing = (text: string): boolean => {
  const field = text.trim();
  return field === '' || (field.length <= 4 && NOTHING.has(field.toLowerCase()));
};

/** What a field looks like once a sign has cut it out. */
export function judgeCell(text: string): CellKind {
  const field = text.trim();
  if (field === '') return 'empty';
  if (/[,;|]$/.test(field)) return 'torn';
  if (isValue(field)) return 'value';
  if (field.length > 1 && EDGE.test(field) && /^["'`]/.test(field) !== /["'`]$/.test(field) && !/\w'$|^'\w/.test(field)) return 'torn';
  return /[;|\t\u0001\u001f~^]|,\S/.test(field) ? 'glued' : 'word';
}

/** How much a field of a kind speaks for the sign that cut it out. */
export const CELL_WEIGHTS: Readonly<Record<CellKind, number>> = { empty: 0.7, value: 1, word: 0.8, glued: 0.45, torn: 0.05 };

/** The number of fields that hold something. */
export const countFilled = (fields: readonly string[]): number => fields.filter((field) => field.trim() !== '').length;

/** Columns of which most fields are values, judged by some records. */
export function findValueColumns(records: readonly (readonly string[])[], width: number): readonly boolean[] {
  return Array.from({ length: width }, (_, column) => {
    const filled = records.map((record) => record[column] ?? '').filter((field) => !isNothing(field));
    return filled.length > 0 && filled.filter(isValue).length >= filled.length * 0.75;
  });
}
