const MUST_QUOTE = /[",\r\n]|^\s|\s$/;

/** A field of plain CSV; blanks at its edges are quoted, because readers differ over them. */
const csvField = (text: string): string => (MUST_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * One record of plain CSV (`PLAIN_CSV`) with its line feed. Null and empty text are both an empty field; a record of one empty field is
 * `""`, because a blank line is no record.
 */
export function csvRecord(fields: readonly (string | null)[]): string {
  if (fields.length === 1 && !fields[0]) return '""\n';
  let line = '';
  for (let at = 0; at < fields.length; at++) {
    if (at > 0) line += ',';
    const text = fields[at];
    if (text) line += csvField(text);
  }
  return `${line}\n`;
}

/** A damaged record, written so that no table of so many columns takes it: its text alone, or beside an empty field. */
export const damagedRecord = (text: string, width: number): string =>
  csvRecord(width === 1 ? [text, ''] : [text.trim() === '' ? `${text}?` : text]);
