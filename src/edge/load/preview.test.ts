import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mappingProblems } from '#core/intake/mapping';
import { toMapping } from '#core/intake/suggest-mapping';
import { fromBlob } from './input-file';
import { fromPath } from './path-file';
import { previewFile } from './preview';
import type { Preview } from './types';

const shared = new URL('../../../../shared/data/', import.meta.url);
const here = (name: string): boolean => existsSync(new URL(name, shared));
const roles = (preview: Preview) =>
  Object.fromEntries(
    preview.suggestions.map(({ header, role, attributeOf }) => [header, attributeOf ? `${role} of ${attributeOf}` : role]),
  );

describe('public data map themselves (skipped where ../shared/data is absent)', () => {
  test.skipIf(!here('online-retail/online_retail.csv.gz'))('Online Retail: flat order lines', async () => {
    const bytes = gunzipSync(readFileSync(new URL('online-retail/online_retail.csv.gz', shared)));
    let first: Preview | null = null;
    const preview = await previewFile(fromBlob(new Blob([bytes]), 'online_retail.csv'), (early) => (first = early));
    expect(preview.grain).toBe('order_line');
    expect(roles(preview)).toEqual({
      InvoiceNo: 'order_id',
      StockCode: 'product_id',
      Description: 'product_name',
      Quantity: 'quantity',
      InvoiceDate: 'ordered_at',
      UnitPrice: 'unit_price',
      CustomerID: 'customer_id',
      Country: 'attribute of customers',
    });
    expect(roles(first!)).toEqual(roles(preview));
    expect([preview.questions, preview.issues, mappingProblems(toMapping(preview.grain, preview.suggestions))]).toEqual([[], [], []]);
  });

  test.skipIf(!here('cdnow/btyd_cdnowElog.csv'))('CDNOW: orders without order ids', async () => {
    const preview = await previewFile(await fromPath(new URL('cdnow/btyd_cdnowElog.csv', shared).pathname));
    expect(preview.grain).toBe('order');
    expect(roles(preview)).toMatchObject({ masterid: 'customer_id', date: 'ordered_at', sales: 'net_amount', cds: 'attribute of orders' });
    expect(preview.suggestions[2]!.parse).toEqual({ type: 'date', formats: ['%Y%m%d'], grain: 'date' });
    expect(preview.questions).toEqual([]);
  });
});

test('a character cut by the end of the head is no fault of the file', async () => {
  for (let shift = 0; shift < 3; shift++) {
    const text = `客户编号,下单时间,金额\n${'x'.repeat(shift)}${'会员001,2026-01-02,12.5\n'.repeat(4000)}`;
    const preview = await previewFile(fromBlob(new Blob([text]), 'cut.csv'));
    expect(preview.issues).toEqual([]);
    expect(preview.head).toMatchObject({ encodingFrom: 'valid', dialect: { encoding: 'utf-8' } });
    expect(preview.head.rows).toHaveLength(200);
  }
});

test('a column that changes late is judged by its end too', async () => {
  const line = (day: string): string => `1,${day},12.5\n`;
  const text = `customer_id,order_date,amount\n${line('05/03/2026').repeat(6000)}${line('25/03/2026').repeat(6000)}`;
  const preview = await previewFile(fromBlob(new Blob([text]), 'late.csv'));
  expect(preview.questions).toEqual([]);
  expect(preview.suggestions[1]!.parse).toEqual({ type: 'date', formats: ['%d/%m/%y', '%d/%m/%Y'], grain: 'date' });
});

test('a file that is gone says so', async () => {
  const file = {
    ...fromBlob(new Blob(['a,b\n1,2\n']), 'gone.csv'),
    slice: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
  };
  const preview = await previewFile(file);
  expect(preview.issues).toEqual([{ code: 'issue_file_unreadable', values: { name: 'gone.csv' } }]);
  expect(preview.suggestions).toEqual([]);
});
