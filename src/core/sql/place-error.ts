import { pointedAt, saidBy } from './caret';
import type { ComposedSql, PlacedSql } from './compose';
import type { FilledSql } from './placeholders';
import { placeOf, type TextPlace } from './statement';
import { isCode, tokenize } from './tokens';

/** Where an error stands in a text of a person's. */
export interface ErrorPlace extends TextPlace {
  /** Of the relation whose text it is; null for the text that was asked. */
  readonly name: string | null;
  /** Of the token at this place; 0 at the end of the text. */
  readonly length: number;
}

/** What stands around a composed text when it is sent. */
export interface SentAround {
  readonly before: string;
  readonly after: string;
}

/** The offset in the source of an offset in the filled text. */
function sourceOffset({ changes }: FilledSql, at: number): number {
  let moved = 0;
  for (const change of changes) {
    if (at < change.at) break;
    if (at < change.at + change.length) return change.from;
    moved = change.from + change.sourceLength - (change.at + change.length);
  }
  return at + moved;
}

/** The text that holds an offset, or the one that ends before it. */
const textAt = ({ texts }: ComposedSql, at: number): PlacedSql | undefined => texts.findLast((text) => text.at <= at) ?? texts[0];

function placeIn({ name, at, text }: PlacedSql, pointed: number): ErrorPlace {
  const inside = Math.max(0, pointed - at);
  const tokens = tokenize(text.source).filter(isCode);
  const ends = tokens.map((token) => token.offset + token.text.length);
  const end = ends.at(-1) ?? text.source.length;
  if (inside >= text.sql.length || tokens.length === 0) return { ...placeOf(text.source, end), name, length: 0 };
  const offset = sourceOffset(text, inside);
  const distance = (index: number) => Math.max(tokens[index]!.offset - offset, offset - ends[index]! + 1, 0);
  let best = 0;
  for (const index of tokens.keys()) if (distance(index) < distance(best)) best = index;
  const token = tokens[best]!;
  return { ...placeOf(text.source, token.offset), name, length: token.text.length };
}

/**
 * The place in a person's own text that an error of the engine is about. `around` is what was sent before and after the composed text. An error at the
 * end of the input is at the end of the text that was asked; null where the engine names no place.
 */
export function placeError(
  message: string,
  composed: ComposedSql,
  { before, after }: SentAround = { before: '', after: '' },
): ErrorPlace | null {
  const pointed = pointedAt(message, `${before}${composed.sql}${after}`);
  if (pointed === null) return null;
  const text = textAt(composed, pointed - before.length);
  return text ? placeIn(text, pointed - before.length) : null;
}

/** What an error of the engine says, without its kind's code, its picture of the text and the caret under it. */
export const wordsOfError = (message: string): string =>
  saidBy(message)
    .replace(/\n+LINE \d+: [^\n]*\n[^\n^]*\^[^]*$/, '')
    .trim();
