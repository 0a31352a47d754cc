import type { Encoding } from '#core/model/source';
import { WINDOWS_FROM_80 } from './windows-1252';

/** Writes text in an old encoding, by what `TextDecoder` reads its bytes as. Throws on a character that it lacks. */
export function legacyEncoder(encoding: Encoding): (text: string) => Uint8Array {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const bytesOf = new Map<string, readonly number[]>();
  const learn = (bytes: readonly number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length === 1 && !bytesOf.has(text)) bytesOf.set(text, bytes);
    } catch {
      // Not a character of this encoding.
    }
  };
  for (let byte = 0; byte < 256; byte++) learn([byte]);
  // Node 20 reads windows-1252 as ISO-8859-1 (nodejs/node#56542).
  if (encoding === 'windows-1252') for (const [at, sign] of [...WINDOWS_FROM_80].entries()) bytesOf.set(sign, [0x80 + at]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn([lead, trail]);
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((character) => {
        const bytes = bytesOf.get(character);
        if (!bytes) throw new Error(`${encoding} has no ${character}`);
        return bytes;
      }),
    );
}
