/** Sounds that are told apart when they are read aloud, in English and in Chinese, and written in one way. */
const CONSONANTS = 'bdfghkmnpstl';
const VOWELS = 'aeiou';
const SYLLABLES = [...CONSONANTS].flatMap((consonant) => [...VOWELS].map((vowel) => consonant + vowel));
const GROUPS = 6;
const SYLLABLES_IN_GROUP = 2;
/** The largest number of byte values that every syllable has its equal part of. */
const EVEN = 256 - (256 % SYLLABLES.length);

/** Bits that whoever tries has to find out: each syllable is drawn evenly and by itself. */
export const SUGGESTED_BITS = GROUPS * SYLLABLES_IN_GROUP * Math.log2(SYLLABLES.length);

/** A passphrase such as `baku-temo-…`: six groups of two syllables (SP11). `fill` fills with random bytes. */
export function suggestPassphrase(fill: (bytes: Uint8Array<ArrayBuffer>) => unknown = (bytes) => crypto.getRandomValues(bytes)): string {
  const drawn: string[] = [];
  const bytes = new Uint8Array(32);
  while (drawn.length < GROUPS * SYLLABLES_IN_GROUP) {
    fill(bytes);
    // A byte beyond would make the first syllables likelier.
    for (const byte of bytes)
      if (byte < EVEN && drawn.length < GROUPS * SYLLABLES_IN_GROUP) drawn.push(SYLLABLES[byte % SYLLABLES.length]!);
  }
  return Array.from({ length: GROUPS }, (_, at) => drawn.slice(at * SYLLABLES_IN_GROUP, (at + 1) * SYLLABLES_IN_GROUP).join('')).join('-');
}
