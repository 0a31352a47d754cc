import { isList, isObject, JsonNumber, writeJson, type JsonObject, type JsonValue } from './parse-json';

/** Between the names on the way to a value; no name that a person sees holds it. */
const STEP = '\u0000';
const PLACE = '\u0000\u0000';

/** The columns of records, found one by one: each way through the objects is a column (F41, F43). */
export class JsonColumns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #taken = new Set<string>();

  /** The place of a way; a new one becomes the last column. */
  place(way: string): number {
    return this.#places.get(way) ?? this.name(way, way.startsWith(PLACE) ? '' : way.replaceAll(STEP, '.'));
  }

  /** Gives a new way its name, made unique by a number; a known one keeps the name it has. */
  name(way: string, wanted: string): number {
    const known = this.#places.get(way);
    if (known !== undefined) return known;
    const base = wanted.trim() || `column_${this.names.length + 1}`;
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}_${count}`;
    this.#taken.add(name);
    this.#places.set(way, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** The way to a value of an array, which has a place and no name. */
export const wayOfPlace = (place: number): string => PLACE + place;

/** The fields of one record by the places of their columns; places without a value are left out. */
export function flattenRecord(record: JsonObject, columns: JsonColumns): string[] {
  const fields: string[] = [];
  const walk = (object: JsonObject, before: string): void => {
    for (const [key, value] of object) {
      const way = before + key;
      if (isObject(value) && value.size > 0) walk(value, way + STEP);
      else {
        const place = columns.place(way);
        while (fields.length < place) fields.push('');
        fields[place] = textOf(value);
      }
    }
  };
  walk(record, '');
  return fields;
}

/** F41, F42: one value as a field. */
export function textOf(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JsonNumber) return value.text;
  if (isObject(value)) return value.size > 0 ? writeJson(value) : '';
  if (value.length === 0) return '';
  const texts = value.map((each) => (isObject(each) || isList(each) ? null : textOf(each)));
  return texts.every((text) => text !== null && !text.includes(',')) ? texts.join(', ') : writeJson(value);
}
