import { findPersonal } from '#core/intake/find-personal';
import { findShape } from '#core/intake/value-shapes';
import type { Column, Columns, Row, Scalar } from '#core/model/columns';
import type { Presentation, TableRow, TableView } from '#core/model/presentation';
import type { PersonalKind } from '#core/model/source';

/** Values that are looked at to tell what a column holds. */
const LOOKED_AT = 200;
const NUMBER = /^[+(]?[0-9][0-9*() .+-]{6,}$/;
const STARRED = /\*{2,}/;

/** A personal text as it leaves (PR21): its shape stays. What a file masked already stays as it is. */
export function maskPersonal(text: string, kind: PersonalKind): string {
  const signs = Array.from(text.trim());
  if (signs.length === 0 || STARRED.test(text)) return text;
  const first = (count: number): string => signs.slice(0, count).join('');
  const last = (count: number): string => signs.slice(-count).join('');
  const isHan = /^\p{Script=Han}/u.test(signs[0]!);
  if (text.includes('@') && (kind === 'phone' || kind === 'email')) return `${first(1)}***@${text.slice(text.lastIndexOf('@') + 1)}`;
  switch (kind) {
    case 'phone':
    case 'email':
      return NUMBER.test(text.trim()) && signs.length >= 8 ? `${first(3)}****${last(4)}` : '****';
    case 'id_card':
      return signs.length > 2 ? `${first(1)}${'*'.repeat(Math.max(signs.length - 2, 4))}${last(1)}` : '****';
    case 'name':
      return `${first(1)}${isHan ? '**' : '***'}`;
    case 'address':
      return `${first(isHan ? 3 : 2)}****`;
  }
}

const textsOf = (values: Iterable<Scalar>): string[] => {
  const texts: string[] = [];
  for (const value of values) {
    if (texts.length === LOOKED_AT) break;
    if (typeof value === 'string' && value !== '') texts.push(value);
  }
  return texts;
};

/** What kind of personal data a column of a result holds, by its name or its values; null for none. */
export function personalKind(name: string, values: Iterable<Scalar>): PersonalKind | null {
  if (name === 'name') return 'name';
  const texts = textsOf(values);
  return texts.length === 0 ? null : findPersonal(name, texts, findShape(texts));
}

/** The personal columns of a list, in its order. */
export const personalColumns = ({ columns }: Columns): { readonly name: string; readonly kind: PersonalKind }[] =>
  columns.flatMap(({ name, values }) => {
    const kind = personalKind(name, values);
    return kind ? [{ name, kind }] : [];
  });

const masked = (value: Scalar, kind: PersonalKind): Scalar => (value === null ? null : maskPersonal(String(value), kind));

/** A list with its personal columns masked, but those that are named in `open` (PR21). */
export function maskColumns(list: Columns, open: readonly string[] = []): Columns {
  const kinds = new Map(personalColumns(list).map(({ name, kind }) => [name, kind]));
  return {
    ...list,
    columns: list.columns.map((column): Column => {
      const kind = open.includes(column.name) ? undefined : kinds.get(column.name);
      return kind ? { ...column, type: 'text', values: Array.from(column.values, (value) => masked(value, kind)) } : column;
    }),
  };
}

/** The personal columns of a table, by key: told by words of the file as headings, and by their values. */
export function personalKeys({ columns, rows }: TableView): ReadonlyMap<string, PersonalKind> {
  const kinds = new Map<string, PersonalKind>();
  for (const { key, label, unit } of columns) {
    if (unit !== 'text') continue;
    const values = rows.map(({ values: row, texts }) => {
      const text = texts?.[key];
      return text && 'literal' in text ? text.literal : (row[key] ?? null);
    });
    const kind = personalKind('literal' in label ? label.literal : '', values);
    if (kind) kinds.set(key, kind);
  }
  return kinds;
}

type Kinds = ReadonlyMap<string, PersonalKind>;

/** One row of a table with these columns masked. Words of the page stay. */
export function maskRow(row: TableRow, kinds: Kinds): TableRow {
  const values = { ...row.values };
  const texts = row.texts && { ...row.texts };
  for (const [key, kind] of kinds) {
    if (values[key] !== undefined) values[key] = masked(values[key], kind);
    const text = texts?.[key];
    if (texts && text && 'literal' in text) texts[key] = { literal: maskPersonal(text.literal, kind) };
  }
  return { ...row, values, ...(texts && { texts }) };
}

/** A table with its personal columns masked, but those whose keys are named in `open` (PR21). */
export function maskTable(table: TableView, open: readonly string[] = []): TableView {
  const kinds = new Map([...personalKeys(table)].filter(([key]) => !open.includes(key)));
  return kinds.size === 0 ? table : { ...table, rows: table.rows.map((row) => maskRow(row, kinds)) };
}

/** The same value with each text in it that `masks` knows replaced, at any depth; what a mark opens is looked into, too. */
export function maskWithin<T>(value: T, masks: ReadonlyMap<string, string>): T {
  const walk = (each: unknown, key: string): unknown => {
    if (typeof each === 'string') {
      if (key === 'part' && each.startsWith('{')) return JSON.stringify(walk(JSON.parse(each), ''));
      return masks.get(each) ?? each;
    }
    if (Array.isArray(each)) return each.map((item) => walk(item, key));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, item]) => [name, walk(item, name)]));
  };
  return walk(value, '') as T;
}

/** A result with the personal columns of its table masked there, and their texts wherever else they stand in it: marks of charts, figures, sentences. */
export function maskResult(presentation: Presentation): Presentation {
  const kinds = personalKeys(presentation.table);
  if (kinds.size === 0) return presentation;
  const table = maskTable(presentation.table);
  const masks = new Map<string, string>();
  presentation.table.rows.forEach((row, at) => {
    for (const key of kinds.keys()) {
      const [before, after] = [row.values[key], table.rows[at]!.values[key]];
      if (typeof before === 'string' && before !== '') masks.set(before, String(after));
    }
  });
  const byKey = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, kinds.has(key) ? masked(value, kinds.get(key)!) : value]));
  const { figures, charts, insight } = presentation;
  const marked = charts.map((chart) => ({ ...chart, rows: chart.rows.map(byKey) }));
  return { ...presentation, ...maskWithin({ figures, charts: marked, insight }, masks), table };
}
