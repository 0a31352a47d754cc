import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { escapeMarkup } from '../../escape';
import type { Styles } from './styles';

/** A sheet as text, piece by piece. */
export interface WrittenSheet {
  readonly name: string;
  readonly pieces: Iterable<string>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The same in every file, so that equal tables are equal files. */
const MADE = new Date(2000, 0, 1);

/** A name that spreadsheets take for a sheet: at most 31 characters, without `[ ] : * ? / \` and quotes at its ends. */
export const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
    .slice(0, 31) || 'Sheet';

function partsAround(sheets: readonly WrittenSheet[]): Record<string, string> {
  const each = (write: (sheet: WrittenSheet, number: number) => string) => sheets.map((sheet, at) => write(sheet, at + 1)).join('');
  const last = sheets.length + 1;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each((_, at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each(({ name }, at) => `<sheet name="${escapeMarkup(sheetName(name))}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((_, at) => `<Relationship Id="rId${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at}.xml"/>`)}<Relationship Id="rId${last}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  };
}

/** TX10: lets the page go on. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Packs sheets and their styles as a workbook; the styles are written last, when all are known. */
export async function packWorkbook(sheets: readonly WrittenSheet[], styles: Styles): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) fault = error;
    else pieces.push(piece as Uint8Array<ArrayBuffer>);
  });
  const begin = (name: string): ZipDeflate => {
    const part = new ZipDeflate(name, { level: 6 });
    part.mtime = MADE;
    zip.add(part);
    return part;
  };
  for (const [name, text] of Object.entries(partsAround(sheets))) begin(name).push(strToU8(text), true);
  for (const [at, sheet] of sheets.entries()) {
    const part = begin(`xl/worksheets/sheet${at + 1}.xml`);
    for (const piece of sheet.pieces) {
      part.push(strToU8(piece));
      await breathe();
    }
    part.push(new Uint8Array(0), true);
  }
  begin('xl/styles.xml').push(strToU8(styles.write()), true);
  zip.end();
  if (fault) throw fault as Error;
  return new Blob(pieces, { type: `${TYPE}.sheet` });
}
