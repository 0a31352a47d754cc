import { expect, test } from 'vitest';
import { SHORTEST_PASSPHRASE } from './seal';
import { SUGGESTED_BITS, suggestPassphrase } from './suggest';

/** Gives these bytes, one after the other, and begins again. */
function giving(bytes: readonly number[]) {
  let at = 0;
  return (target: Uint8Array) => target.forEach((_, place) => (target[place] = bytes[at++ % bytes.length]!));
}
const syllablesOf = (passphrase: string): string[] => passphrase.replaceAll('-', '').match(/../g) ?? [];

test('SP11 six groups of two syllables, of at least 64 bits, long enough to seal with', () => {
  const one = suggestPassphrase();
  expect(one).toMatch(/^([bdfghkmnpstl][aeiou]){2}(-([bdfghkmnpstl][aeiou]){2}){5}$/);
  expect(one.length).toBeGreaterThanOrEqual(SHORTEST_PASSPHRASE);
  // 12 consonants × 5 vowels, 12 times.
  expect(SUGGESTED_BITS).toBeCloseTo(Math.log2(60) * 12, 10);
  expect(SUGGESTED_BITS).toBeGreaterThanOrEqual(64);
  expect(suggestPassphrase()).not.toBe(one);
});

test('SP11 over all values of a byte each syllable comes equally often; those that would tilt it are passed over', () => {
  const counts = new Map<string, number>();
  // Each value of a byte, in twelfths: a suggestion uses 12 bytes of those that it takes.
  for (let from = 0; from < 240; from += 12)
    for (const syllable of syllablesOf(suggestPassphrase(giving(Array.from({ length: 12 }, (_, at) => from + at)))))
      counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
  expect(counts.size).toBe(60);
  expect(new Set(counts.values())).toEqual(new Set([4]));
  const tilting = Array.from({ length: 16 }, (_, at) => 240 + at);
  expect(suggestPassphrase(giving([...tilting, ...tilting, 7]))).toBe(suggestPassphrase(giving([7])));
});

test('SP11 real draws are even: a chi-square over 24,000 syllables stays below what one in a million exceeds', () => {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 2000; draw++)
    for (const syllable of syllablesOf(suggestPassphrase())) counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
  const chi = [...counts.values()].reduce((sum, count) => sum + (count - 400) ** 2 / 400, 0);
  // 59 degrees of freedom; without passing over, the first 16 would come 5/4 as often, and chi would be about 300.
  expect(counts.size).toBe(60);
  expect(chi).toBeLessThan(125);
});
