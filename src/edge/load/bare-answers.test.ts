import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mappingProblems } from '#core/intake/mapping';
import { columnIn, tableOf } from '#core/model/data-model';
import { rowsOf, type Row } from '#core/model/columns';
import { daysOf } from '#core/query/context';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import type { LoadRequest } from './types';

const SCORE: TestColumn = { role: 'nps_0_10', ...asNumber };
const WHO: TestColumn = { role: 'customer_id' };
const ID: TestColumn = { role: 'response_id' };
const WHEN: TestColumn = { role: 'responded_at', ...asInstant };

describe.each([
  ['native', openNodeEngine, {}],
  ['DuckDB-WASM', openWasmTestEngine, {}],
  ['native, in stretches', openNodeEngine, { stretchRows: 2 }],
] as const)('answers without id, date or customer on %s', (_, open, options) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  const load = (...requests: LoadRequest[]) => loadSources(connector, requests, options);
  const ask = async (sql: string): Promise<readonly Row[]> => rowsOf(await connector.query(sql));
  const named = async (): Promise<readonly unknown[]> =>
    (await ask('SELECT response_id AS id, nps_0_10 AS score FROM surveys ORDER BY nps_0_10')).map(({ id, score }) => [id, score]);

  test('LD35 LD36 each record is an answer, named by its number in the file, of nobody and at no time', async () => {
    const file = requestFor('s1', textFile('a.csv', 'score,seat\n0,A\n1,B,one too many\n2,C\n\n4,A\n'), 'response', {
      score: SCORE,
      seat: { role: 'attribute' },
    });
    expect(mappingProblems(file.info.mapping)).toEqual([]);
    const { model, sources } = await load(file);
    expect(sources[0]!.ledger).toMatchObject({ records: 5, kept: 3, rejected: 1, skipped: 1 });
    // The damaged record is the second of the file and the blank one the fourth; both keep their numbers.
    expect(await named()).toEqual([
      ['1', 0],
      ['3', 2],
      ['5', 4],
    ]);
    expect(columnIn(model, 'surveys', 'response_id')).toMatchObject({ type: 'id', attribute: false, missing: 0 });
    expect(columnIn(model, 'surveys', 'responded_at')).toBeUndefined();
    expect(columnIn(model, 'surveys', 'seat')).toMatchObject({ attribute: true });
    expect([tableOf(model, 'customers'), daysOf(model)]).toEqual([undefined, null]);
  });

  test('LD8 LD36 customers without a date: they are those whom the answers name', async () => {
    const { model } = await load(
      requestFor('s1', textFile('a.csv', 'who,score\nb,1\na,2\n,3\nb,4\n'), 'response', { who: WHO, score: SCORE }),
    );
    expect(tableOf(model, 'customers')?.rows).toBe(2);
    const rows = await ask(
      'SELECT c.customer_id AS who FROM surveys AS s LEFT JOIN customers AS c USING (customer_key) ORDER BY s.nps_0_10',
    );
    expect(rows.map(({ who }) => who)).toEqual(['b', 'a', null, 'b']);
    expect(await named()).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 3],
      ['4', 4],
    ]);
  });

  test('LD35 LD36 several files: ids and dates of one, none of the others', async () => {
    const full = requestFor('s1', textFile('a.csv', 'id,when,score\nx,2026-01-02,1\n,2026-01-02,9\ny,,9\n'), 'response', {
      id: ID,
      when: WHEN,
      score: SCORE,
    });
    const bare = (id: string, text: string) => requestFor(id, textFile(`${id}.csv`, text), 'response', { score: SCORE });
    const { model, sources } = await load(full, bare('s2', 'score\n2\n3\n'), bare('s3', 'score\n4\n'));
    // LD3: the file that has these columns loses the records that lack them.
    expect(sources.map(({ ledger }) => [ledger.kept, ledger.rejected])).toEqual([
      [1, 2],
      [2, 0],
      [1, 0],
    ]);
    expect(await named()).toEqual([
      ['x', 1],
      ['2-1', 2],
      ['2-2', 3],
      ['3-1', 4],
    ]);
    expect(columnIn(model, 'surveys', 'responded_at')).toMatchObject({ missing: 3 });
    expect(daysOf(model)).toEqual({ first: '2026-01-02', last: '2026-01-02' });
  });
});
