import * as recognisers from 'chardet/lib/encoding/sbcs';
import { ENCODINGS, type Encoding } from '#core/model/source';
import { decodeStrictly } from './decode-text';
import { guessLatin, LATIN } from './latin-letters';

/** `TextDecoder` reads these as the other, which has signs where they have none. */
const READ_AS: Readonly<Record<string, Encoding>> = { 'iso-8859-1': 'windows-1252', 'iso-8859-9': 'windows-1254' };
/** How much surer an encoding of another alphabet has to be before it is taken in place of one of Latin letters. */
const MARGIN = 30;

interface Recogniser {
  match(context: never): { readonly confidence: number; readonly name: string } | null;
}

/** Node gives a package of this kind its exports once more as the default, and a mark beside them. */
const exported: object = (recognisers as { readonly default?: object }).default ?? recognisers;
const RECOGNISERS = Object.values(exported).filter((each) => typeof each === 'function') as readonly (new () => Recogniser)[];

const toEncoding = (name: string): Encoding | undefined => {
  const label = name.toLowerCase();
  return READ_AS[label] ?? ENCODINGS.find((encoding) => encoding === label);
};

/** Whether most bytes beyond ASCII stand three or more together, as in words of another alphabet. */
function isOtherAlphabet(bytes: Uint8Array): boolean {
  let all = 0;
  let inWords = 0;
  for (let at = 0; at < bytes.length; at++) {
    const start = at;
    while (at < bytes.length && bytes[at]! >= 0x80) at++;
    all += at - start;
    if (at - start >= 3) inWords += at - start;
  }
  return inWords > all * 0.7;
}

/** IN7: the likeliest encoding of one byte a character, by the language that the bytes would be in it. */
export function guessSingleByte(bytes: Uint8Array, context: unknown): Encoding {
  const found = new Map<Encoding, number>();
  for (const recogniser of RECOGNISERS) {
    const match = new recogniser().match(context as never);
    const encoding = match && toEncoding(match.name);
    if (encoding && decodeStrictly(bytes, encoding, true) !== null)
      found.set(encoding, Math.max(found.get(encoding) ?? 0, match.confidence));
  }
  const latin = Math.max(0, ...LATIN.map((encoding) => found.get(encoding) ?? 0));
  for (const encoding of LATIN) found.delete(encoding);
  const [best] = [...found].sort(([, one], [, other]) => other - one);
  if (best && (isOtherAlphabet(bytes) || best[1] >= latin + MARGIN)) return best[0];
  return guessLatin(bytes);
}
