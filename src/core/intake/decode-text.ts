import type { Encoding } from '#core/model/source';

/** Turns bytes into text, in any pieces. Throws on bytes that are not in the encoding if it is fatal. */
interface Decoder {
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { readonly stream?: boolean }): string;
}

/** `TextDecoder` is in every browser and in Node, but in none of the type libraries that a pure room is compiled with. */
declare const TextDecoder: new (label: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean }) => Decoder;

/** What windows-1252 has from 0x80 to 0x9F; the five places where it has nothing stay. */
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BETWEEN = /[\u0080-\u009f]/g;
const NOWHERE = /[\u0081\u008d\u008f\u0090\u009d]/;

/** IN11: whether characters stand in a text that only windows-1252 explains. U+0085 alone is a line end of mainframes. */
export const holdsWindows = (text: string): boolean => /[\u0080-\u0084\u0086-\u009f]/.test(text) && !NOWHERE.test(text);

/** The decoder of an encoding. `fatal`: it throws on bytes that are not in the encoding, instead of U+FFFD. */
export function createDecoder(encoding: Encoding, { fatal }: { readonly fatal: boolean }): Decoder {
  const label = encoding === 'utf-8+windows-1252' ? 'utf-8' : encoding;
  const decoder = new TextDecoder(label, { fatal });
  // Node 20 reads windows-1252 as ISO-8859-1 (nodejs/node#56542).
  if (label === encoding && encoding !== 'windows-1252') return decoder;
  return { decode: (bytes, options) => decoder.decode(bytes, options).replace(BETWEEN, (sign) => FROM_80[sign.charCodeAt(0) - 0x80]!) };
}

/** The text of some bytes, or null where they are not in that encoding. A character cut off at the end is left out when `cut`. */
export function decodeStrictly(bytes: Uint8Array, encoding: Encoding, cut: boolean): string | null {
  try {
    return createDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}

/** The text of bytes taken from the middle of a file: the broken characters at both ends become U+FFFD. */
export function decodeLoosely(bytes: Uint8Array, encoding: Encoding): string {
  return createDecoder(encoding, { fatal: false }).decode(bytes);
}
