/** Letters, figures and accents of Latin script: a word begins where none of them stands before it. */
const LATIN = /[0-9a-z\u00c0-\u024f]/;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function holds(words: string, typed: string): boolean {
  for (let at = words.indexOf(typed); at >= 0; at = words.indexOf(typed, at + 1))
    if (!LATIN.test(typed[0]!) || !LATIN.test(words[at - 1] ?? ' ')) return true;
  return false;
}

/** RP31: every word typed is found, from the beginning of a word where it is written in letters. Nothing typed finds everything. */
export function isFound(words: string, typed: string): boolean {
  const all = plain(words);
  return plain(typed)
    .split(/\s+/)
    .every((word) => word === '' || holds(all, word));
}
