import { compareTexts, trimBlanks, trimBlanksSql, writeNumberSql, writeNumberText } from './text-functions';
import { isDay } from './read-value';

/** What an expression or one of its parts is. A day is an ISO text in TypeScript. */
export type ValueType = 'number' | 'text' | 'day' | 'condition';
export type Value = number | string | boolean | null;

/**
 * What a function asks of a part: a type (anything is written out where it asks for text), the same type as its other `same` parts, anything,
 * or a whole number that stands there as such.
 */
export type PartRule = ValueType | 'same' | 'any' | 'whole';

export interface FunctionRule {
  readonly takes: readonly PartRule[];
  /** How many of `takes` may be missing at the end. */
  readonly optional?: number;
  /** The last of `takes` may come again. */
  readonly more?: boolean;
  /** `same`: the type of the parts that are the same. */
  readonly gives: ValueType | 'same';
  /** `same` parts of different types are written as texts where one of them is a text. */
  readonly mixes?: boolean;
  /** Takes and gives numbers that may be NaN; any other function is given null for them. */
  readonly raw?: boolean;
  /** Each part is written once, so that SQL grows no faster than the expression. */
  sql(parts: readonly string[]): string;
  /** The same in TypeScript. */
  value(parts: readonly Value[]): Value;
}

const full = (text: string): string | null => (text === '' ? null : text);
/** The value where a condition on `y` holds; the engine's `nullif` would write its argument twice. */
const only = (sql: string, condition: string): string => `list_extract(list_filter([${sql}], lambda y: ${condition}), 1)`;
const filled = (sql: string): string => only(sql, `y <> ''`);
/** Missing as soon as a part is missing. */
const strict =
  <Parts extends readonly Value[]>(make: (...parts: Parts) => Value) =>
  (parts: readonly Value[]): Value =>
    parts.includes(null) ? null : make(...(parts as Parts));

/** Null for a number that is none. */
export const settle = (value: Value): Value => (Number.isNaN(value) ? null : value);
export const settleSql = (sql: string): string => only(sql, 'NOT isnan(y)');

const infix = (sign: string) => (parts: readonly string[]) => `(${parts[0]} ${sign} ${parts[1]})`;
/** The remainder by infinity leaves a finite number as it is and makes NaN of an infinite one, which then stays NaN. */
const bounded = (sql: string): string => `(${sql} % CAST('Infinity' AS DOUBLE))`;
const arithmetic = (sign: string, make: (one: number, other: number) => number): FunctionRule => ({
  takes: ['number', 'number'],
  gives: 'number',
  raw: true,
  sql: (parts) => bounded(infix(sign)(parts)),
  value: strict((one: number, other: number) => make(one, other) % Infinity),
});
const compare = (one: Value, other: Value): number =>
  typeof one === 'string' ? compareTexts(one, other as string) : Number(one) - Number(other);
const comparison = (sign: string, holds: (order: number) => boolean): FunctionRule => ({
  takes: ['same', 'same'],
  gives: 'condition',
  sql: infix(sign),
  value: strict((one: Value, other: Value) => holds(compare(one, other))),
});
const dayPart = (name: string, from: number, to: number): FunctionRule => ({
  takes: ['day'],
  gives: 'number',
  sql: ([day]) => `CAST(${name}(${day}) AS DOUBLE)`,
  value: strict((day: string) => Number(day.slice(from, to))),
});
const textToText = (name: string, make: (text: string) => string): FunctionRule => ({
  takes: ['text'],
  gives: 'text',
  sql: ([text]) => filled(`${name}(${text})`),
  value: strict((text: string) => full(make(text))),
});
const concat: FunctionRule = {
  takes: ['text'],
  more: true,
  gives: 'text',
  sql: (parts) => filled(`concat(${parts.join(', ')})`),
  value: (parts) => full(parts.map((part) => part ?? '').join('')),
};
const characters = (text: string): string[] => Array.from(text);
const millis = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const NUMBER = String.raw`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`;

/** Every function by its name in small letters; signs are functions too. */
export const FUNCTIONS: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ['+', arithmetic('+', (one, other) => one + other)],
  ['-', arithmetic('-', (one, other) => one - other)],
  ['*', arithmetic('*', (one, other) => one * other)],
  ['/', arithmetic('/', (one, other) => one / other)],
  ['%', arithmetic('%', (one, other) => one % other)],
  ['negate', { takes: ['number'], gives: 'number', raw: true, sql: ([part]) => `(- ${part})`, value: strict((part: number) => -part) }],
  ['=', comparison('=', (order) => order === 0)],
  ['<>', comparison('<>', (order) => order !== 0)],
  ['<', comparison('<', (order) => order < 0)],
  ['<=', comparison('<=', (order) => order <= 0)],
  ['>', comparison('>', (order) => order > 0)],
  ['>=', comparison('>=', (order) => order >= 0)],
  [
    'and',
    {
      takes: ['condition', 'condition'],
      gives: 'condition',
      sql: infix('AND'),
      value: (parts) => (parts.includes(false) ? false : parts.includes(null) ? null : true),
    },
  ],
  [
    'or',
    {
      takes: ['condition', 'condition'],
      gives: 'condition',
      sql: infix('OR'),
      value: (parts) => (parts.includes(true) ? true : parts.includes(null) ? null : false),
    },
  ],
  ['not', { takes: ['condition'], gives: 'condition', sql: ([part]) => `(NOT ${part})`, value: strict((part: boolean) => !part) }],
  [
    'if',
    {
      takes: ['condition', 'same', 'same'],
      optional: 1,
      gives: 'same',
      mixes: true,
      sql: ([condition, then, otherwise = 'NULL']) => `CASE WHEN ${condition} THEN ${then} ELSE ${otherwise} END`,
      value: ([condition, then = null, otherwise = null]) => (condition === true ? then : otherwise),
    },
  ],
  [
    'coalesce',
    {
      takes: ['same', 'same'],
      more: true,
      gives: 'same',
      mixes: true,
      sql: (parts) => `coalesce(${parts.join(', ')})`,
      value: (parts) => parts.find((part) => part !== null) ?? null,
    },
  ],
  ['is_missing', { takes: ['any'], gives: 'condition', sql: ([part]) => `(${part} IS NULL)`, value: ([part]) => part === null }],
  ['&', concat],
  ['concat', concat],
  ['lower', textToText('lower', (text) => text.toLowerCase())],
  ['upper', textToText('upper', (text) => text.toUpperCase())],
  ['trim', { ...textToText('', trimBlanks), sql: ([text]) => filled(trimBlanksSql(text!)) }],
  [
    'length',
    {
      takes: ['text'],
      gives: 'number',
      sql: ([text]) => `CAST(length(${text}) AS DOUBLE)`,
      value: strict((text: string) => characters(text).length),
    },
  ],
  [
    'left',
    {
      takes: ['text', 'whole'],
      gives: 'text',
      sql: ([text, count]) => filled(`left(${text}, ${count})`),
      value: strict((text: string, count: number) => full(characters(text).slice(0, count).join(''))),
    },
  ],
  [
    'right',
    {
      takes: ['text', 'whole'],
      gives: 'text',
      sql: ([text, count]) => filled(`right(${text}, ${count})`),
      value: strict((text: string, count: number) =>
        full(
          characters(text)
            .slice(-count || Infinity)
            .join(''),
        ),
      ),
    },
  ],
  [
    'substring',
    {
      takes: ['text', 'whole', 'whole'],
      gives: 'text',
      sql: ([text, start, count]) => filled(`substring(${text}, ${start}, ${count})`),
      value: strict((text: string, start: number, count: number) =>
        full(
          characters(text)
            .slice(Math.max(0, start - 1), Math.max(0, start - 1 + count))
            .join(''),
        ),
      ),
    },
  ],
  [
    'replace',
    {
      takes: ['text', 'text', 'text'],
      gives: 'text',
      sql: ([text, from, to]) => filled(`replace(${text}, ${from}, coalesce(${to}, ''))`),
      value: ([text, from, to]) =>
        text === null || from === null ? null : full((text as string).replaceAll(from as string, () => (to as string | null) ?? '')),
    },
  ],
  [
    'contains',
    {
      takes: ['text', 'text'],
      gives: 'condition',
      sql: ([text, part]) => `contains(${text}, ${part})`,
      value: strict((text: string, part: string) => text.includes(part)),
    },
  ],
  [
    'round',
    {
      takes: ['number', 'whole'],
      optional: 1,
      gives: 'number',
      raw: true,
      sql: ([number, places = '0']) => `round(${number}, ${places})`,
      value: ([number = null, places = 0]) => (number === null ? null : roundAway(number as number, places as number)),
    },
  ],
  [
    'abs',
    { takes: ['number'], gives: 'number', raw: true, sql: ([part]) => `abs(${part})`, value: strict((part: number) => Math.abs(part)) },
  ],
  [
    'number',
    {
      takes: ['text'],
      gives: 'number',
      raw: true,
      sql: ([text]) => bounded(`TRY_CAST(regexp_extract(${text}, '${NUMBER}') AS DOUBLE)`),
      value: strict((text: string) => (new RegExp(NUMBER).test(text) ? Number(text) % Infinity : null)),
    },
  ],
  [
    'date',
    {
      takes: ['text'],
      gives: 'day',
      sql: ([text]) => String.raw`TRY_CAST(regexp_extract(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') AS DATE)`,
      value: strict((text: string) => (isDay(text) ? text : null)),
    },
  ],
  ['text', { takes: ['text'], gives: 'text', sql: ([part]) => part!, value: ([part = null]) => part }],
  ['year', dayPart('year', 0, 4)],
  ['month', dayPart('month', 5, 7)],
  ['day', dayPart('day', 8, 10)],
  [
    'days_between',
    {
      takes: ['day', 'day'],
      gives: 'number',
      sql: ([from, to]) => `CAST(date_diff('day', ${from}, ${to}) AS DOUBLE)`,
      value: strict((from: string, to: string) => (millis(to) - millis(from)) / 86_400_000),
    },
  ],
]);

/** Where the factor is too much for a number, the number itself, as the engine does it. */
function roundAway(value: number, places: number): number {
  const factor = 10 ** places;
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * factor)) / factor;
  return Number.isFinite(rounded) ? rounded : value;
}

/** A value of a type as the text of a column (PS4). */
export function writeValue(value: Value, type: ValueType): string | null {
  if (value === null) return null;
  if (type === 'number') return writeNumberText(value as number);
  return String(value);
}

/** The same in SQL. */
export function writeValueSql(sql: string, type: ValueType): string {
  if (type === 'text') return sql;
  return type === 'number' ? writeNumberSql(sql) : `CAST(${sql} AS VARCHAR)`;
}
