import type { MonthLanguage, NumberForm } from './source';

/** Words that multiply a number, with what they add to its exponent. */
export const NUMBER_UNITS: Readonly<Record<string, number>> = { 万: 4, 萬: 4, 亿: 8, 億: 8, 千: 3, k: 3, K: 3 };

/** Full-width digits and signs, the Unicode minus, blanks and apostrophes, and in the same places their plain twins. */
export const WIDE = '０１２３４５６７８９．，－−＋（）％／：＄￡\u00a0\u2009\u202f\u3000’';
export const NARROW = "0123456789.,--+()%/:$£    '";

const TWINS = new Map([...WIDE].map((sign, at) => [sign, [...NARROW][at]!]));
const WIDE_SIGN = new RegExp(`[${WIDE}]`, 'gu');

/** The text with plain twins. */
export const narrow = (text: string): string => text.replace(WIDE_SIGN, (sign) => TWINS.get(sign)!);

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const anyOf = (words: readonly string[]): string => (words.length > 0 ? `(?:${words.map(literally).join('|')})?` : '');

/** The digits of a number of this form, as a regular expression that RE2 and JavaScript read alike. */
export function bodyPattern({ decimal = '.', group, indian }: Pick<NumberForm, 'decimal' | 'group' | 'indian'>): string {
  const sign = group && literally(group);
  const grouped = indian ? `[1-9][0-9]?(?:${sign}[0-9]{2})*${sign}[0-9]{3}` : `[1-9][0-9]{0,2}(?:${sign}[0-9]{3})+`;
  const whole = sign ? `(?:${grouped}|[0-9]+)` : '[0-9]+';
  const point = literally(decimal);
  return `(?:${whole}(?:${point}[0-9]*)?|${point}[0-9]+)(?:[eE][+\\-]?[0-9]+)?`;
}

/** Everything that a text of this form may be, narrow already: what does not match is no number of the column (LD17). */
export function numberPattern(parse: NumberForm): string {
  const mark = anyOf(parse.strip);
  const unit = anyOf(parse.units ?? []);
  const percent = parse.percent ? ' *%' : '';
  const signed = `[+\\-]? *${mark} *[+\\-]? *`;
  const bare = `${bodyPattern(parse)} *${unit}${percent} *${mark}`;
  const minus = parse.trailing ? ' *-?' : '';
  const wrapped = parse.parentheses ? `|${mark} *\\( *${mark} *${bare} *\\) *${mark}` : '';
  return `[ \\t]*(?:${signed}${bare}${minus}${wrapped})[ \\t]*`;
}

const HANZI_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((number) => `${number}月`);

/** Names of months from January on in small letters, the full one first. */
export const MONTH_NAMES: Readonly<Record<MonthLanguage, readonly (readonly string[])[]>> = {
  de: [
    ['januar', 'jänner', 'jan'],
    ['februar', 'feb'],
    ['märz', 'mär', 'mrz'],
    ['april', 'apr'],
    ['mai'],
    ['juni', 'jun'],
    ['juli', 'jul'],
    ['august', 'aug'],
    ['september', 'sept', 'sep'],
    ['oktober', 'okt'],
    ['november', 'nov'],
    ['dezember', 'dez'],
  ],
  fr: [
    ['janvier', 'janv', 'jan'],
    ['février', 'févr', 'fév'],
    ['mars'],
    ['avril', 'avr'],
    ['mai'],
    ['juin'],
    ['juillet', 'juil'],
    ['août'],
    ['septembre', 'sept', 'sep'],
    ['octobre', 'oct'],
    ['novembre', 'nov'],
    ['décembre', 'déc'],
  ],
  es: [
    ['enero', 'ene'],
    ['febrero', 'feb'],
    ['marzo', 'mar'],
    ['abril', 'abr'],
    ['mayo', 'may'],
    ['junio', 'jun'],
    ['julio', 'jul'],
    ['agosto', 'ago'],
    ['septiembre', 'setiembre', 'sept', 'sep'],
    ['octubre', 'oct'],
    ['noviembre', 'nov'],
    ['diciembre', 'dic'],
  ],
  zh: HANZI_MONTHS.map((name) => [name]),
};

/** The names of one language, the longer ones first, so that none hides in another. */
export const monthWords = (language: MonthLanguage): readonly { readonly word: string; readonly month: number }[] =>
  MONTH_NAMES[language]
    .flatMap((names, at) => names.map((word) => ({ word, month: at + 1 })))
    .sort((one, other) => other.word.length - one.word.length || (one.word < other.word ? -1 : 1));

/** Words for the halves of a day and what they become. */
export const HALVES: readonly (readonly [string, 'AM' | 'PM'])[] = [
  ['上午', 'AM'],
  ['下午', 'PM'],
  ['a. m.', 'AM'],
  ['p. m.', 'PM'],
  ['a.m.', 'AM'],
  ['p.m.', 'PM'],
];

/** Excel counts days from the last but one day of 1899, other makers of its files from 1904; the rest counts from 1970. */
export const DAYS_1900 = 25_569;
export const DAYS_1904 = 24_107;

/** A year of the Republic of China at the head of a date, and seven digits that are such a date. */
export const ROC_YEAR = '(?:(?:中[華华])?民[國国])? *([0-9]{1,3})';
export const ROC_COMPACT = '[0-9]{7}';
