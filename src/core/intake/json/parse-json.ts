/** A number as it is written: 20-digit ids and `1.10` keep their digits. */
export class JsonNumber {
  constructor(readonly text: string) {}
}
export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonValue = string | JsonNumber | boolean | null | readonly JsonValue[] | JsonObject;

/** Where and why a text is no JSON. `end`: it stops too early; `deep`: nested more than 100 times. */
export class JsonFault extends Error {
  constructor(
    readonly at: number,
    readonly why: 'wrong' | 'end' | 'deep',
  ) {
    super(`${why} at ${at}`);
    this.name = 'JsonFault';
  }
}

/** F45. */
const DEEPEST = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null|-?Infinity|NaN/y;
/** Python writes the last three, which JSON does not know; they are no values. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', null],
  ['Infinity', null],
  ['-Infinity', null],
]);

/** Reads the one value that a text is. Objects become maps, so that no key is special. Throws `JsonFault`. */
export function parseJson(text: string): JsonValue {
  let at = 0;

  const fault = (why: JsonFault['why'] = 'wrong'): JsonFault => new JsonFault(at, at >= text.length ? 'end' : why);
  const skipSpace = (): void => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at++;
    }
  };
  const readString = (): string => {
    const from = at;
    let escaped = false;
    for (at++; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) break;
      if (code === 92) {
        escaped = true;
        at++;
      }
      if (at >= text.length) throw fault();
    }
    at++;
    if (!escaped) return text.slice(from + 1, at - 1);
    try {
      return JSON.parse(
        text.slice(from, at).replace(/[\u0000-\u001f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ) as string;
    } catch {
      at = from;
      throw fault();
    }
  };
  const readMembers = (close: string, readMember: () => void): void => {
    at++;
    skipSpace();
    if (text[at] === close) return void at++;
    for (;;) {
      skipSpace();
      readMember();
      skipSpace();
      if (text[at] === close) return void at++;
      if (text[at] !== ',') throw fault();
      at++;
    }
  };
  const readValue = (depth: number): JsonValue => {
    skipSpace();
    if (depth > DEEPEST) throw fault('deep');
    const sign = text[at];
    if (sign === '"') return readString();
    if (sign === '{') {
      const object = new Map<string, JsonValue>();
      readMembers('}', () => {
        if (text[at] !== '"') throw fault();
        const key = readString();
        skipSpace();
        if (text[at] !== ':') throw fault();
        at++;
        object.set(key, readValue(depth + 1));
      });
      return object;
    }
    if (sign === '[') {
      const list: JsonValue[] = [];
      readMembers(']', () => list.push(readValue(depth + 1)));
      return list;
    }
    return readScalar();
  };
  const readScalar = (): JsonValue => {
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word !== undefined) {
      at += word.length;
      return WORDS.get(word)!;
    }
    NUMBER.lastIndex = at;
    const digits = NUMBER.exec(text)?.[0];
    if (digits === undefined) throw fault();
    at += digits.length;
    return new JsonNumber(digits);
  };

  const value = readValue(1);
  skipSpace();
  if (at < text.length) throw new JsonFault(at, 'wrong');
  return value;
}

/** The value as JSON text in one line, numbers as they were written. */
export function writeJson(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
  if (isObject(value)) return `{${[...value].map(([key, each]) => `${JSON.stringify(key)}:${writeJson(each)}`).join(',')}}`;
  return JSON.stringify(value);
}

export const isObject = (value: JsonValue): value is JsonObject => value instanceof Map;
export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
