import { strToU8 } from 'fflate';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Letters of a checksum in a link. */
export const CHECKSUM_LENGTH = 7;

/** CRC-32 (ISO 3309) of a text in UTF-8. */
export function crc32(text: string): number {
  let value = 0xffffffff;
  for (const byte of strToU8(text)) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** CRC-32 of the characters, in seven letters and digits, so that no mail program takes its end for punctuation. */
export const checksum = (text: string): string => crc32(text).toString(36).padStart(CHECKSUM_LENGTH, '0');
