import type { Encoding } from '#core/model/source';

export type EastAsian = Extract<Encoding, 'gb18030' | 'big5' | 'shift_jis' | 'euc-jp' | 'euc-kr'>;

/** What a double byte is in an encoding: of everyday use, rare, or a sign that all of them have in the same place. */
type Kind = 'common' | 'rare' | 'sign';
interface Table {
  /** How many bytes the character at this place takes; 1 for ASCII and half-width signs. */
  length(bytes: Uint8Array, at: number): number;
  kind(lead: number, trail: number): Kind;
}

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;
const pairFrom =
  (first: number) =>
  (bytes: Uint8Array, at: number): number =>
    bytes[at]! >= first ? 2 : 1;
const isSign = (lead: number): boolean => within(lead, 0xa1, 0xa3);

/** Everyday characters: level 1 of GB2312, of Big5 and of JIS X 0208, the kana, and the Hangul of KS X 1001. */
const TABLES: Readonly<Record<EastAsian, Table>> = {
  gb18030: {
    length: (bytes, at) => (bytes[at]! < 0x81 ? 1 : within(bytes[at + 1] ?? 0, 0x30, 0x39) ? 4 : 2),
    kind: (lead, trail) => (isSign(lead) ? 'sign' : within(lead, 0xb0, 0xd7) && trail >= 0xa1 ? 'common' : 'rare'),
  },
  big5: { length: pairFrom(0x81), kind: (lead) => (isSign(lead) ? 'sign' : within(lead, 0xa4, 0xc6) ? 'common' : 'rare') },
  shift_jis: {
    length: (bytes, at) => (within(bytes[at]!, 0x81, 0x9f) || bytes[at]! >= 0xe0 ? 2 : 1),
    kind(lead, trail) {
      if (lead === 0x81 || (lead === 0x82 && trail < 0x9f)) return 'sign';
      const kana = lead === 0x82 || (lead === 0x83 && trail <= 0x96);
      const level1 = (lead === 0x88 && trail >= 0x9f) || within(lead, 0x89, 0x97) || (lead === 0x98 && trail <= 0x72);
      return kana || level1 ? 'common' : 'rare';
    },
  },
  'euc-jp': {
    length: (bytes, at) => (bytes[at] === 0x8f ? 3 : bytes[at]! >= 0x8e ? 2 : 1),
    kind: (lead) => (isSign(lead) ? 'sign' : within(lead, 0xa4, 0xa5) || within(lead, 0xb0, 0xcf) ? 'common' : 'rare'),
  },
  'euc-kr': {
    length: pairFrom(0x81),
    kind: (lead, trail) => (isSign(lead) ? 'sign' : within(lead, 0xb0, 0xc8) && trail >= 0xa1 ? 'common' : 'rare'),
  },
};
export const EAST_ASIAN = Object.keys(TABLES) as readonly EastAsian[];

/** IN4: how many characters beyond ASCII there are but signs, and the share of them that are of everyday use. */
export function judgeDoubleBytes(bytes: Uint8Array, encoding: EastAsian): { readonly characters: number; readonly share: number } {
  const { length, kind } = TABLES[encoding];
  let characters = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; at += length(bytes, at)) {
    if (bytes[at]! < 0x80) continue;
    const found = length(bytes, at) === 1 ? 'rare' : kind(bytes[at]!, bytes[at + 1] ?? 0);
    if (found !== 'sign') characters++;
    if (found === 'common') common++;
  }
  return { characters, share: characters === 0 ? 0 : common / characters };
}
