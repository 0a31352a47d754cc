/** A sheet as its own XML, written by hand. */
export interface HandSheet {
  readonly name: string;
  /** What stands in `<sheetData>`. */
  readonly rows: string;
  readonly merges?: readonly string[];
  readonly state?: 'hidden' | 'veryHidden';
}

export interface HandWorkbook {
  readonly sheets: readonly HandSheet[];
  readonly strings?: readonly string[];
  /** Number formats of the cell styles, by their place: a number of a format, or a code. */
  readonly formats?: readonly (number | string)[];
  readonly date1904?: boolean;
  /** A prefix before every element of the workbook and its sheets, as some programs write. */
  readonly prefix?: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook by ECMA-376 that a reader needs. */
export function workbookParts({
  sheets,
  strings = [],
  formats = [],
  date1904 = false,
  prefix = '',
}: HandWorkbook): { readonly name: string; readonly content: string }[] {
  const p = prefix ? `${prefix}:` : '';
  const space = prefix ? `xmlns:${prefix}="${MAIN}"` : `xmlns="${MAIN}"`;
  const codes = formats.map((format, at) => (typeof format === 'string' ? { id: 164 + at, code: format } : { id: format, code: null }));
  const numFmts = codes
    .filter(({ code }) => code !== null)
    .map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code!.replaceAll('"', '&quot;')}"/>`);
  const part = (name: string, content: string) => ({ name, content: HEAD + content });
  const merged = (merges: readonly string[] = []) =>
    merges.length > 0
      ? `<${p}mergeCells count="${merges.length}">${merges.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('')}</${p}mergeCells>`
      : '';
  return [
    part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<${p}workbook ${space} xmlns:r="${OFFICE}"><${p}workbookPr${date1904 ? ' date1904="1"' : ''}/><${p}sheets>${sheets
        .map(
          ({ name, state }, at) => `<${p}sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="s${at + 1}"/>`,
        )
        .join('')}</${p}sheets></${p}workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${RELATIONS}">${sheets
        .map((_, at) => `<Relationship Id="s${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
        .join(
          '',
        )}<Relationship Id="t" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="u" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><numFmts>${numFmts.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
        .map(({ id }) => `<xf numFmtId="${id}" applyNumberFormat="1"/>`)
        .join('')}</cellXfs></styleSheet>`,
    ),
    part('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`),
    ...sheets.map(({ rows, merges }, at) =>
      part(
        `xl/worksheets/sheet${at + 1}.xml`,
        `<${p}worksheet ${space}><${p}sheetData>${rows}</${p}sheetData>${merged(merges)}</${p}worksheet>`,
      ),
    ),
  ];
}
