const LATIN = 'a-z0-9\\u00df-\\u00f6\\u00f8-\\u024f';
const SPELT = new RegExp(`[${LATIN}]`, 'u');
/** The same letters as the engine's expressions write them. */
const LETTERS = 'a-z0-9\\x{00df}-\\x{00f6}\\x{00f8}-\\x{024f}';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&').replace(/ /gu, '\\s+');

/** One regular expression (RE2, small letters) that is found where any of the words is (CM3). */
export function patternOf(words: readonly string[]): string {
  const whole = words.filter((word) => SPELT.test(word));
  const anywhere = words.filter((word) => !SPELT.test(word)).map((word) => escaped(word.replace(/\*+$/u, '')));
  const spelt = whole.map((word) => (word.endsWith('*') ? `${escaped(word.replace(/\*+$/u, ''))}[${LETTERS}]*` : escaped(word)));
  const parts = [...(spelt.length > 0 ? [`(?:^|[^${LETTERS}])(?:${spelt.join('|')})(?:$|[^${LETTERS}])`] : []), ...anywhere];
  return parts.join('|');
}
