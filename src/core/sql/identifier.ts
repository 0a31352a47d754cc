/** Half of a surrogate pair has no UTF-8 form; engines would each put something else in its place. */
export const replaceLoneSurrogates = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** A quoted identifier. Any text is allowed in and stays inside the quotes. Throws on an empty name and on U+0000, which no engine can hold. */
export function quoteIdentifier(name: string): string {
  if (name === '') throw new RangeError('an identifier cannot be empty');
  if (name.includes('\0')) throw new RangeError('an identifier cannot hold U+0000');
  return `"${replaceLoneSurrogates(name).replaceAll('"', '""')}"`;
}
