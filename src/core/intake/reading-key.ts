import type { SourceHead } from '#core/model/source';
import { decodeLoosely } from './decode-text';
import { detectEncoding } from './detect-encoding';
import { holdsText } from './detect-kind';

/** Lines that are looked for in a fresh file. */
const LOOKED_AT = 60;

/** Where something said of a file is kept, and the line of the file that it was made of, from 0; null where it was made of the name. */
export interface ReadingKey {
  readonly key: string;
  readonly line: number | null;
}

/**
 * The first lines as text that does not depend on how the file will be read: every byte a character, but UTF-16 in its own characters,
 * because its bytes of a line end also stand within characters.
 */
function rawLines(bytes: Uint8Array, name: string, cut: boolean): readonly string[] {
  const found = detectEncoding(bytes, name, cut);
  const wide = found.ok && found.value.encoding.startsWith('utf-16');
  const text = decodeLoosely(bytes, wide ? found.value.encoding : 'windows-1252');
  return text.replace(/^(\uFEFF|ï»¿)/, '').split(/\r\n|\n|\r/);
}

/** RD7: the name without its digits, which are the month as a rule. */
const nameKey = (name: string): ReadingKey => ({ key: `name:${name.normalize('NFKC').toLowerCase().replace(/\d+/g, '')}`, line: null });
const lineKey = (text: string, line: number): ReadingKey => ({ key: `line:${text.trim()}`, line });

/** RD6: every key under which something may be remembered for a file, the likeliest first. `bytes`: its head. */
export function keysOf(bytes: Uint8Array, name: string, cut: boolean): readonly ReadingKey[] {
  if (!holdsText(bytes, name)) return [nameKey(name)];
  const lines = rawLines(bytes, name, cut).slice(0, LOOKED_AT);
  return [...lines.flatMap((text, line) => (text.trim() === '' ? [] : [lineKey(text, line)])), nameKey(name)];
}

/** RD6, RD7: the key under which something said of a file is remembered once it is known what the file is. */
export function keyOf(bytes: Uint8Array, head: Pick<SourceHead, 'name' | 'bytes' | 'dialect' | 'reading'>): ReadingKey {
  const { reading, dialect } = head;
  const text = reading?.format === 'text' || reading?.format === 'fixed' ? reading : null;
  const isNamed = text ? text.headerRows > 0 : !reading && dialect.header;
  if (!isNamed || !holdsText(bytes, head.name)) return nameKey(head.name);
  const comment = text?.format === 'text' ? text.comment : '';
  const isHeader = (line: string) => line.trim() !== '' && !(comment !== '' && line.startsWith(comment));
  const lines = rawLines(bytes, head.name, bytes.length < head.bytes);
  const line = lines.findIndex((each, at) => at >= (text?.skip ?? 0) && isHeader(each));
  return line < 0 || line >= LOOKED_AT ? nameKey(head.name) : lineKey(lines[line]!, line);
}
