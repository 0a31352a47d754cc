import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rowsOf, type Columns } from '#core/model/columns';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import type { Connector, QueryList } from './connector';
import { openNodeEngine } from './duckdb-node/connector';
import { KeptLists } from './kept-lists';
import { runReadOnly, type QueryDoor } from './report-query';

const engines = {} as Record<'native' | 'wasm', Connector>;
beforeAll(async () => {
  engines.native = await openNodeEngine({ threads: 2 });
  engines.wasm = await openWasmTestEngine();
});
afterAll(async () => Promise.all(Object.values(engines).map((engine) => engine.close())));

const even: QueryList = { name: 'even', sql: 'SELECT id FROM people WHERE id % 2 = 0' };
const small: QueryList = { name: 'small', sql: 'SELECT id FROM even WHERE id < 5' };
/** Other rows each time it is worked out. */
const drawn: QueryList = { name: 'drawn', sql: 'SELECT random() AS number FROM range(3)' };

/** The names of what is kept. Nobody lists them without `execute`, which voids them, so each is asked for. */
async function tablesKept(engine: Connector): Promise<string[]> {
  const names = Array.from({ length: 50 }, (_, index) => `kept_list_${index + 1}`);
  const found: string[] = [];
  for (const name of names)
    await engine.query(`SELECT 1 FROM temp.main.${name}`).then(
      () => found.push(name),
      () => undefined,
    );
  return found;
}

describe.each(['native', 'wasm'] as const)('lists beside the data of %s', (name) => {
  let engine: Connector;
  const ask = async (sql: string, ...lists: QueryList[]) => rowsOf(await engine.query(sql, { lists })).map((row) => Object.values(row)[0]);
  const draw = () => ask('SELECT number FROM drawn ORDER BY 1', drawn);
  beforeEach(async () => {
    engine = engines[name];
    await engine.execute('CREATE OR REPLACE TABLE people AS SELECT range AS id FROM range(10)');
  });

  test('KL1 a query gives what the whole text gives, within and without, with lists that rest on others', async () => {
    const question = 'SELECT id FROM people WHERE id IN (SELECT id FROM even) AND id NOT IN (SELECT id FROM small) ORDER BY id';
    const whole = `WITH even AS (${even.sql}), small AS (${small.sql}) ${question}`;
    expect(await ask(question, even, small)).toEqual([6, 8]);
    expect(await ask(whole)).toEqual([6, 8]);
    expect(await ask('WITH few AS (SELECT * FROM small) SELECT id FROM few ORDER BY id', even, small)).toEqual([0, 2, 4]);
  });

  test('KL1 a query without lists cannot see one', async () => {
    await ask('SELECT id FROM even', even);
    await expect(ask('SELECT id FROM even')).rejects.toMatchObject({ kind: 'sql' });
  });

  test('KL2 a list is worked out once, by whatever name it goes, and again where its SQL or what it rests on is another', async () => {
    const first = await draw();
    expect(await draw()).toEqual(first);
    expect(await ask('SELECT number FROM renamed ORDER BY 1', { ...drawn, name: 'renamed' })).toEqual(first);
    expect(await ask('SELECT number FROM drawn ORDER BY 1', { ...drawn, sql: `${drawn.sql} WHERE true` })).not.toEqual(first);
    const on = (base: QueryList) =>
      ask('SELECT number FROM above', base, { name: 'above', sql: 'SELECT max(number) AS number FROM drawn' });
    expect(await on(drawn)).toEqual([Math.max(...first.map(Number))]);
    expect(await on({ name: 'drawn', sql: 'SELECT 2.0 AS number' })).toEqual([2]);
  });

  test('KL2 a list that nothing names is not worked out', async () => {
    expect(await ask('SELECT count(*) FROM people', { name: 'wrong', sql: 'SELECT nothing' }, drawn)).toEqual([10]);
    expect((await tablesKept(engine)).length).toBe(0);
  });

  test('KL3 whatever the loader does voids what is kept', async () => {
    expect(await ask('SELECT count(*) FROM even', even)).toEqual([5]);
    const first = await draw();
    expect((await tablesKept(engine)).length).toBe(2);
    await engine.execute('INSERT INTO people VALUES (10)');
    expect((await tablesKept(engine)).length).toBe(0);
    expect(await ask('SELECT count(*) FROM even', even)).toEqual([6]);
    expect(await draw()).not.toEqual(first);
  });

  test('KL5 the transaction that makes a list lets nothing else be written', async () => {
    const run = (sql: string) => engine.execute(sql);
    const door: QueryDoor = { run, runPrepared: run, control: run };
    for (const sql of [
      'CREATE TABLE planted AS SELECT 1 AS a',
      'INSERT INTO people VALUES (99)',
      'DROP TABLE people',
      'CREATE SCHEMA planted',
    ])
      await expect(runReadOnly(door, sql, 'COMMIT'), sql).rejects.toThrow(/read-only/);
    expect((await runReadOnly(door, 'CREATE TEMPORARY TABLE beside AS SELECT id FROM people', 'COMMIT')).columns[0]?.values[0]).toBe(10);
    await engine.execute('DROP TABLE temp.main.beside');
    expect(await ask('SELECT count(*) FROM people')).toEqual([10]);
  });

  test('KL6 a list that fails, in its plan or halfway, leaves nothing, says its name, and is worked out anew', async () => {
    const unknown = { name: 'listed', sql: 'SELECT id FROM nowhere' };
    const halfway = { name: 'listed', sql: "SELECT CASE WHEN range > 90000 THEN error('halfway') ELSE range END AS id FROM range(100000)" };
    for (const list of [unknown, halfway])
      await expect(ask('SELECT count(*) FROM listed', list)).rejects.toMatchObject({ kind: 'sql', list: 'listed', sql: list.sql });
    await expect(ask('SELECT nothing FROM even', even)).rejects.toMatchObject({
      kind: 'sql',
      list: undefined,
      sql: 'SELECT nothing FROM even',
    });
    expect((await tablesKept(engine)).length).toBe(1);
    await engine.execute('CREATE OR REPLACE TABLE nowhere AS SELECT 7 AS id');
    expect(await ask('SELECT id FROM listed', unknown)).toEqual([7]);
    await engine.execute('DROP TABLE nowhere');
  });

  test('KL7 tables and relations of the same name are not taken for what is kept', async () => {
    await ask('SELECT count(*) FROM even', even);
    const [kept = ''] = await tablesKept(engine);
    const lie = `WITH ${kept} AS (SELECT -1 AS id), temp AS (SELECT -1 AS id)`;
    expect(await ask(`${lie} SELECT count(*) FROM even WHERE id >= 0`, even)).toEqual([5]);
    const next = kept.replace(/\d+/, (number) => String(Number(number) + 1));
    await engine.execute(`CREATE TABLE memory.main.${next} AS SELECT -1 AS id; CREATE SCHEMA memory.temp`);
    expect(await ask('SELECT count(*) FROM even WHERE id >= 0', even)).toEqual([5]);
    expect(await ask(`SELECT id FROM memory.main.${next}`)).toEqual([-1]);
    await engine.execute(`DROP TABLE memory.main.${next}; DROP SCHEMA memory.temp`);
  });
});

test('KL6 a list can be given up at any moment on the native engine, and nothing of it is left', async () => {
  const engine = engines.native;
  const endless = { name: 'endless', sql: 'SELECT count(*) AS n FROM range(1000000000000)' };
  for (const patience of [0, 1, 5, 50]) {
    const stop = new AbortController();
    const running = engine.query('SELECT * FROM endless', { lists: [endless], signal: stop.signal });
    setTimeout(() => stop.abort(), patience);
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  }
  expect(await tablesKept(engine)).toEqual([]);
  expect((await engine.query('SELECT 1 AS a')).rowCount).toBe(1);
});

describe('KL4 how much is kept', () => {
  /** An engine that only writes down what it is told; a list has as many rows as its SQL says. */
  function written() {
    const texts: string[] = [];
    const made = (sql: string): Columns => ({
      rowCount: 1,
      columns: [{ name: 'Count', type: 'integer', values: [Number(/(\d+) rows/.exec(sql)?.[1] ?? 0)] }],
    });
    const plan: Columns = { rowCount: 1, columns: [{ name: 'explain_value', type: 'text', values: ['[]'] }] };
    const door: QueryDoor = {
      runPrepared: async () => plan,
      run: async (sql) => (texts.push(sql), made(sql)),
      control: async (sql) => texts.push(sql),
    };
    const count = (start: string) => texts.filter((text) => text.startsWith(start)).length;
    return { door, made: () => count('CREATE'), dropped: () => count('DROP') };
  }
  const list = (name: string, rows = 1): QueryList => ({ name, sql: `SELECT ${rows} rows AS ${name}_column` });

  test('KL4 the least recently used goes first', async () => {
    const { door, made, dropped } = written();
    const kept = new KeptLists({ lists: 2, rows: 100 });
    const use = (name: string) => kept.query(door, `FROM ${name}`, [list(name)]);
    for (const name of ['a', 'b', 'a', 'c']) await use(name);
    expect([made(), dropped()]).toEqual([3, 1]);
    await use('a');
    expect(made()).toBe(3);
    await use('b');
    expect([made(), dropped()]).toEqual([4, 2]);
  });
  test('KL4 many rows count like many lists', async () => {
    const { door, made, dropped } = written();
    const kept = new KeptLists({ lists: 9, rows: 100 });
    for (const [name, rows] of [
      ['a', 60],
      ['b', 40],
      ['c', 1],
    ] as const)
      await kept.query(door, `FROM ${name}`, [list(name, rows)]);
    expect([made(), dropped()]).toEqual([3, 1]);
    await kept.query(door, 'FROM b', [list('b', 40)]);
    expect(made()).toBe(3);
  });
  test('KL4 what the query in hand names stays, however much it is', async () => {
    const { door, made, dropped } = written();
    const kept = new KeptLists({ lists: 2, rows: 10 });
    await kept.query(door, 'FROM z', [list('z')]);
    await kept.query(
      door,
      'FROM a, b, c',
      ['a', 'b', 'c'].map((name) => list(name, 9)),
    );
    expect([made(), dropped()]).toEqual([4, 1]);
  });
  test('KL3 clearing drops each once', async () => {
    const { door, dropped } = written();
    const kept = new KeptLists();
    await kept.query(door, 'FROM a, b', [list('a'), list('b')]);
    await kept.clear(door);
    await kept.clear(door);
    expect(dropped()).toBe(2);
  });
});
