import { describe, expect, test } from 'vitest';
import type { SourceInfo } from '#core/model/source';
import { parseSourceInfo } from './source-info';

const info: SourceInfo = {
  id: 's1',
  name: 'orders.csv',
  bytes: 12,
  fingerprint: 'ab',
  dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
  headers: ['id'],
  mapping: { grain: 'order', columns: [{ header: 'id', role: 'order_id', parse: { type: 'text' } }] },
};

describe('LD27 a stored file keeps its sample', () => {
  test.each([undefined, 2, 8, 1000])('one in %s', (oneIn) => {
    const stored = { ...info, ...(oneIn ? { oneIn } : {}) };
    expect(parseSourceInfo(JSON.parse(JSON.stringify(stored)))).toEqual({ ok: true, value: stored });
  });

  test.each([0, 1, -8, 2.5, 1001, '8', null])('%j is no sample', (oneIn) => {
    expect(parseSourceInfo({ ...info, oneIn }).ok).toBe(false);
  });
});
