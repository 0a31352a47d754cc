import { replaceLoneSurrogates } from './identifier';
import { UNICODE_SPACES, type Token } from './tokens';

const UNICODE_SPACE = new RegExp(`[${UNICODE_SPACES}]`, 'g');

function settled({ kind, text, mode }: Token): string {
  switch (kind) {
    case 'space':
      return text.replace(UNICODE_SPACE, ' ');
    case 'comment':
      // Beginning and end are kept, so that the reader sees a comment and the engine's first pass nothing that it could take for a quote.
      return text.startsWith('/*') ? `/*${text.slice(2, -2).replace(/['"$\-\0]/g, ' ')}*/` : text.replaceAll('\0', ' ');
    case 'text':
      return mode === 'escaped' ? text.replace(/\\([^])/g, (all, next: string) => (next === "'" ? "''" : all)) : text;
    default:
      return text;
  }
}

/** A text as it is sent, of the same length and with every token in its place (SQ11). */
export const settle = (tokens: readonly Token[]): string => replaceLoneSurrogates(tokens.map(settled).join(''));
