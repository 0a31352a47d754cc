import { PLACE_SEAL_LENGTH, type PlaceKey } from './place-key';

/** Bytes of a file that are sealed together. */
export const PIECE = 4 << 20;

/** Told after each piece, with the bytes that it held. */
type OnBytes = (bytes: number) => void;

/** The piece at an index of so many: none can be left out, repeated or put elsewhere. */
const placeOf = (place: string, index: number, count: number): string => `${place} ${index}/${count}`;

async function eachPiece(
  blob: Blob,
  length: number,
  work: (bytes: Uint8Array<ArrayBuffer>, index: number, count: number) => Promise<Uint8Array<ArrayBuffer> | null>,
): Promise<Blob | null> {
  const count = Math.max(1, Math.ceil(blob.size / length));
  const pieces: Blob[] = [];
  for (let index = 0; index < count; index++) {
    const bytes = new Uint8Array(await blob.slice(index * length, (index + 1) * length).arrayBuffer());
    const done = await work(bytes, index, count);
    if (!done) return null;
    // Handed to the browser at once, so that a large file never stands in the page's own memory.
    pieces.push(new Blob([done]));
  }
  return new Blob(pieces);
}

/** A file sealed piece by piece for a place. */
export async function sealPieces(key: PlaceKey, blob: Blob, place: string, onBytes: OnBytes = () => undefined): Promise<Blob> {
  const sealed = await eachPiece(blob, PIECE, async (bytes, index, count) => {
    const piece = await key.seal(bytes, placeOf(place, index, count));
    onBytes(bytes.length);
    return piece;
  });
  return sealed!;
}

/** The file that was sealed for a place, byte by byte; null where anything of it was changed. */
export function unsealPieces(key: PlaceKey, sealed: Blob, place: string, onBytes: OnBytes = () => undefined): Promise<Blob | null> {
  return eachPiece(sealed, PIECE + PLACE_SEAL_LENGTH, async (bytes, index, count) => {
    const piece = await key.unseal(bytes, placeOf(place, index, count));
    if (piece) onBytes(piece.length);
    return piece;
  });
}
