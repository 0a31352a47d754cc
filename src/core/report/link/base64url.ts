const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Bytes as letters that survive a URL fragment; without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const group = (a << 16) | (b << 8) | c;
    const letters = [group >> 18, (group >> 12) & 63, (group >> 6) & 63, group & 63].map((value) => ALPHABET[value]).join('');
    text += letters.slice(0, Math.min(4, bytes.length - index + 1));
  }
  return text;
}

/** The bytes of a base64url text, or null where a letter is foreign. */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let bits = 0;
  let length = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) return null;
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[length++] = (group >> (bits -= 8)) & 0xff;
  }
  return bytes;
}
