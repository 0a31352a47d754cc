import type { Encoding } from '#core/model/source';

/** `TextDecoder` is in every browser and in Node, but in none of the type libraries that a pure room is compiled with. */
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string };

/** The text of some bytes, or null where they are not in that encoding. A character cut off at the end is left out when `cut`. */
export function decodeStrictly(bytes: Uint8Array, encoding: Encoding, cut: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}

/** The text of bytes taken from the middle of a file: the broken characters at both ends become U+FFFD. */
export function decodeLoosely(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
