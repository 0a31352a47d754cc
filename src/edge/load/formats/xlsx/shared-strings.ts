import { readAllXml } from './read-xml';

/** `_x000D_` stands for a sign that XML cannot hold; `_x005F_` for an underscore that is meant. Line ends within a cell are line feeds. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))).replace(/\r\n?/g, '\n')
    : text;

/** The texts that cells name by number. What tells how to pronounce a text is left out. */
export async function readSharedStrings(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let aside = 0;
  await readAllXml(stream, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') aside++;
      else if (name === 't') inText = aside === 0;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') aside--;
      else if (name === 'si') strings.push(unescapeText(text));
    },
  });
  return strings;
}
