/** Nobody would say these: they are nothing in any column. */
const NEVER_SAID = [
  'null',
  '<null>',
  '(null)',
  '[null]',
  '\\n',
  '#n/a',
  '#na',
  '#null!',
  '#value!',
  '#ref!',
  '#div/0!',
  '#name?',
  'n/a',
  'nan',
  '(blank)',
  '(empty)',
  '（空白）',
  '(空白)',
  'undefined',
  'nil',
];
/** Words and signs that mean nothing only where a number, a date, or yes and no should stand. */
const SAID = [
  'na',
  'none',
  'n.a.',
  'k.a.',
  'k. a.',
  's/o',
  'nc',
  'tbd',
  'unknown',
  'missing',
  'blank',
  'empty',
  'not available',
  'not applicable',
  '-',
  '--',
  '---',
  '—',
  '——',
  '–',
  '.',
  '?',
  '/',
  '\\',
  '*',
  '无',
  '無',
  '空',
  '空白',
  '暂无',
  '暫無',
  '没有',
  '沒有',
  '未知',
  '不详',
  '不詳',
  '未填',
  '未填写',
  '缺失',
  '0000-00-00',
  '0000-00-00 00:00:00',
  '0000/00/00',
];

const sure = new Set(NEVER_SAID);
const every = new Set([...NEVER_SAID, ...SAID]);

/** Whether a text stands for nothing in a column of values (V13). */
export const isNullWord = (text: string): boolean => every.has(text.trim().toLowerCase());

/** Whether it stands for nothing in any column, text included. */
export const isSureNullWord = (text: string): boolean => sure.has(text.trim().toLowerCase());
