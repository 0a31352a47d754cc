import { it } from 'vitest';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { withRelations } from '../start';
import { barsSql } from './outcome';
import { funnelRelations } from './funnel-relations';
import type { FunnelShape } from './types';

const H = 3_600_000_000;
const base: FunnelShape = { unit: ['actor'], steps: [0, 1, 2, 3, 4].map((mark) => ({ mark })), exclusions: [], meets: () => false, window: 24 * H, order: 'ordered', attempt: 'best', policy: 'stop', anchorFirst: true, strictTies: false, entries: null };
const shapes: Record<string, [FunnelShape, boolean?]> = {
  plain: [base],
  first: [{ ...base, attempt: 'first' }],
  every: [{ ...base, attempt: 'every' }],
  general: [base, true],
  exclusion: [{ ...base, exclusions: [{ mark: 6, after: 0, before: 1 }] }],
  optional: [{ ...base, steps: base.steps.map((s, i) => (i === 2 ? { ...s, optional: true } : s)) }],
  strict: [{ ...base, order: 'strict' }],
  any: [{ ...base, order: 'any' }],
  anyFree: [{ ...base, order: 'any', anchorFirst: false }],
  repeated: [{ ...base, steps: [0, 0, 0].map((mark) => ({ mark })) }],
};
it('speed', async () => {
  for (const name of (process.env['ENGINES'] ?? 'native,wasm').split(',')) {
    const engine = name === 'native' ? await openNodeEngine({ threads: 1 }) : await openWasmTestEngine();
    await engine.ready();
    for (const n of (process.env['SIZES'] ?? '1').split(',').map(Number)) {
      await engine.execute(`CREATE OR REPLACE TABLE streams AS SELECT CAST(hash(range) % ${n * 50000} AS INTEGER) AS actor, CAST(hash(range + 7) % ${180 * 24 * 3600} AS BIGINT) * 1000000 AS t, 
        CAST(1 << CAST(least(7, floor(-ln((hash(range + 3) % 1000000 + 1) / 1000001.0) * 1.6)) AS INTEGER) AS INTEGER) AS mask FROM range(${n * 1e6})`);
      for (const [key, [shape, general]] of Object.entries(shapes)) {
        if (process.env['ONLY'] && !process.env['ONLY'].split(',').includes(key)) continue;
        const made = funnelRelations(shape, general);
        if (!made.ok) throw new Error('no');
        const sql = withRelations([{ name: 'stream', sql: 'SELECT actor, t, mask FROM streams' }, ...made.value], barsSql(shape, 'kept'));
        const start = Date.now();
        try {
          const r = await engine.query(sql);
          console.log(name, n, key, Date.now() - start, 'ms', JSON.stringify(r.columns.find((c) => c.name === 'units')?.values));
        } catch (e) { console.log(name, n, key, String(e).slice(0, 200)); }
      }
    }
    await engine.close();
  }
}, 600_000);
