/** What is done to texts in steps and expressions, as TypeScript and as SQL of the same meaning. Texts are counted in code points. */

/** Blanks of every kind: those of Unicode, tabs and line ends, and the two that have no width. */
const BLANK = String.raw`\t\n\v\f\r\x{85}\p{Z}\x{200B}\x{FEFF}`;
const BLANK_JS = BLANK.replaceAll(/\\x\{([0-9A-F]+)\}/g, (_, code: string) => `\\u${code.padStart(4, '0')}`);
const ENDS = new RegExp(`^[${BLANK_JS}]+|[${BLANK_JS}]+$`, 'gu');
const RUNS = new RegExp(`[${BLANK_JS}]+`, 'gu');

/** ！ to ～ and the wide blank. */
const WIDE = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0xff01 + index), 0x3000);
const NARROW = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index), 0x20);
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const trimBlanks = (text: string): string => text.replace(ENDS, '');
export const joinBlanks = (text: string): string => text.replace(RUNS, ' ');
export const toHalfWidth = (text: string): string => text.replace(/[！-～\u3000]/g, (sign) => NARROW[WIDE.indexOf(sign)]!);
/** Spaces of the Unicode class Zs, as the engine's own `trim` takes them. */
export const trimSpaces = (text: string): string => text.replace(/^\p{Zs}+|\p{Zs}+$/gu, '');

export const trimBlanksSql = (text: string): string => `regexp_replace(${text}, '^[${BLANK}]+|[${BLANK}]+$', '', 'g')`;
export const joinBlanksSql = (text: string): string => `regexp_replace(${text}, '[${BLANK}]+', ' ', 'g')`;
export const toHalfWidthSql = (text: string): string => `translate(${text}, ${quote(WIDE)}, ${quote(NARROW)})`;
export const trimSpacesSql = (text: string): string => `nullif(trim(${text}), '')`;

/** −1, 0 or 1 by code points, as the engine compares texts. */
export function compareTexts(one: string, other: string): number {
  const [first, second] = [Array.from(one), Array.from(other)];
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const difference = first[index]!.codePointAt(0)! - second[index]!.codePointAt(0)!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(first.length - second.length);
}

/** A number as text, without needless zeros; null when it is not finite. The engine writes an exponent of two digits from 1e16 and below 1e-4. */
export function writeNumberText(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e-4 && size < 1e16) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The same of an expression; adding 0 takes the sign from a zero. */
export const writeNumberSql = (value: string): string =>
  String.raw`nullif(regexp_extract(CAST((${value}) + 0 AS VARCHAR), '^(-?[0-9].*?)(\.0)?$', 1), '')`;
