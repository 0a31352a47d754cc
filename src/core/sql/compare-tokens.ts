import { fillPlaceholders, findPlaceholders, type PlaceholderValue } from './placeholders';
import type { Dialect } from './dialect';
import { tokenize, type Token } from './tokens';

/** The SQL that one value of a param leads to; `literal` is the value as it is written into it. */
export interface CompiledSample {
  readonly sql: string;
  readonly literal: string;
}

const same = (one: Token | undefined, other: Token | undefined): boolean => one?.kind === other?.kind && one?.text === other?.text;

/** Both lists of tokens hold these literals at these places. */
const holds = (tokens: readonly Token[], at: number, literal: readonly Token[]): boolean =>
  at >= 0 && literal.every((token, index) => same(tokens[at + index], token));

/** The first text with `placeholder` wherever the literals stand against each other; null where anything else differs. */
function compare(first: CompiledSample, second: CompiledSample, placeholder: string): string | null {
  const [tokens, others] = [tokenize(first.sql), tokenize(second.sql)];
  const [literal, otherLiteral] = [tokenize(first.literal), tokenize(second.literal)];
  const common = literal.findIndex((token, index) => !same(token, otherLiteral[index]));
  if (common < 0) return null;
  const pieces: string[] = [];
  let done = 0;
  let [at, other] = [0, 0];
  while (at < tokens.length || other < others.length) {
    if (same(tokens[at], others[other])) {
      [at, other] = [at + 1, other + 1];
      continue;
    }
    const [start, otherStart] = [at - common, other - common];
    if (start < done || !holds(tokens, start, literal) || !holds(others, otherStart, otherLiteral)) return null;
    pieces.push(...tokens.slice(done, start).map(({ text }) => text), placeholder);
    done = start + literal.length;
    [at, other] = [done, otherStart + otherLiteral.length];
  }
  return (
    pieces.join('') +
    tokens
      .slice(done)
      .map(({ text }) => text)
      .join('')
  );
}

/**
 * The text of the first sample with `{{param}}` where the literal of its value stands against those of the others and nothing else differs (SQ50); a text without the
 * param where the samples are equal. Null where the structure differs, or a placeholder would touch a word. Two samples are needed; a third makes chance matches rarer.
 */
export function placeParam(param: string, samples: readonly CompiledSample[], dialect: Dialect): string | null {
  const [first, ...others] = samples;
  if (!first || others.length === 0) throw new RangeError('two values are needed to compare');
  if (others.every(({ sql }) => sql === first.sql)) return first.sql;
  const placeholder = `{{${param}}}`;
  const texts = new Set(others.map((sample) => compare(first, sample, placeholder)));
  const [text] = texts;
  if (texts.size !== 1 || text === null || text === undefined) return null;
  const harmless: PlaceholderValue = { is: 'literal', value: 1 };
  const values = new Map(findPlaceholders(text).map(({ name }) => [name, harmless]));
  return fillPlaceholders(text, values, dialect).ok ? text : null;
}
