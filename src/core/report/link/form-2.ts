import type { JsonObject, JsonValue } from '#core/model/presentation';
import { canonicalJson } from '../json';

/** Constants of link version 2. They never change; a new default of the document needs a new link version. */
const DOCUMENT: JsonObject = {
  format: 'clientele.report',
  version: 1,
  title: '',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [],
};
/** Versions of params above the first when link version 2 was made. */
const VERSIONS: Readonly<Record<string, number>> = { rfm: 2, cohort: 3, funnel: 2, drivers: 2, satisfaction: 2 };
/** Ways to read a column that have a word. */
const PARSES: Readonly<Record<string, JsonObject>> = {
  text: { type: 'text' },
  number: { type: 'number', strip: [] },
  money: { type: 'number', strip: ['¥', ','] },
  date: { type: 'date', formats: [], grain: 'date' },
  instant: { type: 'date', formats: [], grain: 'instant' },
};
/** How columns of a role are read, where not as text. */
const PARSE_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    number:
      'age net_amount discount cost refunded_amount quantity unit_price line_amount line_cost list_price product_cost nps_0_10 csat ces spend amount probability',
    date: 'created_at birth_date spent_on expected_close starts_on ends_on',
    instant:
      'ordered_at refunded_at event_at opened_at closed_at first_response_at responded_at invited_at entered_at signed_at happened_at',
  }).flatMap(([parse, roles]) => roles.split(' ').map((role) => [role, parse])),
);
/** What columns of a role hold of a person, where they hold something. */
const PERSONAL_OF: Readonly<Record<string, string>> = { name: 'name' };
/** What a source of a grain is called, and which table its attributes describe, if nothing else is said. */
const TABLE_OF: Readonly<Record<string, string>> = {
  order_line: 'order_items',
  order: 'orders',
  customer: 'customers',
  product: 'products',
  event: 'usage_events',
  ticket: 'tickets',
  response: 'surveys',
  spend: 'marketing_spend',
  opportunity: 'opportunities',
  stage_change: 'stage_history',
  contract: 'contracts',
  invitation: 'survey_invites',
  interaction: 'interactions',
};

const own = <T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
const equal = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);
const without = (value: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
const drop = (value: JsonObject, defaults: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key, each]) => !(Object.hasOwn(defaults, key) && equal(each, defaults[key]))));
const isEmpty = (value: JsonObject): boolean => Object.keys(value).length === 0;
/** The object as the only entry of a list, or nothing where it is empty. */
const some = (value: JsonObject): readonly JsonObject[] => (isEmpty(value) ? [] : [value]);

function foldCell(cell: JsonObject, index: number): JsonValue {
  const named = drop(cell, { id: `c${index + 1}` });
  if (named['type'] === 'text') return [null, named['markdown'] ?? '', ...some(without(named, 'type', 'markdown'))];
  if (named['type'] !== 'analysis') return named;
  const { kind, title, params } = named as { kind: string; title?: string; params: JsonObject };
  const rest = drop(without(named, 'type', 'kind', 'title', 'params'), { version: own(VERSIONS, kind) ?? 1 });
  const options = isEmpty(rest) ? some(params) : [params, rest];
  return title === undefined && options.length === 0 ? kind : [kind, ...(title === undefined ? [] : [title]), ...options];
}

function unfoldCell(cell: JsonValue, index: number): JsonValue {
  const id = `c${index + 1}`;
  if (isObject(cell)) return { id, ...cell };
  if (typeof cell === 'string') return unfoldCell([cell], index);
  const [kind = null, ...more] = listOf(cell);
  if (kind === null) {
    const [markdown = null, rest = {}] = more;
    return { id, type: 'text', markdown, ...(isObject(rest) ? rest : {}) };
  }
  const [title, ...options] = typeof more[0] === 'string' ? more : [undefined, ...more];
  const [params = {}, rest = {}] = options;
  const version = own(VERSIONS, kind) ?? 1;
  return { id, type: 'analysis', kind, version, params, ...(title === undefined ? {} : { title }), ...(isObject(rest) ? rest : {}) };
}

const parseName = (parse: JsonValue = null): JsonValue => Object.keys(PARSES).find((name) => equal(PARSES[name], parse)) ?? parse;

/** What is not said of a column of a role. */
function usualColumn(role: JsonValue, grain: JsonValue): JsonObject {
  const personal = own(PERSONAL_OF, role);
  return {
    parse: own(PARSE_OF, role) ?? 'text',
    ...(role === 'attribute' ? { attributeOf: own(TABLE_OF, grain) ?? '' } : {}),
    ...(personal === undefined ? {} : { personal }),
  };
}

/** Header, role (null: called like the header) and, where something differs, what does; null for what is lacking. */
function foldColumn(column: JsonObject, grain: JsonValue): readonly JsonValue[] {
  const { header = null, role = null } = column;
  const usual = usualColumn(role, grain);
  const lacking = Object.fromEntries(Object.keys(usual).map((key) => [key, null]));
  const said = { ...lacking, ...without(column, 'header', 'role'), parse: parseName(column['parse']) };
  return [header, role === header ? null : role, ...some(drop(said, usual))];
}

function unfoldColumns(flat: readonly JsonValue[], grain: JsonValue): JsonValue[] {
  const columns: JsonValue[] = [];
  for (let at = 0; at < flat.length;) {
    const [header = null, named = null] = [flat[at], flat[at + 1]];
    at += 2;
    const next = flat[at];
    const more: JsonObject = isObject(next) ? next : {};
    if (isObject(next)) at++;
    const role = named ?? header;
    const column: JsonObject = { header, role, ...usualColumn(role, grain), ...more };
    const { parse = null } = column;
    columns.push(drop({ ...column, parse: own(PARSES, parse) ?? parse }, { attributeOf: null, personal: null }));
  }
  return columns;
}

function foldSource(source: JsonObject): JsonValue {
  const mapping = source['mapping'] as JsonObject;
  const grain = mapping['grain'] ?? null;
  const columns = listOf(mapping['columns']) as readonly JsonObject[];
  const rest = drop(without(source, 'name', 'mapping'), { headers: columns.map(({ header = null }) => header) });
  const steps = some(without(mapping, 'grain', 'columns'));
  const more: JsonObject = { ...rest, ...(steps[0] ? { mapping: steps[0] } : {}) };
  const name = source['name'] ?? null;
  return [name === own(TABLE_OF, grain) ? null : name, grain, columns.flatMap((column) => foldColumn(column, grain)), ...some(more)];
}

function unfoldSource(source: JsonValue): JsonValue {
  const [name = null, grain = null, flat = [], rest = {}] = listOf(source);
  const columns = unfoldColumns(listOf(flat), grain);
  const { mapping = {}, ...more } = isObject(rest) ? rest : {};
  const headers = columns.map((column) => (isObject(column) ? (column['header'] ?? null) : null));
  return {
    headers,
    ...more,
    name: name ?? own(TABLE_OF, grain) ?? null,
    mapping: { ...(isObject(mapping) ? mapping : {}), grain, columns },
  };
}

/** A written document in the form of link version 2: without constants, cells and columns by their places. */
export function fold(document: JsonObject): JsonObject {
  const cells = listOf(document['cells']).map((cell, index) => foldCell(cell as JsonObject, index));
  const sources = listOf(document['sources']).map((source) => foldSource(source as JsonObject));
  return drop({ ...document, cells, sources }, DOCUMENT);
}

/** The whole document again, still untrusted. */
export function unfold(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  const whole = { ...DOCUMENT, ...value };
  return { ...whole, cells: listOf(whole['cells']).map(unfoldCell), sources: listOf(whole['sources']).map(unfoldSource) };
}
