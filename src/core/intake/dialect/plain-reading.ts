import type { FileReading, TextReading } from '#core/model/reading';
import type { FileDialect } from '#core/model/source';

const PLAIN_SIGNS: readonly string[] = [',', '\t', ';', '|'] satisfies FileDialect['delimiter'][];

/** D2: the dialect by which the engine reads a file of this reading as it stands; null where the file must be written anew. */
export function plainDialectOf(
  reading: FileReading,
  { encoding, bom }: Pick<FileDialect, 'encoding' | 'bom'> = { encoding: 'utf-8', bom: false },
): FileDialect | null {
  if (reading.format !== 'text') return null;
  const { delimiter, quote, escape, comment, skip, headerRows, footer, short, mend, again, rowNames, rows } = reading;
  const plain =
    PLAIN_SIGNS.includes(delimiter) && quote === '"' && escape === '"' && comment === '' && skip === 0 && headerRows <= 1 && footer === 0;
  if (!plain || short === 'fill' || mend || again || rowNames || rows !== undefined) return null;
  return { encoding, bom, delimiter: delimiter as FileDialect['delimiter'], quote: '"', header: headerRows === 1 };
}

/** The plain reading of a dialect, from which others are made. */
export const readingOf = ({ delimiter, header }: Pick<FileDialect, 'delimiter' | 'header'>): TextReading => ({
  format: 'text',
  delimiter,
  quote: '"',
  escape: '"',
  comment: '',
  skip: 0,
  headerRows: header ? 1 : 0,
  footer: 0,
  short: 'reject',
});
