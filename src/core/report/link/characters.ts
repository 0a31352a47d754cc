/** `TextDecoder` is in every browser and in Node, but in none of the type libraries that a pure room is compiled with. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

/** First bytes of the two-byte characters: punctuation, full-width signs, and the 6,763 Chinese characters of GB 2312. */
const ROWS = [0xa1, 0xa3, ...Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, index) => 0xb0 + index)];
const FIRST = 0xa1;
const LAST = 0xfe;
/** Every other unit of UTF-16 takes three bytes, the first of them from here. */
const OTHER = 0x80;

interface Tables {
  readonly units: ReadonlyMap<number, readonly [number, number]>;
  readonly pairs: ReadonlyMap<number, number>;
}

let made: Tables | null = null;

/** GB 2312 as the platform reads it; places that later standards moved are not among them. */
function tables(): Tables {
  if (made) return made;
  const decoder = new TextDecoder('gb18030');
  const units = new Map<number, readonly [number, number]>();
  const pairs = new Map<number, number>();
  for (const row of ROWS)
    for (let trail = FIRST; trail <= LAST; trail++) {
      const text = decoder.decode(Uint8Array.of(row, trail));
      const unit = text.charCodeAt(0);
      const isPrivate = unit >= 0xe000 && unit <= 0xf8ff;
      if (text.length !== 1 || unit < 0x80 || isPrivate || unit === 0xfffd || units.has(unit)) continue;
      units.set(unit, [row, trail]);
      pairs.set((row << 8) | trail, unit);
    }
  return (made = { units, pairs });
}

/** The bytes of a text: ASCII as it is, Chinese in two bytes, all else in three. Holds no zero byte. */
export function writeCharacters(text: string): number[] {
  const { units } = tables();
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap((unit) => {
    if (unit > 0 && unit < 0x80) return [unit];
    return units.get(unit) ?? [OTHER + (unit >> 11), 0x40 + ((unit >> 6) & 31), 0x40 + (unit & 63)];
  });
}

/** The text up to the next zero byte, and where that is; null where the bytes are no text. */
export function readCharacters(bytes: Uint8Array, from: number): { readonly text: string; readonly end: number } | null {
  const { pairs } = tables();
  let text = '';
  let at = from;
  for (; at < bytes.length && bytes[at] !== 0; at++) {
    const byte = bytes[at] ?? 0;
    let unit: number | undefined = byte;
    if (byte >= FIRST) unit = pairs.get((byte << 8) | (bytes[++at] ?? 0));
    else if (byte >= OTHER) unit = ((byte - OTHER) << 11) | (((bytes[++at] ?? 0) & 31) << 6) | ((bytes[++at] ?? 0) & 63);
    if (unit === undefined) return null;
    text += String.fromCharCode(unit);
  }
  return at < bytes.length ? { text, end: at } : null;
}
