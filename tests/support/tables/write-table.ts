import type { Encoding } from '#core/model/source';
import { legacyEncoder } from '../legacy-encoder';
import type { AnyDialect, AnyTable } from './any-table';

const PREAMBLE = ['Report 2026', 'Shop 7', 'made by the till'];
const FOOTER = 'Total';

const encoders = new Map<Encoding, (text: string) => Uint8Array>();

/** What a program makes of a text in windows-1252 that it takes for ISO-8859-1: the signs between 0x80 and 0x9F become control characters. */
function takeForLatin1(text: string): string {
  const encode = encoders.get('windows-1252') ?? legacyEncoder('windows-1252');
  encoders.set('windows-1252', encode);
  return text.replace(/[\u0152-\u2122]/g, (sign) => String.fromCharCode(encode(sign)[0]!));
}

/** The bytes of a text. Throws on a character that the encoding lacks. */
export function encodeText(text: string, encoding: Encoding, bom: boolean): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(bom ? `\uFEFF${text}` : text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const marked = bom ? `\uFEFF${text}` : text;
    const view = new DataView(new ArrayBuffer(marked.length * 2));
    for (let at = 0; at < marked.length; at++) view.setUint16(at * 2, marked.charCodeAt(at), encoding === 'utf-16le');
    return new Uint8Array(view.buffer);
  }
  if (encoding === 'utf-8+windows-1252') return new TextEncoder().encode(takeForLatin1(text));
  const encoder = encoders.get(encoding) ?? legacyEncoder(encoding);
  encoders.set(encoding, encoder);
  return encoder(text);
}

function writeField(field: string, { delimiter, quote, escape, quoteAll }: AnyDialect): string {
  const needs = quoteAll || field.includes(quote) || field.includes(delimiter) || /[\r\n]/.test(field);
  return needs ? `${quote}${field.replaceAll(quote, `${escape}${quote}`)}${quote}` : field;
}

/** The file that a program makes of a table. */
export function writeTable({ headers, rows }: AnyTable, dialect: AnyDialect): Uint8Array {
  const { frame, delimiter, newline, lastNewline, encoding, bom } = dialect;
  const line = (fields: readonly string[]) => fields.map((field) => writeField(field, dialect)).join(delimiter);
  const lines = [
    ...(frame === 'sep' ? [`sep=${delimiter}`] : []),
    ...(frame === 'preamble' || frame === 'both' ? PREAMBLE : []),
    ...(frame === 'headless' ? [] : [line(headers)]),
    ...rows.map(line),
    ...(frame === 'footer' || frame === 'both' ? [line([FOOTER, ...headers.slice(1).map((_, at) => (at === 2 ? '999.00' : ''))])] : []),
  ];
  return encodeText(lines.join(newline) + (lastNewline ? newline : ''), encoding, bom);
}
