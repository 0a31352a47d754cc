import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnOf, rowsOf } from '#core/model/columns';
import { QueryError, type Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asDay, asInstant, asNumber, requestFor, textFile } from '../../../../tests/support/load-request';
import { runs } from '../../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { planLoad } from './plan';
import { stageSql } from './stage-sql';

const signs = ['.', ',', '+', '-', 'e', 'E', '_', ' ', ':', '/', 'T', 'Z', 'x', '\t', '３', '٣', 'nan', 'infinity', 'epoch'];
const tails = [' (BC)', '+08', '+08:00', '-0530', ' UTC', ' AM', '.123456789', '%', 'd', 'f'];
const valid = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -99_999, max: 99_999 }).map(String),
  fc
    .tuple(
      fc.date({ noInvalidDate: true, min: new Date('1700-01-01'), max: new Date('2300-01-01') }),
      fc.constantFrom(10, 13, 16, 19, 23, 24),
    )
    .map(([day, length]) => day.toISOString().slice(0, length)),
);
/** Numbers and dates, and texts that almost are. */
const almost = fc.oneof(
  valid,
  fc.tuple(valid, fc.constantFrom(...tails, ...signs)).map(([text, tail]) => text + tail),
  fc.tuple(valid, fc.nat(24), fc.nat(2), fc.constantFrom('', ...signs)).map(([text, at, cut, sign]) => {
    return text.slice(0, at) + sign + text.slice(at + cut);
  }),
);
const TYPES = {
  number: { role: 'net_amount', ...asNumber },
  day: { role: 'ordered_at', ...asDay },
  instant: { role: 'ordered_at', ...asInstant },
} as const;

describe.each(Object.entries({ native: () => openNodeEngine(), 'DuckDB-WASM': openWasmTestEngine }))('on %s', (_, open) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  test('LD4 a value that the reader takes is the value, and a text that it refuses stops it', async () => {
    const met = { same: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(almost, fc.constantFrom('number', 'day', 'instant'), fc.boolean(), async (text, type, quoted) => {
        const file = textFile('x.csv', `id\tvalue\n1\t${quoted ? `"${text}"` : text.replaceAll('\t', '')}\n`);
        const { info } = requestFor('s1', file, 'order', { id: { role: 'order_id' }, value: TYPES[type] }, { delimiter: '\t' });
        const [plan] = planLoad([info]);
        const attached = await connector.attachFile('x.csv', file.engineFile);
        const read = async (trusting: boolean) => {
          await connector.execute(stageSql(plan!, { file: attached, trusting }));
          return rowsOf(await connector.execute('SELECT c0, c1, problems[1] AS problem FROM staged_s1'));
        };
        const trusted = await read(true).catch((fault: unknown) => fault);
        const careful = await read(false);
        await connector.detachFile(attached);
        if (trusted instanceof QueryError) met.refused++;
        else {
          met.same++;
          expect(trusted).toEqual(careful);
          expect(careful[0]!.problem).toBeNull();
        }
      }),
      runs(3000),
    );
    expect(Math.min(met.same, met.refused)).toBeGreaterThan(runs(3000).numRuns / 10);
  });

  test.each(['inf', '-Infinity', 'NaN'])('LD4 %s is no amount: the reader stops', async (text) => {
    const file = textFile('x.csv', `id,value\n1,${text}\n`);
    const { info } = requestFor('s1', file, 'order', { id: { role: 'order_id' }, value: TYPES.number });
    const attached = await connector.attachFile('x.csv', file.engineFile);
    const sql = stageSql(planLoad([info])[0]!, { file: attached, trusting: true });
    await expect(connector.execute(sql)).rejects.toThrow('not finite');
    expect(columnOf(await connector.execute(`SELECT * FROM ${sql.slice(sql.indexOf('read_csv'), -2)}`), 'c1')).toHaveLength(1);
    await connector.detachFile(attached);
  });
});
