import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { SQL_ATTACKS } from '../../../tests/support/sql-attacks';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { withEarlier } from './compose';
import { duckdb } from './dialects/duckdb';
import { fillPlaceholders, type PlaceholderValue } from './placeholders';
import { isCode, tokenize } from './tokens';

let engine: Connector;
const TOP = '\u{10ffff}'.repeat(3);
const plant = () => engine.execute(`CREATE TABLE planted AS SELECT * FROM (VALUES ('', 1), ('m', 2), ('${TOP}', 3)) AS t(name, a)`);
beforeAll(async () => {
  engine = await openWasmTestEngine();
  await plant();
});
afterAll(() => engine.close());

const tables = async () => (await engine.execute('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).columns[0]!.values;
/** Arrow's reader drops a byte order mark at the beginning of each text; that the engine has it is asked of the engine. */
const readBack = (value: unknown) => (typeof value === 'string' ? value.replace(/^\ufeff/, '') : value);
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** The tokens of a statement, every quoted text and name and every number as a sign of its kind; a text with U+0000 (`('a' || chr(0) || 'b')`) is one text. */
const shape = (sql: string): string =>
  tokenize(sql)
    .filter(isCode)
    .map(({ kind, text, open }) => (open ? `open ${kind}` : kind === 'text' || kind === 'name' || kind === 'number' ? `<${kind}>` : text.toLowerCase()))
    .join(' ')
    .replace(/\( <text>(?: \|\| chr \( <number> \) \|\| <text>)+ \)/g, '<text>')
    .replace(/\( <text> \)/g, '<text>')
    .replace(/\( - <number> \)/g, '<number>'); // prettier-ignore

interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}
const operators = (nodes: readonly Node[]): unknown[] => nodes.map(({ name, children }) => [name.trim(), operators(children)]);
async function plan(sql: string): Promise<string> {
  const columns = (await engine.execute(`EXPLAIN (FORMAT json) ${sql}`)).columns;
  return JSON.stringify(operators(JSON.parse(String(columns.find(({ name }) => name === 'explain_value')!.values[0])) as Node[]));
}

interface Template {
  readonly sql: string;
  readonly value: (attack: string) => PlaceholderValue;
  /** Where the attack comes back: in this column's values, or as this column's name. */
  readonly back: (attack: string) => unknown;
  readonly read: 'value' | 'name';
  /** How somebody careless would write the value. */
  readonly paste: (attack: string) => string;
}
const text = (attack: string): PlaceholderValue => ({ is: 'literal', value: attack });
const quoted = (attack: string) => `'${attack}'`;
const named = (attack: string) => `"${attack}"`;
const list = (attack: string): PlaceholderValue => ({ is: 'list', values: ['first', attack, 'last'] });

const TEMPLATES: Readonly<Record<string, Template>> = {
  'a text alone': { sql: 'SELECT {{v}} AS v', value: text, back: (a) => a, read: 'value', paste: quoted },
  'a text among its kin': {
    sql: `/* it's $$ "{{v}} */ SELECT E'\\'' ||{{v}}||$$'$$ AS v -- {{v}} isn't\n, '{{v}}', "name" FROM planted WHERE name <>{{v}}\nOR '{{v}}'={{v}} OR true`,
    value: text,
    back: (a) => `'${a}'`,
    read: 'value',
    paste: quoted,
  },
  'a text between texts on lines': { sql: "SELECT concat('a'\n,\n{{v}}\n,'b') AS v", value: text, back: (a) => `a${a}b`, read: 'value', paste: quoted },
  'a text compared': {
    sql: 'SELECT count(*) AS n, any_value({{v}}) AS v FROM planted WHERE name={{v}} OR a>length({{v}}::VARCHAR)-100000000',
    value: text,
    back: (a) => a,
    read: 'value',
    paste: quoted,
  },
  'a list': {
    sql: "SELECT count(*) AS n, list_value({{v}})[1][2] AS v FROM planted WHERE name IN {{v}} OR name NOT IN\n{{v}}",
    value: list,
    back: (a) => a,
    read: 'value',
    paste: (attack) => `('first', '${attack}', 'last')`,
  },
  'a column': {
    sql: 'WITH x AS (SELECT 7 AS {{v}} /* " */) SELECT x.{{v}} FROM x ORDER BY {{v}}',
    value: (attack) => ({ is: 'identifier', name: attack }),
    back: (a) => a,
    read: 'name',
    paste: named,
  },
  'a relation': {
    sql: 'WITH {{v}} AS (SELECT 7 AS k) SELECT k FROM {{v}},{{v}} AS other(l)',
    value: (attack) => ({ is: 'relation', name: attack }),
    back: () => 7,
    read: 'value',
    paste: named,
  },
}; // prettier-ignore

function fill(template: Template, attack: string): string | null {
  const filled = fillPlaceholders(template.sql, new Map([['v', template.value(attack)]]), duckdb);
  return filled.ok ? filled.value.sql : null;
}

test('there are 200 attacks and more', async () => {
  const mark = fill({ ...TEMPLATES['a text alone']!, sql: 'SELECT {{v}} = chr(65279) AS v' }, '\ufeff')!;
  expect((await engine.execute(mark)).columns[0]!.values[0]).toBe(true);
  expect(SQL_ATTACKS.length).toBeGreaterThan(300);
  expect(new Set(SQL_ATTACKS).size).toBe(SQL_ATTACKS.length);
});

describe('SQ20 no attack changes the shape of a statement, and each value comes back', () => {
  test.each(Object.entries(TEMPLATES))('%s', async (name, template) => {
    const harmless = fill(template, 'harmless')!;
    const [usual, usualPlan] = [shape(harmless), await plan(harmless)];
    let [ran, refused] = [0, 0];
    for (const attack of SQL_ATTACKS) {
      const label = JSON.stringify(attack.slice(0, 80));
      const sql = fill(template, attack);
      if (sql === null) {
        // A name cannot be empty or hold U+0000; a value always can be written.
        expect([name, attack.includes('\0') && template.paste === named], label).toEqual([name, true]);
        refused += 1;
        continue;
      }
      expect(shape(sql), label).toBe(usual);
      expect(await plan(sql), label).toBe(usualPlan);
      const { columns } = await engine.execute(sql);
      if (template.read === 'name') expect(columns.map((column) => column.name), label).toEqual([readBack(template.back(wellFormed(attack)))]);
      else expect(columns.find((column) => column.name === 'v' || column.name === 'k')!.values[0], label).toEqual(readBack(template.back(wellFormed(attack))));
      ran += 1;
    }
    expect(await tables()).toEqual(['planted']);
    expect((await engine.execute('SELECT count(*) AS n FROM planted')).columns[0]!.values[0]).toBe(3);
    expect(ran).toBeGreaterThan(200);
    expect(ran + refused).toBe(SQL_ATTACKS.length);
  }, 120_000); // prettier-ignore

  test('earlier cells of hostile names', async () => {
    const compose = (name: string, other: string) => {
      const filled = fillPlaceholders('SELECT * FROM {{v}} -- end', new Map([['v', { is: 'relation', name } as const]]), duckdb);
      const earlier = fillPlaceholders('SELECT 7 AS k -- "', new Map(), duckdb);
      const later = fillPlaceholders(`SELECT 8 AS k FROM ${duckdb.identifier(name)} /* ' */;`, new Map(), duckdb);
      if (!filled.ok || !earlier.ok || !later.ok) throw new Error(name);
      return withEarlier(filled.value, [{ name, text: earlier.value }, { name: other, text: later.value }]).sql; // prettier-ignore
    };
    const usual = shape(compose('harmless', 'b'));
    for (const attack of SQL_ATTACKS.filter((each) => !each.includes('\0'))) {
      const sql = compose(attack, `${attack}!`);
      expect(shape(sql), JSON.stringify(attack)).toBe(usual);
      expect((await engine.query(sql)).columns.map(({ values }) => values[0])).toEqual([7]);
    }
    expect(await tables()).toEqual(['planted']);
  });

  test('a day is a day, a number a number, and nothing else', async () => {
    const written = (value: PlaceholderValue) => fillPlaceholders('SELECT 1-{{v}} AS v', new Map([['v', value]]), duckdb);
    for (const attack of SQL_ATTACKS) expect(written({ is: 'day', value: attack }).ok, attack).toBe(false);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(written({ is: 'literal', value }).ok).toBe(false);
    for (const value of [0, 1, -1, -1.5, 1e21, -1e-7, 5e-324, Number.MAX_VALUE, 2 ** 53]) {
      const filled = written({ is: 'literal', value });
      if (!filled.ok) throw new Error(String(value));
      expect(shape(filled.value.sql)).toBe('select <number> - <number> as v');
      expect(Number((await engine.execute(filled.value.sql)).columns[0]!.values[0])).toBe(1 - value);
    }
  });
});

test('the same attacks, pasted, do change it', async () => {
  const changed: Record<string, number> = {};
  let lost = 0;
  for (const [name, template] of Object.entries(TEMPLATES)) {
    const pasted = (attack: string) => template.sql.replaceAll(/\{\{v\}\}/g, () => template.paste(attack));
    const usual = shape(pasted('harmless'));
    changed[name] = SQL_ATTACKS.filter((attack) => shape(pasted(attack)) !== usual).length;
    if (name !== 'a text alone' && name !== 'a column') continue;
    for (const attack of SQL_ATTACKS) {
      await engine.execute(pasted(attack)).catch(() => undefined);
      if ((await tables()).join() === 'planted') continue;
      lost += 1;
      await engine.execute('DROP TABLE IF EXISTS planted');
      await engine.execute('DROP TABLE IF EXISTS got');
      await plant();
    }
  }
  console.info(`${SQL_ATTACKS.length} attacks, pasted: ${JSON.stringify(changed)}; tables were lost or made by ${lost}`);
  for (const count of Object.values(changed)) expect(count).toBeGreaterThan(10);
  expect(lost).toBeGreaterThan(20);
}, 120_000);
