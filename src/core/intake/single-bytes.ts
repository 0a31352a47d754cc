import * as recognisers from 'chardet/lib/encoding/sbcs';
import { ENCODINGS, type Encoding } from '#core/model/source';
import { decodeStrictly } from './decode-text';

/** `TextDecoder` reads these as the other, which has signs where they have none. */
const READ_AS: Readonly<Record<string, Encoding>> = { 'iso-8859-1': 'windows-1252', 'iso-8859-9': 'windows-1254' };
/** How much surer another encoding has to be before it is taken in place of windows-1252. */
const MARGIN = 30;

interface Recogniser {
  match(context: never): { readonly confidence: number; readonly name: string } | null;
}

const toEncoding = (name: string): Encoding | undefined => {
  const label = name.toLowerCase();
  return READ_AS[label] ?? ENCODINGS.find((encoding) => encoding === label);
};

/** Encodings of Latin letters, whose accents stand one by one among them. */
const LATIN: readonly Encoding[] = ['windows-1252', 'windows-1250', 'windows-1254', 'iso-8859-2'];

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
  const all = Object.values(recognisers) as unknown as readonly (new () => Recogniser)[];
  const found = new Map<Encoding, number>();
  for (const recogniser of all) {
    const match = new recogniser().match(context as never);
    const encoding = match && toEncoding(match.name);
    if (encoding && decodeStrictly(bytes, encoding, true) !== null)
      found.set(encoding, Math.max(found.get(encoding) ?? 0, match.confidence));
  }
  if (isOtherAlphabet(bytes)) for (const latin of LATIN) found.delete(latin);
  const western = found.get('windows-1252') ?? 0;
  const [best, confidence] = [...found].reduce((one, other) => (other[1] > one[1] ? other : one), ['windows-1252', western] as [
    Encoding,
    number,
  ]);
  return confidence >= western + MARGIN || !found.has('windows-1252') ? best : 'windows-1252';
}
