import type { Locale, Text } from '#core/messages/text';
import type { Presentation } from '#core/model/presentation';

/** A cell as it leaves the page: its results, and in the reader's words what stands around them on screen. */
export interface Sheet {
  /** Of the cell in the report. */
  readonly id: string;
  /** The person's own words, else the question. */
  readonly title: string;
  /** What its files are called: the title, and what is selected elsewhere where the cell follows it. */
  readonly name: string;
  /** The question it asks, where the title says something else. */
  readonly question: string | null;
  readonly presentation: Presentation;
  /** The range, then each filter. */
  readonly scope: readonly string[];
  /** Rows used and left out, in short phrases. */
  readonly ledger: readonly string[];
  /** Options in force. */
  readonly options: readonly { readonly label: string; readonly words: string }[];
  /** What was asked, in order. */
  readonly steps: readonly { readonly id: string; readonly sql: string }[];
  /** The loaded files by name and fingerprint. */
  readonly sources: readonly string[];
}

/** Who reads: the language, and how a text is said in it. */
export interface Reader {
  readonly locale: Locale;
  /** ISO 4217, or null where the data do not say. */
  readonly currency: string | null;
  say(text: Text): string;
}

/** One sentence of a finding in words. */
export interface SaidSentence {
  readonly finding: string;
  /** With the space that its language wants in front; empty where there is none. */
  readonly rest: string;
}

/** The sentences of an insight as they stand on screen: punctuation stands right behind the finding, Chinese needs no space. */
export function sentencesOf({ insight }: Presentation, { locale, say }: Reader): readonly SaidSentence[] {
  const gap = locale === 'en' ? ' ' : '';
  return insight.sentences.map(({ finding, rest }) => {
    const words = rest ? say(rest) : '';
    const close = /^\p{P}/u.test(words) && !/^[(（“"'‘]/u.test(words);
    return { finding: say(finding), rest: words && (close ? words : gap + words) };
  });
}

/** As-of day, then the phrases of the definition. */
export const stampOf = ({ stamp }: Presentation, { say }: Reader): readonly string[] => [
  say({ key: 'cell_as_of', values: { day: { date: stamp.asOf } } }),
  ...stamp.phrases.map(say),
];
