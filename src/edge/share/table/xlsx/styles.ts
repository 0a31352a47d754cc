import type { Unit } from '#core/messages/unit';
import { escapeMarkup } from '../../escape';
import type { SheetDay } from '../days';

/** How a cell looks; equal looks are one style of the file. */
export interface Look {
  /** A number format as spreadsheets write them; absent: as it comes. */
  readonly format?: string;
  readonly bold?: boolean;
  /** Grey: not final yet, or said beside. */
  readonly faint?: boolean;
  /** Lines break inside. */
  readonly wraps?: boolean;
  /** Stays a text when somebody edits it, whatever it begins with (TX6). */
  readonly quoted?: boolean;
  /** The type of a machine. */
  readonly code?: boolean;
}

/** TX3: formats by unit; the others come as they are. */
export const FORMATS: Partial<Record<Unit, string>> = {
  customers: '#,##0',
  orders: '#,##0',
  count: '#,##0',
  bytes: '#,##0',
  money: '#,##0.00',
  rate: '0.0%',
  points: '0.0%',
};
export const DAY_FORMATS: Readonly<Record<SheetDay['shows'], string>> = {
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
  month: 'yyyy-mm',
};
/** Text, as spreadsheets number it. */
const TEXT_FORMAT = 49;
/** Formats of one's own begin here. */
const FIRST_FORMAT = 164;

const FONTS = [
  '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="11"/><color rgb="FF686D73"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="10"/><name val="Consolas"/><family val="3"/></font>',
];
const fontOf = ({ bold, faint, code }: Look): number => (code ? 3 : bold ? 1 : faint ? 2 : 0);

/** The styles of one file: each look gets a number when it is first asked for. */
export class Styles {
  readonly #looks = new Map<string, { readonly at: number; readonly look: Look }>();

  constructor() {
    this.of({});
  }

  /** The number of a look. */
  of(look: Look): number {
    const key = JSON.stringify([look.format, fontOf(look), look.wraps, look.quoted]);
    const known = this.#looks.get(key);
    if (known) return known.at;
    const at = this.#looks.size;
    this.#looks.set(key, { at, look });
    return at;
  }

  /** The part `xl/styles.xml`. */
  write(): string {
    const looks = [...this.#looks.values()].map(({ look }) => look);
    const formats = [...new Set(looks.flatMap(({ format }) => format ?? []))];
    const numberOf = ({ format, quoted }: Look) => (quoted ? TEXT_FORMAT : format ? FIRST_FORMAT + formats.indexOf(format) : 0);
    const cell = (look: Look) =>
      `<xf numFmtId="${numberOf(look)}" fontId="${fontOf(look)}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"${look.quoted ? ' quotePrefix="1"' : ''}>${look.wraps ? '<alignment vertical="top" wrapText="1"/>' : ''}</xf>`;
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length > 0
        ? `<numFmts count="${formats.length}">${formats.map((format, at) => `<numFmt numFmtId="${FIRST_FORMAT + at}" formatCode="${escapeMarkup(format)}"/>`).join('')}</numFmts>`
        : '',
      `<fonts count="${FONTS.length}">${FONTS.join('')}</fonts>`,
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      `<cellXfs count="${looks.length}">${looks.map(cell).join('')}</cellXfs>`,
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '</styleSheet>',
    ].join('');
  }
}
