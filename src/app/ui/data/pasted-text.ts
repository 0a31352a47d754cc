import { csvRecord } from '#core/intake/write-csv';

/** What a paste is: a table as the text of a file, a link with a report in it, or nothing for us. */
export type Pasted =
  { readonly is: 'table'; readonly extension: 'tsv' | 'csv'; readonly text: string } | { readonly is: 'link' } | { readonly is: 'nothing' };

const NOTHING: Pasted = { is: 'nothing' };
/** A line of a list is no longer and holds fewer words than a sentence. */
const LONGEST_ENTRY = 64;
const MOST_WORDS = 4;

/** The number of fields of the first two records; a record does not end within quotes. */
function countFields(text: string, sign: string): readonly [number, number] {
  const counts = [1, 0];
  let record = 0;
  let quoted = false;
  for (let at = 0; at < text.length && record < 2; at++) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === sign) counts[record]!++;
    else if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) {
      record++;
      if (record === 1) counts[1] = 1;
    }
  }
  return [counts[0]!, counts[1]!];
}

/** Lines that could be cells of one column: short, and no sentences. */
const isList = (lines: readonly string[]): boolean =>
  lines.length > 1 &&
  lines.every(
    (line) =>
      line.trim() !== '' &&
      line.length <= LONGEST_ENTRY &&
      line.trim().split(/\s+/).length < MOST_WORDS &&
      !/[.!?。！？,，:：]$/.test(line.trim()),
  );

/** F50: tab before comma, because spreadsheets copy cells with tabs, and their texts may hold commas. `cells`: those of the clipboard's HTML. */
export function recognisePaste(text: string, cells: readonly (readonly string[])[] | null = null): Pasted {
  const bare = text.replace(/^[\r\n]+|[\r\n]+$/g, '');
  if (/^\S+#r=\S+$/.test(bare.trim())) return { is: 'link' };
  if (cells && cells.length > 1) return { is: 'table', extension: 'csv', text: cells.map(csvRecord).join('') };
  for (const [sign, extension] of [
    ['\t', 'tsv'],
    [',', 'csv'],
  ] as const) {
    const [first, second] = countFields(bare, sign);
    if (first > 1 && second === first) return { is: 'table', extension, text };
  }
  const lines = bare.split(/\r\n|\r|\n/);
  return isList(lines) ? { is: 'table', extension: 'csv', text: lines.map((line) => csvRecord([line])).join('') } : NOTHING;
}

/** The element takes text itself, so a paste or a single key belongs to it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=textbox]') !== null
  );
}
