import { describe, expect, test } from 'vitest';
import { requestFor, asInstant, asNumber, textFile, type TestColumn } from '../../../tests/support/load-request';
import { planLoad } from '#core/query/load/plan';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { chooseStretches } from './choose-stretches';
import { loadSources } from './loader';
import { LoadError, type InputFile, type LoadRequest } from './types';

const COLUMNS: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
  status: { role: 'status' },
  note: { role: 'attribute' },
};

/** A file of so many bytes that is never there: each place looked at shows records of a shop, the notes of so many letters. */
function imaginary(bytes: number, letters: number): LoadRequest {
  const recordAt = (at: number) =>
    `${at % 1e8},C${(at * 31) % 900_001},2024-01-01 10:00:00,${at % 400}.50,paid,${String(at).padStart(letters, 'x')}\n`;
  const file: InputFile = {
    ...textFile('orders.csv', ''),
    bytes,
    slice: async (from, to) => {
      let text = '';
      for (let at = from; text.length < to - from; at++) text += recordAt(at);
      return new TextEncoder().encode(text).subarray(0, to - from);
    },
  };
  return requestFor('s1', file, 'order', COLUMNS);
}
const choose = (request: LoadRequest) => chooseStretches([request], planLoad([request.info]));

describe('LD21 whether a load is large', () => {
  test('one million orders are not, ten million are, and a million long ones are taken fewer at a time', async () => {
    expect(await choose(imaginary(60e6, 6))).toBeNull();
    expect(await choose(imaginary(130e6, 6))).toBeNull();
    expect(await choose(imaginary(600e6, 6))).toBe(1_048_576);
    const long = (await choose(imaginary(900e6, 800)))!;
    expect(long).toBeGreaterThan(100_000);
    expect(long).toBeLessThan(130_000);
  });

  test('a large file whose records cannot be seen beforehand is taken in stretches of the usual size', async () => {
    const { file, info } = imaginary(600e6, 6);
    expect(await choose({ file, info: { ...info, reading: { format: 'parquet' } } })).toBe(1_048_576);
  });

  test('the terminal has the disk to turn to', async () => {
    const request = imaginary(600e6, 6);
    expect(await choose({ ...request, file: { ...request.file, engineFile: { path: 'orders.csv' } } })).toBeNull();
  });
});

describe('LD23 what does not fit is refused', () => {
  const refused = async (request: LoadRequest) => {
    const fault = await choose(request).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(LoadError);
    return (fault as LoadError).issues[0]!;
  };

  test('a column of long notes is named as the one to leave out, with what that saves', async () => {
    const { code, values } = await refused(imaginary(4e9, 400));
    expect(code).toBe('issue_load_too_large');
    expect(values).toMatchObject({ name: 'orders.csv', columns: '“note”', size: { amount: 4e9, unit: 'bytes' }, limit: { unit: 'bytes' } });
    // 4 GB of records of 447 to 455 bytes.
    expect(Number(values!['records']) / (4e9 / 451)).toBeCloseTo(1, 1);
    expect(String(values!['command'])).toContain('--file "orders=orders.csv"');
  });

  test('LD31 a sample of customers is offered, and a load that takes it is not refused', async () => {
    const request = imaginary(4e9, 6);
    const share = Number((await refused(request)).values!['one_in']);
    expect(share).toBeGreaterThan(1);
    const taken = { ...request, info: { ...request.info, oneIn: share } };
    // 4 GB of records of 44 bytes are some 90 million; stretches are of those that are read.
    expect(await choose(taken)).toBe(1_048_576);
    expect(await choose({ ...request, info: { ...request.info, oneIn: 1000 } })).toBeNull();
  });

  test('LD30 nothing is offered where the orders do not name their customer', async () => {
    const request = imaginary(4e9, 6);
    const columns = request.info.mapping.columns.map((column) => (column.header === 'who' ? { ...column, role: 'skip' as const } : column));
    const { values } = await refused({ ...request, info: { ...request.info, mapping: { grain: 'order', columns } } });
    expect(values).not.toHaveProperty('one_in');
  });

  test('LD34 looking for duplicates is refused where the same file fits without', async () => {
    const request = imaginary(500e6, 6);
    expect(await choose(request)).toBe(1_048_576);
    const step = { kind: 'deduplicate', keys: ['id'], survivor: { by: 'last' } } as const;
    const mapping = { ...request.info.mapping, steps: [step] };
    const prepared = { ...request, info: { ...request.info, mapping } };
    expect((await refused(prepared)).values).toHaveProperty('one_in', 2);
    const { issues } = (await choose(prepared).catch((error: unknown) => error)) as LoadError;
    expect(issues.map(({ code }) => code).at(-1)).toBe('issue_load_duplicates');
  });

  test('too many orders are refused whichever columns are left out', async () => {
    expect((await refused(imaginary(4e9, 6))).code).toBe('issue_load_too_many');
  });

  test('LD13 nothing is read, and the tables of before stay', async () => {
    const engine = await openNodeEngine();
    try {
      await loadSources(engine, [
        requestFor('s1', textFile('a.csv', 'id,who,when,sum,status,note\n1,a,2024-01-01,5,paid,x'), 'order', COLUMNS),
      ]);
      let attached = 0;
      const attachFile: typeof engine.attachFile = (...given) => (attached++, engine.attachFile(...given));
      await expect(loadSources({ ...engine, attachFile }, [imaginary(4e9, 6)])).rejects.toThrow(LoadError);
      expect(attached).toBe(0);
      expect((await engine.query('SELECT * FROM orders')).rowCount).toBe(1);
    } finally {
      await engine.close();
    }
  });
});
