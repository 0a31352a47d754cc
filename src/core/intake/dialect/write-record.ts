const MUST_QUOTE = /[",\r\n]|^\s|\s$/;

/** One record as plain CSV (`PLAIN_CSV`), its line end included. A record of one empty field is a pair of quotes: an empty line would be none. */
export function writeRecord(fields: readonly string[]): string {
  if (fields.length === 1 && fields[0]!.trim() === '') return `"${fields[0]!}"\n`;
  let line = '';
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at]!;
    if (at > 0) line += ',';
    line += MUST_QUOTE.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  }
  return `${line}\n`;
}

/** A damaged record, written so that no table of so many columns takes it: its text alone, or beside an empty field. */
export const writeDamaged = (text: string, width: number): string =>
  writeRecord(width === 1 ? [text, ''] : [text.trim() === '' ? `${text}?` : text]);
