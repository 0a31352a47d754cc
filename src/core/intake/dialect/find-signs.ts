import { cutQuoted, type Signs } from './cut-fields';
import { createTextCutter } from './cut-text';
import { CELL_WEIGHTS, findValueColumns, judgeCell } from './judge-cells';
import type { RawRecord } from './raw-record';

/** One way to cut the sample, with how well it does. */
export interface SignsFound {
  readonly signs: Signs;
  /** The number of fields that most records have. */
  readonly width: number;
  /** Records of that width. */
  readonly fitting: number;
  readonly total: number;
  /** 0–1. */
  readonly score: number;
}

/** Signs that part fields of files people have; the first four are those of plain files. */
const DELIMITERS = [
  ',',
  '\t',
  ';',
  '|',
  '||',
  '~',
  '^',
  '\u0001',
  '\u001f',
  '\u001e',
  '|~|',
  '^|^',
  '::',
  ';;',
  ':',
  ' ',
  '，',
  '；',
  '、',
  '¦',
  '§',
  '!',
  '*',
  '&',
];
const PLAIN = 4;
/** Signs that also stand within values and words: they must leave a column of values behind. */
const COMMON = new Set([':', ' ', '!', '*', '&', '、', '，', '-']);
const LOOKED_AT = 32 * 1024;
const RECORDS = 100;
/** Where lines are longer than that: the header and two records. */
const LEAST_LINES = 3;
const CELLS = 1000;
const UNCUT = 0.15;

/** What of a sample is no record, and how many records are enough. */
export interface SampleCut {
  readonly comment?: string;
  readonly skip?: number;
  readonly most?: number;
}

/** The records of a sample, comments and blank lines left out; the last one only if it is whole. */
export function cutSample(
  text: string,
  signs: Signs,
  cut: boolean,
  { comment = '', skip = 0, most = Infinity }: SampleCut = {},
): readonly RawRecord[] {
  const cutter = createTextCutter({ ...signs, comment, skip }, most);
  const records = cutter.push(text);
  return cut || records.length >= most ? records : [...records, ...cutter.finish()];
}

/** The most frequent number of fields; of equal ones the first. */
export function commonWidth(records: readonly RawRecord[]): { readonly width: number; readonly fitting: number } {
  const counts = new Map<number, number>();
  for (const { fields, fault } of records) if (!fault) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  let [width, fitting] = [1, 0];
  for (const [length, count] of counts) if (count > fitting) [width, fitting] = [length, count];
  return { width, fitting };
}

/** Columns that hold anything at all. */
const countUsed = (rows: readonly RawRecord[], width: number): number =>
  Array.from({ length: width }, (_, column) => rows.some(({ fields }) => fields[column]!.trim() !== '')).filter(Boolean).length;

/** The share of fitting records; where the first ones do not fit and the others all do, of these, slightly less. */
function shareOf(records: readonly RawRecord[], width: number, fitting: number): number {
  const share = fitting / Math.max(1, records.length);
  const first = records.findIndex(({ fields }) => fields.length === width);
  const rest = records.length - first;
  return width > 1 && first > 0 && rest >= (first === 1 ? 10 : 3) && rest > first ? Math.max(share, (0.95 * fitting) / rest) : share;
}

/** A line left whole though signs stand in it speaks little for one column. */
function weigh(field: string, width: number): number {
  const kind = judgeCell(field);
  return width < 2 && kind === 'glued' ? UNCUT : CELL_WEIGHTS[kind];
}

function judge(records: readonly RawRecord[], signs: Signs): SignsFound {
  const { width, fitting } = commonWidth(records);
  const rows = records.filter(({ fields, fault }) => !fault && fields.length === width).slice(0, Math.ceil(CELLS / width));
  let weight = 0;
  for (const { fields } of rows) for (const field of fields) weight += weigh(field, width);
  const typed = weight / Math.max(1, rows.length * width);
  const share = shareOf(records, width, fitting);
  const used = width < 2 ? 1 : countUsed(rows, width);
  const pattern = width < 2 ? 0.5 : 1 - 1 / Math.max(1.5, used);
  const found = { signs, width, fitting, total: records.length, score: share ** 3 * pattern * typed ** 1.5 };
  if (
    width > 1 &&
    COMMON.has(signs.delimiter) &&
    (share < 0.9 ||
      !findValueColumns(
        rows.slice(1).map(({ fields }) => fields),
        width,
      ).includes(true))
  )
    return { ...found, score: 0 };
  return found;
}

const faultsOf = (records: readonly RawRecord[]): number => records.filter(({ fault }) => fault).length;

/** The quotes that fit a delimiter (D22, D23): doubled ones, escaped by a backslash, single ones, or none. */
function findQuotes(text: string, delimiter: string, cut: boolean): readonly RawRecord[] & { signs?: Signs } {
  const double: Signs = { delimiter, quote: '"', escape: '"' };
  const ways: Signs[] = [double];
  if (text.includes('\\"')) ways.push({ delimiter, quote: '"', escape: '\\' });
  const attempt = (signs: Signs) => Object.assign([...cutSample(text, signs, cut, { most: RECORDS })], { signs });
  const single: Signs[] = [{ delimiter, quote: "'", escape: "'" }];
  if (text.includes("\\'")) single.push({ delimiter, quote: "'", escape: '\\' });
  ways.push(...single.filter((signs) => singleQuoted(text, signs)));
  const whole = text.includes("'") && ways.length === 1 ? mostWhole(single.map(attempt)) : undefined;
  const tried = ways.map(attempt);
  let best = tried[0]!;
  if (whole && (!isEven(best) || takesMore(whole, best))) return whole;
  for (const other of tried.slice(1)) {
    const better =
      faultsOf(other) < faultsOf(best) || (faultsOf(other) === faultsOf(best) && commonWidth(other).fitting > commonWidth(best).fitting);
    const only = other.signs.quote === "'" && best.signs.quote === '"' && !text.includes('"');
    if (better || only) best = other;
  }
  if (best.length > 0 && faultsOf(best) > best.length * 0.3) {
    const signs: Signs = { delimiter, quote: '', escape: '' };
    return Object.assign([...cutSample(text, signs, cut, { most: RECORDS })], { signs });
  }
  return best;
}

/** Every record from the first of the common width on whole and of that width. */
const isEven = (records: readonly RawRecord[]): boolean => {
  const { width, fitting } = commonWidth(records);
  const above = records.findIndex(({ fields }) => fields.length === width);
  return width > 1 && fitting > 2 && fitting === records.length - above;
};

/** D23: true where both cut tables of one width, and more records belong to the first. */
function takesMore(one: readonly RawRecord[], other: readonly RawRecord[]): boolean {
  const [more, less] = [commonWidth(one), commonWidth(other)];
  return more.width === less.width && more.fitting > less.fitting;
}

/** Of the ways that cut a text evenly, the one that leaves the fewest lines above the table. */
const mostWhole = <Way extends readonly RawRecord[]>(ways: readonly Way[]): Way | undefined =>
  ways.filter(isEven).reduce<Way | undefined>((best, way) => (best && !takesMore(way, best) ? best : way), undefined);

/** D22: true where fields stand between single quotes in several lines, or in one in a way that nobody writes otherwise. */
function singleQuoted(text: string, signs: Signs): boolean {
  const { delimiter } = signs;
  if (!text.includes(`${delimiter}'`) && !text.startsWith("'")) return false;
  let enclosed = 0;
  for (const line of text.split(/\r\n?|\n/, 60)) {
    const cut = cutQuoted(line, 0, signs, true);
    if (cut && !cut.fault && cut.fields.join('').length < line.length - delimiter.length * (cut.fields.length - 1))
      enclosed += holdsEscaped(line, signs) ? 2 : 1;
  }
  return enclosed >= 2;
}

/** D22: true where quotes within fields of a line are escaped: without that it would be damaged. */
const holdsEscaped = (line: string, signs: Signs): boolean => cutQuoted(line, 0, { ...signs, escape: '' }, true)?.fault !== null;

/** The place behind the nth line end, or the text's end. */
function endOfLines(text: string, lines: number): number {
  const ends = /\r\n?|\n/g;
  for (let left = lines; left > 0; left--) if (!ends.exec(text)) return text.length;
  return ends.lastIndex;
}

const holdsOften = (lines: readonly string[], sign: string): boolean =>
  lines.filter((line) => line.includes(sign)).length >= lines.length * 0.4;

/**
 * The ways to cut a sample, the best first; the last resort is one column. Where one of the plain signs cuts everything evenly,
 * the other signs are not tried. `named`: the sign that the file itself names.
 */
export function findSigns(whole: string, cut: boolean, named?: string): readonly SignsFound[] {
  const text = whole.slice(0, Math.max(LOOKED_AT, endOfLines(whole, LEAST_LINES)));
  const open = cut || text.length < whole.length;
  const lines = text.split(/\r\n?|\n/, 200).filter((line) => line.trim() !== '');
  const judged = (delimiter: string): SignsFound => {
    const records = findQuotes(text, delimiter, open);
    return judge(records, records.signs!);
  };
  const one = judge(cutSample(text, { delimiter: '', quote: '"', escape: '"' }, open, { most: RECORDS }), {
    delimiter: ',',
    quote: '"',
    escape: '"',
  });
  const tries = named ? [named] : DELIMITERS.slice(0, PLAIN);
  const found = tries
    .filter((sign) => named !== undefined || holdsOften(lines, sign))
    .map(judged)
    .filter(({ width }) => width > 1);
  const even = found.some(({ fitting, total, width }) => fitting === total && width > 2 && total > 2);
  if (even)
    found.push(
      ...tries
        .map((sign) => sign + sign)
        .filter((sign) => holdsOften(lines, sign))
        .map(judged)
        .filter(({ width }) => width > 1),
    );
  if (!even && !named)
    found.push(
      ...DELIMITERS.slice(PLAIN)
        .filter((sign) => holdsOften(lines, sign))
        .map(judged)
        .filter(({ width }) => width > 1),
    );
  return [...found, { ...one, width: 1 }].sort((first, second) => second.score - first.score);
}
