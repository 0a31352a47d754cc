const SPECIAL = /[",\r\n]/;

/** A field of plain CSV; blanks at its edges are quoted, because readers differ over them. */
function csvField(text: string): string {
  if (text === '') return '';
  return SPECIAL.test(text) || text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

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
