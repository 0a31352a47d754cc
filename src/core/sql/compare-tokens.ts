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

const WHOLE = /^\d+$/;

/** What a person would write for `factor` times the placeholder plus `offset`. Large factors are wide, so that the product does not leave its type. */
function writeDerived(placeholder: string, factor: number, offset: number): string {
  const size = Math.abs(factor);
  const product = size === 1 ? placeholder : `${placeholder} * ${size < 1000 ? size : `CAST(${size} AS BIGINT)`}`;
  if (factor < 0) return `(${offset} - ${product})`;
  return offset === 0 ? `(${product})` : `(${product} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)})`;
}

/** The expression by which two whole numbers come from two whole values; null where there is none in whole numbers. */
function derive(
  placeholder: string,
  [value, other]: readonly [string, string],
  [number, second]: readonly [Token | undefined, Token | undefined],
): string | null {
  if (![value, other, number?.text, second?.text].every((each) => each !== undefined && WHOLE.test(each))) return null;
  const factor = (Number(second!.text) - Number(number!.text)) / (Number(other) - Number(value));
  const offset = Number(number!.text) - factor * Number(value);
  return factor !== 0 && Number.isSafeInteger(factor) && Number.isSafeInteger(offset) ? writeDerived(placeholder, factor, offset) : null;
}

/** The first text with `placeholder` wherever the literals stand against each other, and where `derived` an expression of it where two whole numbers do; null where anything else differs. */
function compare(first: CompiledSample, second: CompiledSample, placeholder: string, derived: boolean): string | null {
  const [tokens, others] = [tokenize(first.sql), tokenize(second.sql)];
  const [literal, otherLiteral] = [tokenize(first.literal), tokenize(second.literal)];
  const common = literal.findIndex((token, index) => !same(token, otherLiteral[index]));
  if (common < 0) return null;
  const pieces: string[] = [];
  const keep = (from: number, to: number) => pieces.push(...tokens.slice(from, to).map(({ text }) => text));
  let done = 0;
  let [at, other] = [0, 0];
  while (at < tokens.length || other < others.length) {
    if (same(tokens[at], others[other])) {
      [at, other] = [at + 1, other + 1];
      continue;
    }
    const [start, otherStart] = [at - common, other - common];
    const expression = derived ? derive(placeholder, [first.literal, second.literal], [tokens[at], others[other]]) : null;
    if (start >= done && holds(tokens, start, literal) && holds(others, otherStart, otherLiteral)) {
      keep(done, start);
      pieces.push(placeholder);
      done = start + literal.length;
      [at, other] = [done, otherStart + otherLiteral.length];
    } else if (expression !== null) {
      keep(done, at);
      pieces.push(expression);
      done = at + 1;
      [at, other] = [done, other + 1];
    } else return null;
  }
  keep(done, tokens.length);
  return pieces.join('');
}

/**
 * The text of the first sample with `{{param}}` where the literal of its value stands against those of the others and nothing else differs (SQ50). From three samples of whole
 * numbers on, a number that follows the value evenly in all of them is written as an expression of it (SQ51). A text without the param where the samples are
 * equal; null where the structure differs, or a placeholder would touch a word. Throws with fewer than two samples.
 */
export function placeParam(param: string, samples: readonly CompiledSample[], dialect: Dialect): string | null {
  const [first, ...others] = samples;
  if (!first || others.length === 0) throw new RangeError('two values are needed to compare');
  if (others.every(({ sql }) => sql === first.sql)) return first.sql;
  const texts = new Set(others.map((sample) => compare(first, sample, `{{${param}}}`, others.length > 1)));
  const [text] = texts;
  if (texts.size !== 1 || text === null || text === undefined) return null;
  const harmless: PlaceholderValue = { is: 'literal', value: 1 };
  const values = new Map(findPlaceholders(text).map(({ name }) => [name, harmless]));
  return fillPlaceholders(text, values, dialect).ok ? text : null;
}
