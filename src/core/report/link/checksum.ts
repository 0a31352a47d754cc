const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Letters of a checksum in a link. */
export const CHECKSUM_LENGTH = 7;

/** CRC-32 (ISO 3309) of the characters, in seven letters and digits, so that no mail program takes its end for punctuation. */
export function checksum(text: string): string {
  let value = 0xffffffff;
  for (let index = 0; index < text.length; index++) value = (value >>> 8) ^ (TABLE[(value ^ text.charCodeAt(index)) & 0xff] ?? 0);
  return ((value ^ 0xffffffff) >>> 0).toString(36).padStart(CHECKSUM_LENGTH, '0');
}
