/** Signs that a terminal draws two cells wide: East Asian wide and full-width, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
/** Half of a flag counts as one cell, and a flag as its first half. */
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]/u;
const NONE = /^[\p{Cc}\p{M}\p{Cf}]/u;
const widthOf = (sign: string): number => (NONE.test(sign) ? 0 : WIDE.test(sign) && !FLAG.test(sign) ? 2 : 1);

/** The offset in a text of the first sign that is drawn after as many cells. */
function offsetAfter(text: string, cells: number): number {
  let drawn = 0;
  for (const { segment, index } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    const width = widthOf(segment);
    if (drawn >= cells && width > 0) return index;
    drawn += width;
  }
  return text.length;
}

/** Where the shown piece of a line begins in it; the engine marks with dots where it cut. */
function pieceStart(line: string, shown: string): { readonly start: number; readonly dots: number } | null {
  if (shown === line) return { start: 0, dots: 0 };
  const [from, to] = [shown.startsWith('...'), shown.endsWith('...')];
  const candidates: readonly (readonly [cut: boolean, end: boolean])[] = [
    [from, to],
    [from, false],
    [false, to],
  ];
  for (const [cut, end] of candidates) {
    const piece = shown.slice(cut ? 3 : 0, end ? -3 : shown.length);
    const start = !cut ? 0 : end ? line.indexOf(piece) : line.length - piece.length;
    if ((cut || end) && start >= 0 && line.startsWith(piece, start)) return { start, dots: cut ? 3 : 0 };
  }
  return null;
}

/** The offset behind a number of UTF-8 bytes. */
function offsetOfByte(text: string, byte: number): number {
  let [offset, bytes] = [0, 0];
  while (offset < text.length && bytes < byte) {
    const point = text.codePointAt(offset)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    offset += point < 0x10000 ? 1 : 2;
  }
  return offset;
}

/** What an error says, and the byte it is at where the engine tells: an error of a query that was sent comes as JSON, one of a prepared query as words. */
function readError(message: string): { readonly words: string; readonly byte: number | null } {
  if (!message.startsWith('{')) return { words: message, byte: null };
  try {
    const error = JSON.parse(message) as Readonly<Record<string, unknown>>;
    const position = error['position'];
    return {
      words: typeof error['exception_message'] === 'string' ? error['exception_message'] : message,
      byte: typeof position === 'string' && /^\d+$/.test(position) ? Number(position) : null,
    };
  } catch {
    return { words: message, byte: null };
  }
}

/** The words of an error, however it came. */
export const saidBy = (message: string): string => readError(message).words;

/** The offset in the sent text that an error of DuckDB points at, by its byte or by `LINE n:` and a caret (SQ40); infinite where the text ended too early, null if it points nowhere. */
export function pointedAt(message: string, sent: string): number | null {
  const { words, byte } = readError(message);
  if (byte !== null) return offsetOfByte(sent, byte);
  if (/at end of input\s*$/.test(words)) return Number.POSITIVE_INFINITY;
  const pointer = /\n(LINE (\d+): )([^\n\r]*)\n( *)\^\s*$/.exec(words);
  if (!pointer) return null;
  const [, lead = '', number, shown = '', space = ''] = pointer;
  const found = [...sent.matchAll(/[^\n\r]*(?:\r\n|[\n\r]|$)/g)][Number(number) - 1];
  if (!found) return null;
  const piece = pieceStart(found[0].replace(/[\n\r]+$/, ''), shown);
  return piece && found.index + piece.start + offsetAfter(shown.slice(piece.dots), space.length - lead.length - piece.dots);
}
