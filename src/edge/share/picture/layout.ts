import { sentencesOf, stampOf, type Reader, type Sheet } from '../sheet';
import { breakLines, type Measure, type Run, type TextStyle } from './break-lines';

/** A piece of text at its baseline. */
export interface PlacedText extends Run {
  readonly x: number;
  readonly y: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture before it is SVG or PNG: where everything stands. */
export interface PictureLayout extends Size {
  readonly texts: readonly PlacedText[];
  /** In the order of the charts. */
  readonly charts: readonly (Size & { readonly x: number; readonly y: number })[];
  /** A hairline from `from` to `to` at `y`. */
  readonly line: { readonly y: number; readonly from: number; readonly to: number };
}

const MARGIN = 32;
/** No narrower, so that the words have room. */
const LEAST = 520;
const TITLE: TextStyle = { size: 21, weight: 600, colour: 'ink' };
const FOUND: TextStyle = { size: 16, weight: 600, colour: 'ink' };
const READ: TextStyle = { size: 16, weight: 400, colour: 'ink2' };
const SMALL: TextStyle = { size: 13, weight: 400, colour: 'ink3' };

/** The paragraphs of a picture's foot: what is counted, by which definition, over which rows. */
const footOf = (sheet: Sheet, reader: Reader): readonly string[] =>
  [sheet.scope, stampOf(sheet.presentation, reader), sheet.ledger].filter((words) => words.length > 0).map((words) => words.join(' · '));

/** PX1: places title, finding, charts and what they rest on, one below the other. */
export function layoutPicture(sheet: Sheet, reader: Reader, charts: readonly Size[], measure: Measure): PictureLayout {
  const inner = Math.max(LEAST, ...charts.map(({ width }) => width));
  const texts: PlacedText[] = [];
  let y = MARGIN;
  const set = (runs: readonly Run[], lineHeight: number): void => {
    for (const pieces of breakLines(runs, inner, measure)) {
      const size = Math.max(...pieces.map(({ style }) => style.size));
      // The baseline of text that stands in the middle of its line.
      const baseline = y + (size * lineHeight) / 2 + size * 0.35;
      texts.push(...pieces.map((piece) => ({ ...piece, x: MARGIN + piece.x, y: Math.round(baseline) })));
      y += size * lineHeight;
    }
  };
  const chinese = reader.locale !== 'en';
  set([{ text: sheet.title, style: TITLE }], chinese ? 1.4 : 1.3);
  const sentences = sentencesOf(sheet.presentation, reader);
  if (sentences.length > 0) {
    y += 6;
    const gap = chinese ? '' : ' ';
    set(
      sentences.flatMap(({ finding, rest }, index) => [
        { text: (index === 0 ? '' : gap) + finding, style: index === 0 ? FOUND : READ },
        { text: rest, style: READ },
      ]),
      chinese ? 1.7 : 1.5,
    );
  }
  const placed = charts.map((size, index) => {
    y += 28;
    set([{ text: reader.say(sheet.presentation.charts[index]!.title), style: SMALL }], 1.5);
    y = Math.ceil(y + 8);
    const at = { ...size, x: MARGIN, y };
    y += size.height;
    return at;
  });
  y = Math.ceil(y) + 20;
  const line = { y, from: MARGIN, to: MARGIN + inner };
  y += 12;
  for (const text of footOf(sheet, reader)) set([{ text, style: SMALL }], 1.6);
  return { width: inner + 2 * MARGIN, height: Math.ceil(y) + MARGIN - 8, texts, charts: placed, line };
}
