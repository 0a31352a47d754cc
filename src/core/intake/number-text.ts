import type { GroupSign, NumberForm, NumberParse } from '#core/model/source';
import { bodyPattern, narrow, NUMBER_UNITS, numberPattern } from '#core/model/value-forms';
import { CURRENCY_MARKS } from './currency-marks';

/** Decimal and group sign. */
export type Signs = Pick<NumberForm, 'decimal' | 'group' | 'indian'>;

/** A text that looks like a number, taken apart; which of its signs is the decimal one may be open. */
export interface NumberText {
  readonly text: string;
  /** Digits with their decimal and group signs, narrow. */
  readonly body: string;
  /** What stands around the body. */
  readonly strip: readonly string[];
  readonly percent: boolean;
  readonly parentheses: boolean;
  readonly trailing: boolean;
  readonly fullWidth: boolean;
  readonly unit: string | null;
}

const words = (list: readonly string[]): string => list.map((word) => word.replace(/[$.]/g, '\\$&')).join('|');
const MARK = `(?:${words(CURRENCY_MARKS)})`;
const SHAPE = new RegExp(
  `^[+-]? *(?<m1>${MARK})? *[+-]? *(?<open>\\()? *(?<m2>${MARK})? *[+-]? *(?<body>[0-9.,](?:[0-9., ']*[0-9.,])?(?:e[+-]?[0-9]+)?) *(?<unit>[${Object.keys(NUMBER_UNITS).join('')}])? *(?<percent>%)? *(?<m3>${MARK})? *(?<minus>-)? *(?<close>\\))? *(?<m4>${MARK})?$`,
  'iu',
);
const DIGIT = /[0-9０-９]/;
const SMALL_MARKS = CURRENCY_MARKS.map((mark) => mark.toLowerCase());

/** False where something other than a currency stands before the digits: ids such as `C1234` are spared the long pattern. */
function beginsAsNumber(plain: string): boolean {
  const rest = plain.replace(/^[-+( ]+/, '').toLowerCase();
  return /^[0-9.,]/.test(rest) || SMALL_MARKS.some((mark) => rest.startsWith(mark));
}

/** Takes a text apart; null where it is no number in any form. Digits that begin with 0 and more than 15 of them are ids (V8). */
export function dissectNumber(text: string): NumberText | null {
  const trimmed = text.trim();
  if (trimmed.length > 40 || !DIGIT.test(trimmed)) return null;
  const plain = narrow(trimmed);
  const groups = beginsAsNumber(plain) ? SHAPE.exec(plain)?.groups : undefined;
  if (!groups) return null;
  const { m1, m2, m3, m4, open, close, body = '', unit, percent, minus } = groups;
  if ((open === undefined) !== (close === undefined) || looksLikeId(body)) return null;
  return {
    text: trimmed,
    body,
    strip: [m1, m2, m3, m4].filter((mark) => mark !== undefined),
    percent: percent !== undefined,
    parentheses: open !== undefined,
    trailing: minus !== undefined,
    fullWidth: plain !== trimmed,
    unit: unit ?? null,
  };
}

/** `007` and 16 digits or more. */
export const looksLikeId = (body: string): boolean =>
  /^0\d/.test(body) || body.replace(/[.,]\d*$|e.*$/i, '').replace(/\D/g, '').length > 15;

/** Digits that begin with 0, as in codes. */
export const beginsWithZero = (text: string): boolean => /^[+-]?0\d+$/.test(text);

const GROUPS: readonly (GroupSign | undefined)[] = [undefined, ',', '.', ' ', "'"];

/** Every pair of signs there is, the plainer ones first. */
export const ALL_SIGNS: readonly Signs[] = (['.', ','] as const).flatMap((decimal) =>
  GROUPS.filter((group) => group !== decimal).flatMap((group): Signs[] => [
    group ? { decimal, group } : { decimal },
    ...(group === ',' ? [{ decimal, group, indian: true } as const] : []),
  ]),
);

const PATTERNS = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = PATTERNS.get(source);
  if (!pattern) PATTERNS.set(source, (pattern = new RegExp(`^(?:${source})$`, 'u')));
  return pattern;
}

/** Whether digits and signs are a number of these signs. */
export const fitsSigns = (body: string, signs: Signs): boolean => patternOf(bodyPattern(signs)).test(body);

const CASTABLE = /^\s*[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)([eE][+-]?\d+)?\s*$/;

/** The number in a text of a column, as the engine reads it (`numberSql`); null where it does not fit. */
export function readNumberAs(text: string, parse: NumberForm & Pick<NumberParse, 'also'>): number | null {
  let value = readForm(text, parse);
  for (const form of parse.also ?? []) value ??= readForm(text, form);
  return value;
}

function readForm(text: string, parse: NumberForm): number | null {
  const finite = (digits: string): number | null => (Number.isFinite(Number(digits)) ? Number(digits) : null);
  if (parse.decimal === undefined) {
    const bare = parse.strip.reduce((inner, sign) => inner.replaceAll(sign, ''), text);
    return CASTABLE.test(bare) ? finite(bare.replaceAll('_', '')) : null;
  }
  const plain = parse.fullWidth ? narrow(text) : text;
  if (!patternOf(numberPattern(parse)).test(plain)) return null;
  let bare = parse.strip.reduce((inner, sign) => inner.replaceAll(sign, ''), plain);
  if (parse.group) bare = bare.replaceAll(parse.group, '');
  bare = bare.replace(parse.decimal, '.').replaceAll(/[ \t]/g, '');
  for (const unit of parse.units ?? []) bare = bare.replaceAll(unit, `e${NUMBER_UNITS[unit]}`);
  if (parse.percent) bare = bare.replace('%', 'e-2');
  if (bare.endsWith('-')) bare = `-${bare.slice(0, -1)}`;
  if (bare.endsWith(')')) bare = `-${bare.slice(1, -1)}`;
  return /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(bare) ? finite(bare) : null;
}
