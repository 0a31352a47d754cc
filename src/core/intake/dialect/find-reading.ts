import type { FixedWidthReading, TextReading } from '#core/model/reading';
import type { Signs } from './cut-fields';
import { isComment } from './cut-text';
import { createFixedCutter } from './cut-fixed';
import { findFixed, fixedReading } from './find-fixed';
import { findFrame, type Frame } from './find-frame';
import { commonWidth, cutSample, findSigns, type SignsFound } from './find-signs';
import { countFilled } from './judge-cells';
import { countFooter } from './name-footer';
import { plainDialectOf } from './plain-reading';
import { createTableReader } from './read-table';
import type { RawRecord } from './raw-record';

/** What is read of a file before it is loaded. `tail` is null where the head is the whole file. */
export interface TextSample {
  readonly head: string;
  readonly tail: string | null;
}

/** A reading with what speaks for it. */
export interface Proposal {
  readonly reading: TextReading | FixedWidthReading;
  /** Columns of the table. */
  readonly width: number;
  /** Records of the sample with that many fields, of all that are below the header. */
  readonly fitting: number;
  readonly total: number;
  /** 0–1: how sure it is that the file is meant so. */
  readonly confidence: number;
}

/** Why a person is asked: two ways fit alike, two tables stand in the file, or one stands in it twice. */
export type ReadingDoubt = 'signs' | 'tables' | 'twice';

/** What was found; `refused` where no sign cuts the text evenly. */
export interface ReadingFound {
  readonly proposals: readonly Proposal[];
  readonly doubt: ReadingDoubt | null;
  /** Where the second table begins, or the first again; 0 where there is one. */
  readonly line: number;
  readonly refused: boolean;
}

const NEARLY = 0.9;
/** Of a longer file, so much of its head shows what stands above the table and how its records are damaged. */
const FRAMED = 32 * 1024;
const EVEN = 0.5;

/** D4: the sign that the first line names. */
const namedDelimiter = (text: string): string | null =>
  /^\uFEFF?"?sep=([^\r\n"]{1,3})"?[;,]*(?:\r\n?|\n)/i.exec(text.slice(0, 40))?.[1] ?? null;

/** D14: the sign before comment lines, which no record begins with. */
function findComment(records: readonly RawRecord[]): string {
  for (const sign of ['#', '//']) {
    const marked = records.filter(({ text }) => isComment(text, sign));
    if (marked.length === 0) continue;
    const others = records.filter(({ text }) => !isComment(text, sign));
    const { width } = commonWidth(others);
    if (others.length < 2 || width < 2) continue;
    const cut = marked.filter(({ fields }) => fields.length === width);
    const header = cut.length === 1 && records.indexOf(cut[0]!) === records.indexOf(others[0]!) - 1;
    if (cut.length === 0 || (!header && cut.length <= marked.length * 0.1)) return sign;
  }
  return '';
}

interface Cutting {
  readonly signs: Signs;
  readonly skip: number;
  /** The sign before comments where it is known. */
  readonly comment: string | undefined;
}

/** The short records of a table, if all that they lack is empty in most others (D8). */
function lackEmptyOnly(records: readonly RawRecord[], width: number): boolean {
  const short = records.filter(({ fields, fault }) => !fault && fields.length < width);
  const full = records.filter(({ fields, fault }) => !fault && fields.length === width);
  const longest = Math.min(...short.map(({ fields }) => fields.length));
  if (short.length === 0 || full.length === 0 || longest < Math.max(2, width / 2)) return false;
  for (let column = longest; column < width; column++)
    if (full.filter(({ fields }) => fields[column]!.trim() === '').length < full.length / 2) return false;
  return true;
}

/** True where some damaged record of the sample is mended by the reading. */
function mendsSome(reading: TextReading, text: string): boolean {
  const reader = createTableReader(reading);
  return [...reader.push(text), ...reader.finish()].some(({ mended }) => mended !== null);
}

interface Framed {
  readonly proposal: Proposal;
  readonly frame: Frame;
  readonly records: readonly RawRecord[];
}

/** The reading of a text by given signs. */
function frameText(sample: TextSample, { signs, skip, comment: known }: Cutting): Framed {
  const cut = sample.tail !== null;
  const all = cutSample(cut ? sample.head.slice(0, FRAMED) : sample.head, signs, cut, { skip });
  const comment = known ?? findComment(all);
  const records = comment === '' ? all : all.filter(({ text }) => !isComment(text, comment));
  const { width } = commonWidth(records);
  const frame = findFrame(records, width, !cut);
  const { second, headerRows, start } = frame;
  const one = second && !second.same;
  const below = records.slice(start + headerRows, one ? second.at : records.length - frame.footer);
  const fitting = below.filter(({ fields, fault }) => !fault && fields.length === width).length;
  const bare: TextReading = {
    format: 'text',
    ...signs,
    comment,
    skip: start > 0 ? records[start]!.line - 1 : skip,
    headerRows,
    footer: cut ? countFooter(tailOf(sample, signs, comment), width) : frame.footer,
    short: lackEmptyOnly(below, width) || (start === 0 && headerRows > 0 && records[0]!.fields.length > width) ? 'fill' : 'reject',
    ...(frame.again ? { again: true } : {}),
    ...(frame.rowNames ? { rowNames: true } : {}),
    ...(one ? { rows: below.length - countFooter(below, width) } : {}),
  };
  const damaged = below.some(({ fields, fault }) => fault !== null || fields.length > width);
  const careful = damaged && (below.some(({ fault }) => fault !== null) || mendsSome({ ...bare, mend: true }, sample.head));
  const reading: TextReading = careful ? { ...bare, mend: true } : bare;
  const confidence = fitting / Math.max(1, below.length);
  return { proposal: { reading, width, fitting, total: below.length, confidence }, frame, records };
}

/** The records of the file's end; the first line of it may be torn. */
const tailOf = (sample: TextSample, signs: Signs, comment: string): readonly RawRecord[] =>
  cutSample((sample.tail ?? '').replace(/^[^\r\n]*(?:\r\n?|\n)/, ''), signs, false, { comment });

/** D16: the table above, and the one below, each by itself; of a table that stands twice, once and both. */
function proposeTables({ proposal, frame, records }: Framed, sample: TextSample, cutting: Cutting): readonly Proposal[] {
  const { at, same } = frame.second!;
  const { rows: _, ...reading } = proposal.reading as TextReading;
  const first = records.slice(frame.start + frame.headerRows, at);
  if (same)
    return [
      { ...proposal, reading: { ...reading, rows: first.length }, total: first.length, fitting: Math.min(proposal.fitting, first.length) },
      proposal,
    ];
  const below = frameText(sample, { ...cutting, skip: records[at]!.line - 1 });
  return [proposal, below.proposal];
}

/** D18: signs in every line, and in the first as many as in the others, but no even number of fields. */
function isUneven(text: string, cut: boolean): boolean {
  return [',', ';', '\t', '|', ' '].some((delimiter) => {
    const records = cutSample(text.slice(0, 16_384), { delimiter, quote: '"', escape: '"' }, cut);
    const fields = records[0]?.fields.length ?? 0;
    const least = delimiter === ' ' ? 6 : 2;
    return (
      records.length > 2 && fields >= least && records.filter((record) => record.fields.length >= fields).length >= records.length * 0.9
    );
  });
}

/** D17: fixed widths, with what stands around their rows. */
function frameFixed(sample: TextSample): Proposal | null {
  const lines = sample.head.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const found = findFixed(sample.tail === null ? lines : lines.slice(0, -1));
  if (!found) return null;
  const bare = fixedReading(found, { skip: 0, headerRows: 0, footer: 0 });
  const cutter = createFixedCutter(bare);
  const records = [...cutter.push(sample.head), ...(sample.tail === null ? cutter.finish() : [])];
  const width = found.starts.length;
  const { start, headerRows, footer } = findFrame(records, width, sample.tail === null);
  const below = records.slice(start + headerRows, records.length - footer);
  const fitting = below.filter(({ fields }) => fields.length === width && countFilled(fields) > 0).length;
  const reading = { ...bare, skip: start > 0 ? records[start]!.line - 1 : 0, headerRows, footer };
  return { reading, width, fitting, total: below.length, confidence: (found.share * fitting) / Math.max(1, below.length) };
}

/** One column: by a comma where no line holds one, otherwise by no sign at all. */
const oneColumn = (text: string, cut: boolean): Signs => {
  const comma: Signs = { delimiter: ',', quote: '"', escape: '"' };
  const even = cutSample(text, comma, cut).every(({ fields, fault }) => !fault && fields.length === 1);
  return even ? comma : { delimiter: '', quote: '"', escape: '"' };
};

/** A text without its first lines. */
function behindLines(text: string, lines: number): string {
  let rest = text;
  for (let line = 0; line < lines; line++) rest = rest.replace(/^[^\r\n]*(?:\r\n?|\n)/, '');
  return rest;
}

/** D14: the ways to cut a text; where comments stand in the way, those to cut what is left without them. */
function findWays(text: string, cut: boolean, named: string | undefined, comment: string | undefined): readonly SignsFound[] {
  const without = (sign: string): string =>
    text.replace(new RegExp(`^[ \\t]*${sign.replace(/[^\\w]/g, '\\$&')}.*(?:\\r\\n?|\\n|$)`, 'gm'), '');
  if (comment) return findSigns(without(comment), cut, named);
  const ways = findSigns(text, cut, named);
  const even = (found: SignsFound | undefined): boolean => found !== undefined && found.width > 1 && found.fitting >= found.total * 0.9;
  if (even(ways[0]) || !/^[ \t]*(?:#|\/\/)/m.test(text)) return ways;
  const bare = findSigns(without('#'), cut, named);
  const [best] = bare;
  return best && best.width > 1 && best.fitting >= best.total / 2 ? bare : ways;
}

/** The best reading of a text, or the few that may be meant (D1–D18). `known`: what a person says of it. */
export function findReading(sample: TextSample, known: Partial<Pick<TextReading, 'delimiter' | 'skip' | 'comment'>> = {}): ReadingFound {
  const cut = sample.tail !== null;
  const named = known.delimiter ?? namedDelimiter(sample.head);
  const skip = known.skip ?? (named === null || known.delimiter !== undefined ? 0 : 1);
  const text = behindLines(sample.head, skip);
  const [best, ...others] = findWays(text, cut, named ?? undefined, known.comment) as readonly [SignsFound, ...SignsFound[]];
  const sure = (proposal: Proposal): ReadingFound => ({ proposals: [proposal], doubt: null, line: 0, refused: false });
  if (best.width < 2 || best.fitting < best.total * EVEN || best.signs.delimiter === ' ') {
    const fixed = named === null ? frameFixed(sample) : null;
    if (fixed) return sure(fixed);
    if (best.width < 2 && named === null && isUneven(text, cut)) return { proposals: [], doubt: null, line: 0, refused: true };
  }
  const cutting = (way: SignsFound): Cutting => ({ signs: way.width < 2 ? oneColumn(text, cut) : way.signs, skip, comment: known.comment });
  const framed = frameText(sample, cutting(best));
  if (best.width > 1 && framed.proposal.confidence < EVEN && !framed.frame.second && framed.proposal.total > 2)
    return { proposals: [], doubt: null, line: 0, refused: true };
  if (framed.frame.second) {
    const proposals = proposeTables(framed, sample, cutting(best));
    return {
      proposals,
      doubt: framed.frame.second.same ? 'twice' : 'tables',
      line: framed.records[framed.frame.second.at]!.line,
      refused: false,
    };
  }
  const rivals = named === null && best.width > 1 ? others.filter((other) => other.width > 1 && other.score >= best.score * NEARLY) : [];
  if (rivals.length === 0) return sure(framed.proposal);
  return {
    proposals: [framed.proposal, ...rivals.slice(0, 3).map((rival) => frameText(sample, cutting(rival)).proposal)],
    doubt: 'signs',
    line: 0,
    refused: false,
  };
}

/** True where the engine reads the file as it stands. */
export const isPlain = (proposal: Proposal): boolean => plainDialectOf(proposal.reading) !== null;
