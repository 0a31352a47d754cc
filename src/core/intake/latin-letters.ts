import type { Encoding } from '#core/model/source';
import { decodeStrictly } from './decode-text';

/** Encodings of Latin letters, whose accents stand one by one among them; the first is taken where no other is clearly better. */
export const LATIN = ['windows-1252', 'windows-1250', 'iso-8859-2', 'windows-1254'] as const satisfies readonly Encoding[];
type Latin = (typeof LATIN)[number];

const CENTRAL: readonly string[] = [
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíĺľňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'čćđšž', // Croatian, Slovenian
  'ăâîşţ', // Romanian
];
/** The letters beyond ASCII of the languages that are written in each. */
const ALPHABETS: Readonly<Record<Latin, readonly string[]>> = {
  'windows-1252': [
    'àâæçéèêëîïôœùûüÿ', // French
    'äöüß', // German
    'áéíóúüñºª', // Spanish
    'àáâãçéêíóôõúüºª', // Portuguese
    'àèéìîòù', // Italian
    'åäöé', // Swedish, Finnish
    'æøåéèòó', // Danish, Norwegian
    'áéíóúýðþæö', // Icelandic
    'äëïöüéè', // Dutch
    'àçèéíïòóúü', // Catalan
  ],
  'windows-1250': CENTRAL,
  'iso-8859-2': CENTRAL,
  'windows-1254': ['çğıöşüİâîû'],
};
/** Signs that stand in texts of every language, and say nothing of it. */
const NEUTRAL = /[\u0000-\u007f€‚„…‘’“”•–—™«»§©®°·£¥²\u00a0]/u;
/** The least share of fitting letters, and how much larger than that of the first encoding it must be. */
const ENOUGH = 0.85;
const CLEARLY = 0.02;

/** The largest share of the foreign characters that are letters of one language of the encoding; 0 where it cannot be read in it. */
function fitOf(bytes: Uint8Array, encoding: Latin): number {
  const text = decodeStrictly(bytes, encoding, true);
  if (text === null) return 0;
  const foreign = [...text].filter((character) => !NEUTRAL.test(character));
  if (foreign.length === 0) return 1;
  const shares = ALPHABETS[encoding].map((letters) => {
    const known = new Set([...letters, ...letters.toUpperCase()]);
    return foreign.filter((character) => known.has(character)).length / foreign.length;
  });
  return Math.max(...shares);
}

/** IN7: the encoding of a text in Latin letters, by the language whose letters those beyond ASCII would be. */
export function guessLatin(bytes: Uint8Array): Latin {
  const [first, ...others] = LATIN.map((encoding) => ({ encoding, fit: fitOf(bytes, encoding) }));
  const best = others.reduce((one, other) => (other.fit > one.fit ? other : one));
  return best.fit >= ENOUGH && best.fit > first!.fit + CLEARLY ? best.encoding : first!.encoding;
}
