import { replaceLoneSurrogates } from './identifier';
import { UNICODE_SPACES, type Token } from './tokens';

const UNICODE_SPACE = new RegExp(`[${UNICODE_SPACES}]`, 'g');

/** Whether the engine's first pass, which also looks from the second `$` of the opening tag, finds the end of the text where it is. */
const endsAlike = (tag: string, body: string): boolean => (tag + body + tag).indexOf(tag, 1) === tag.length + body.length;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** A text between dollars as the first pass finds its end too: under another tag or in quotes, and as long as before; null where neither fits (SQ11). */
export function settleDollars(text: string): string | null {
  const tag = text.slice(0, text.indexOf('$', 1) + 1);
  const body = text.slice(tag.length, -tag.length);
  const tags = tag === '$$' ? [tag] : [tag, ...LETTERS.map((letter) => `$${letter.repeat(tag.length - 2)}$`)];
  const other = tags.find((each) => endsAlike(each, body));
  if (other !== undefined) return other + body + other;
  const quoted = `'${body.replaceAll("'", "''")}'`;
  return quoted.length <= text.length ? quoted.padEnd(text.length) : null;
}

function settled({ kind, text, mode, open }: Token): string {
  // What is never closed is never sent.
  if (open) return text;
  switch (kind) {
    case 'space':
      return text.replace(UNICODE_SPACE, ' ');
    case 'comment':
      // Beginning and end are kept, so that the reader sees a comment and the engine's first pass nothing that it could take for a quote.
      return text.startsWith('/*') ? `/*${text.slice(2, -2).replace(/['"$\-\0]/g, ' ')}*/` : text.replaceAll('\0', ' ');
    case 'text':
      if (text.startsWith('$')) return settleDollars(text) ?? text;
      return mode === 'escaped' ? text.replace(/\\([^])/g, (all, next: string) => (next === "'" ? "''" : all)) : text;
    default:
      return text;
  }
}

/** A text as it is sent, of the same length and with every token in its place (SQ11). */
export const settle = (tokens: readonly Token[]): string => replaceLoneSurrogates(tokens.map(settled).join(''));
