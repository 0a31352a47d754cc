import { fitForXml } from '../escape';

/** How a text is set. Sizes are pixels. */
export interface TextStyle {
  readonly size: number;
  readonly weight: 400 | 600;
  readonly colour: 'ink' | 'ink2' | 'ink3';
}

/** The width of a text in pixels. */
export type Measure = (text: string, style: TextStyle) => number;

/** Words in one style. */
export interface Run {
  readonly text: string;
  readonly style: TextStyle;
}

/** A part of a line in one style. */
export interface Piece extends Run {
  /** From the beginning of the line. */
  readonly x: number;
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
const OPENING = /[\p{Ps}\p{Pi}]/u;
const CLOSING = /[\p{Pe}\p{Pf}\p{Po}%‰]/u;
const SPACE = /\s/u;

/** PX5: whether a line may end between two characters. */
function mayBreak(before: string, after: string): boolean {
  if (SPACE.test(after)) return false;
  if (SPACE.test(before)) return true;
  return (WIDE.test(before) || WIDE.test(after)) && !OPENING.test(before) && !CLOSING.test(after);
}

/** A character with the style of its run. */
interface Letter {
  readonly letter: string;
  readonly style: TextStyle;
}

/** What may not be torn apart, as letters; spaces stand at its end. */
function atomsOf(runs: readonly Run[]): Letter[][] {
  const letters = runs.flatMap(({ text, style }) => [...fitForXml(text).replace(/\s+/gu, ' ')].map((letter) => ({ letter, style })));
  const atoms: Letter[][] = [];
  letters.forEach((each, at) => {
    const before = letters[at - 1];
    if (!before || mayBreak(before.letter, each.letter)) atoms.push([each]);
    else atoms.at(-1)!.push(each);
  });
  return atoms;
}

/** Letters as pieces, each as long as its style goes on. */
function piecesOf(letters: readonly Letter[], measure: Measure): Piece[] {
  const pieces: Piece[] = [];
  let x = 0;
  for (let from = 0; from < letters.length;) {
    const { style } = letters[from]!;
    let to = from;
    while (to < letters.length && letters[to]!.style === style) to++;
    const text = letters
      .slice(from, to)
      .map(({ letter }) => letter)
      .join('');
    pieces.push({ text, style, x });
    x += measure(text, style);
    from = to;
  }
  return pieces;
}

const trimmed = (letters: readonly Letter[]): readonly Letter[] =>
  letters.slice(0, letters.findLastIndex(({ letter }) => !SPACE.test(letter)) + 1);

/** Texts set in lines of at most `width` pixels (PX5). */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): readonly (readonly Piece[])[] {
  const lengthOf = (letters: readonly Letter[]): number =>
    piecesOf(trimmed(letters), measure).reduce((sum, { text, style }) => sum + measure(text, style), 0);
  const lines: Letter[][] = [[]];
  for (const atom of atomsOf(runs)) {
    const line = lines.at(-1)!;
    if (lengthOf([...line, ...atom]) <= width) line.push(...atom);
    else if (lengthOf(atom) <= width) lines.push([...atom]);
    else {
      // A word longer than a line.
      if (line.length > 0) lines.push([]);
      for (const letter of atom) {
        if (lines.at(-1)!.length > 0 && lengthOf([...lines.at(-1)!, letter]) > width) lines.push([]);
        lines.at(-1)!.push(letter);
      }
    }
  }
  return lines.map((line) => piecesOf(trimmed(line), measure)).filter((pieces) => pieces.length > 0);
}
