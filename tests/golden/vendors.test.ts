import { readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripCommonPrefix } from '#core/intake/common-prefix';
import { applyAnswers, changeGrain, changeRole, mappingProblems, questionKey } from '#core/intake/mapping';
import { matchHeader } from '#core/intake/match-header';
import type { Grain, Role } from '#core/model/canonical';
import { rowsOf } from '#core/model/columns';
import type { Mapping } from '#core/model/source';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { Loaded, Preview } from '#edge/load/types';
import { proposeMapping } from '#app/run/sources';

/** What `*.expected.json` holds, written by hand before the rules; see the README beside it. */
interface Expected {
  readonly dialect: { readonly encoding: string };
  readonly records: number;
  readonly grain: Grain;
  readonly roles: Readonly<Record<string, Role>>;
  readonly either: Readonly<Record<string, readonly Role[]>>;
  /** Of a file of deals: the column and the text of it that a won deal has. */
  readonly won?: { readonly column: string; readonly value: string };
  readonly personal: Readonly<Record<string, string>>;
  readonly noSynonym: readonly string[];
}
type Records = readonly Readonly<Record<string, string>>[];

const FOLDER = new URL('../fixtures/vendors/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));
const MOST_CLICKS = 2;
/** A wrong role that is shown as this certain would be believed. */
const BELIEVED = 0.9;

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(new URL(name.replace('.csv', '.expected.json'), FOLDER), 'utf8')) as Expected;

/** The records as another reader gives them. */
function recordsOf(name: string): Records {
  const text = new TextDecoder(expectedOf(name).dialect.encoding).decode(readFileSync(new URL(name, FOLDER)));
  const parsed = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
    transformHeader: (header) => header.trim(),
  });
  return parsed.data;
}
const headersOf = (name: string): readonly string[] => Object.keys(recordsOf(name)[0]!);
const preview = async (name: string): Promise<Preview> => previewFile(await fromPath(new URL(name, FOLDER).pathname));

/** Whether a column may have this role. Without a role of its own a column is an attribute or left out. */
function isRight({ roles, either }: Expected, header: string, role: Role): boolean {
  const allowed = [...(roles[header] ? [roles[header]] : []), ...(either[header] ?? [])];
  return allowed.length > 0 ? allowed.includes(role) : role === 'attribute' || role === 'skip';
}

/** A person at the data screen: answers each question rightly, then puts right what is still wrong. */
function mend(expected: Expected, found: Preview): { readonly mapping: Mapping; readonly clicks: number } {
  let mapping = proposeMapping(found);
  let clicks = 0;
  for (const question of found.questions) {
    const right = question.answers.find(({ value }) => {
      const answered = applyAnswers(mapping, [question], { [questionKey(question)]: value });
      if (question.kind === 'grain') return value === expected.grain;
      if (question.kind === 'date_order') return true;
      return isRight(expected, value.trim(), question.role!) && answered.columns.some((column) => column.role === question.role);
    });
    if (!right) throw new Error(`no right answer to ${questionKey(question)}`);
    mapping = applyAnswers(mapping, [question], { [questionKey(question)]: right.value });
    clicks++;
  }
  if (mapping.grain !== expected.grain) {
    mapping = changeGrain(mapping, expected.grain);
    clicks++;
  }
  for (const [header, role] of Object.entries(expected.roles)) {
    const column = mapping.columns.find((each) => each.header.trim() === header)!;
    if (isRight(expected, header, column.role)) continue;
    mapping = changeRole(mapping, column.header, role);
    clicks++;
  }
  for (const column of mapping.columns) {
    if (isRight(expected, column.header.trim(), column.role)) continue;
    mapping = changeRole(mapping, column.header, 'skip');
    clicks++;
  }
  return { mapping, clicks };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const cents = (amount: number): number => Math.round(amount * 100);
const money = (text: string | undefined): number => Number((text ?? '').replaceAll(',', '')) || 0;
const distinct = (records: Records, header: string): number =>
  new Set(records.map((record) => record[header]!.trim()).filter((text) => text !== '')).size;
const headerOf = ({ roles }: Expected, role: Role): string | undefined => Object.keys(roles).find((header) => roles[header] === role);

const wonOf = ({ won }: Expected, records: Records): Records => records.filter((record) => record[won!.column] === won!.value);

/** The records of each order, in the order of the file. */
function ordersOf(records: Records, header: string): readonly Records[] {
  const groups = new Map<string, Record<string, string>[]>();
  for (const record of records) groups.set(record[header]!, [...(groups.get(record[header]!) ?? []), record]);
  return [...groups.values()];
}

test('there are twelve vendors', () => expect(NAMES).toHaveLength(12));

describe.each(NAMES)('%s', (name) => {
  const expected = expectedOf(name);

  test('M1 at least three of its columns have no name in the list', () => {
    const headers = headersOf(name);
    const stripped = stripCommonPrefix(headers);
    for (const header of expected.noSynonym) expect([header, matchHeader(header).size]).toEqual([header, 0]);
    const nameless = expected.noSynonym.filter((header) => matchHeader(stripped[headers.indexOf(header)]!).size === 0);
    expect(nameless.length).toBeGreaterThanOrEqual(3);
  });

  test('maps with at most two clicks, and no wrong role looks certain', async () => {
    const found = await preview(name);
    const { clicks, mapping } = mend(expected, found);
    expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
    expect(mappingProblems(mapping)).toEqual([]);
    const believed = found.suggestions.filter(
      ({ header, role, confidence }) => !isRight(expected, header.trim(), role) && confidence >= BELIEVED && role !== 'skip',
    );
    expect(believed.map(({ header, role }) => `${header} ${role}`)).toEqual([]);
  });

  test('M13 what is personal is marked and stays out unless it is the key', async () => {
    const { suggestions } = await preview(name);
    const marked = Object.fromEntries(suggestions.flatMap(({ header, personal }) => (personal ? [[header.trim(), personal]] : [])));
    expect(marked).toMatchObject(expected.personal);
    for (const { header, role, personal } of suggestions)
      if (personal && !expected.roles[header.trim()] && !expected.either[header.trim()]) expect([header, role]).toEqual([header, 'skip']);
  });
});

describe('loaded', () => {
  let engine: Connector;
  beforeAll(async () => void (engine = await openNodeEngine()));
  afterAll(() => engine.close());

  async function load(name: string): Promise<Loaded> {
    const found = await preview(name);
    const file = await fromPath(new URL(name, FOLDER).pathname);
    const { dialect, headers } = found.head;
    const { mapping } = mend(expectedOf(name), found);
    return loadSources(engine, [{ file, info: { id: 's1', name, bytes: file.bytes, fingerprint: name, dialect, headers, mapping } }]);
  }
  const ask = async (sql: string) => rowsOf(await engine.query(sql))[0]!;
  const count = async (table: string): Promise<number> => Number((await ask(`SELECT count(*) AS n FROM ${table}`)).n);

  test.each(NAMES)('%s: every record kept, customers, orders and lines as counted by hand', async (name) => {
    const expected = expectedOf(name);
    const records = recordsOf(name);
    const { sources } = await load(name);
    expect(sources[0]!.ledger).toMatchObject({ records: expected.records, kept: expected.records, rejected: 0, skipped: 0 });
    if (expected.grain === 'response') expect(await count('surveys')).toBe(records.length);
    expect(await count('customers')).toBe(distinct(records, headerOf(expected, 'customer_id')!));
    if (expected.won) {
      expect(await count('opportunities')).toBe(distinct(records, headerOf(expected, 'opportunity_id')!));
      expect(await count('orders')).toBe(distinct(wonOf(expected, records), headerOf(expected, 'opportunity_id')!));
    }
    const order = headerOf(expected, 'order_id');
    if (!order) return;
    expect(await count('orders')).toBe(distinct(records, order));
    if (expected.grain === 'order_line') expect(await count('order_items')).toBe(records.length);
  });

  const AMOUNTS = NAMES.filter((name) => headerOf(expectedOf(name), 'net_amount'));
  test.each(AMOUNTS)('%s: LD5 LD6 the amount of an order is counted once', async (name) => {
    const expected = expectedOf(name);
    await load(name);
    const orders = ordersOf(recordsOf(name), headerOf(expected, 'order_id')!);
    const byHand = sum(orders.map((lines) => cents(money(lines[0]![headerOf(expected, 'net_amount')!]))));
    expect(cents(Number((await ask('SELECT sum(net_amount) AS total FROM orders')).total))).toBe(byHand);
  });

  const DEALS = NAMES.filter((name) => expectedOf(name).won);
  test.each(DEALS)('%s: DL3 the orders are the won deals, each on the day of its close', async (name) => {
    const expected = expectedOf(name);
    await load(name);
    const won = wonOf(expected, recordsOf(name));
    const header = (role: Role): string => headerOf(expected, role)!;
    expect(won.length).toBeGreaterThan(0);
    const orders = await engine.query('SELECT order_id, net_amount, CAST(ordered_on AS VARCHAR) AS day FROM orders ORDER BY order_key');
    expect(rowsOf(orders).map((row) => ({ ...row }))).toEqual(
      won.map((record) => ({
        order_id: record[header('opportunity_id')],
        net_amount: money(record[header('amount')]),
        day: record[header('closed_at')]!.slice(0, 10),
      })),
    );
  });

  const LINES = NAMES.filter((name) => headerOf(expectedOf(name), 'line_amount'));
  test.each(LINES)('%s: LD7 an order without an amount is the sum of its lines', async (name) => {
    const expected = expectedOf(name);
    const records = recordsOf(name);
    await load(name);
    const byHand = sum(records.map((record) => cents(money(record[headerOf(expected, 'line_amount')!]))));
    expect(cents(Number((await ask('SELECT sum(line_amount) AS total FROM order_items')).total))).toBe(byHand);
    expect(cents(Number((await ask('SELECT sum(net_amount) AS total FROM orders')).total))).toBe(byHand);
  });

  test('Shopify: what stands on the first line of an order only is the order’s, and its lines keep their own', async () => {
    const name = 'shopify.orders.csv';
    await load(name);
    for (const lines of ordersOf(recordsOf(name), 'Name')) {
      const [first] = lines;
      const id = first!.Name!.replaceAll("'", "''");
      const order = await ask(
        `SELECT net_amount, status, customer_id, CAST(ordered_on AS VARCHAR) AS day FROM orders JOIN customers USING (customer_key) WHERE order_id = '${id}'`,
      );
      expect({ ...order }).toEqual({
        net_amount: Number(first!.Total),
        status: first!['Financial Status'],
        customer_id: first!.Email,
        day: first!['Created at']!.slice(0, 10),
      });
      const items = await ask(
        `SELECT count(*) AS n, sum(quantity) AS pieces, sum(line_amount) AS total FROM order_items JOIN orders USING (order_key) WHERE order_id = '${id}'`,
      );
      expect(Number(items.n)).toBe(lines.length);
      expect(Number(items.pieces)).toBe(sum(lines.map((line) => Number(line['Lineitem quantity']))));
      expect(cents(Number(items.total))).toBe(
        sum(lines.map((line) => cents(Number(line['Lineitem quantity']) * Number(line['Lineitem price'])))),
      );
    }
  });
});
