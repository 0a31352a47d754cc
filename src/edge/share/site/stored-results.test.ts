import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '#core/analyses/registry';
import { emptyReport } from '../../../../tests/support/reports';
import type { Presentation } from '#core/model/presentation';
import type { Report } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { answer, contextOf, examplesOf, valueOf } from '../../../../tests/support/contract';
import { createShop } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { readStored, writeStored, type StoredResults } from './stored-results';

const SHOWN: Presentation = {
  figures: [
    {
      label: { key: 'share_ledger_record' },
      amount: 12,
      unit: 'customers',
      change: null,
      against: null,
      part: { kind: 'all' },
      trend: [{ period: '2026-01', amount: 3, provisional: false }],
    },
  ],
  charts: [
    {
      id: 'bars',
      spec: { mark: 'bar', data: { name: 'rows' }, encoding: { x: { field: 'month' }, y: { field: 'orders', type: 'quantitative' } } },
      rows: [{ month: '2026-01-01', orders: 3, part: '{"month":"2026-01"}' }],
      height: 200,
      title: { literal: 'Orders' },
      caption: { key: 'share_ledger_others', values: { n: { amount: 3, unit: 'orders' } } },
    },
  ],
  table: {
    columns: [
      { key: 'month', label: { literal: 'Month' }, unit: 'month', is: 'key' },
      { key: 'orders', label: { literal: 'Orders' }, unit: 'orders', is: 'count', part: true },
    ],
    rows: [
      { values: { month: '2026-01-01', orders: 3 }, parts: { orders: { month: '2026-01' } }, provisionalIn: ['orders'] },
      { values: { month: 'all', orders: 3 }, texts: { month: { literal: 'All' } }, total: true },
    ],
  },
  insight: { sentences: [{ finding: { literal: 'Three.' }, rest: { literal: 'So far.' } }], numbers: { orders: 3, rate: null } },
  stamp: { asOf: '2026-01-31', phrases: [{ literal: 'net' }], provisional: true },
  ledger: { used: [{ count: 3, unit: 'orders' }], excluded: [{ reason: { literal: 'refunds' }, count: 0, unit: 'orders' }] },
};

const report: Report = {
  ...emptyReport,
  cells: [{ id: 'c1', type: 'analysis', kind: 'overview', version: 1, params: {} }],
};
const stored = (presentation: Presentation = SHOWN): StoredResults => ({
  format: 'clientele.stored',
  version: 1,
  report,
  asOf: '2026-01-31',
  currency: 'EUR',
  sources: [{ name: 'orders.csv', fingerprint: 'ab12', ledger: { records: 4, kept: 3, rejected: 1, skipped: 0 } }],
  cells: { c1: { presentation, steps: [{ id: 'rows', sql: 'SELECT 1' }] } },
  made: { day: '2026-02-01' },
  protection: { k: 5, told: [{ literal: 'Two counts below 5 are left out.' }] },
});

/** The file with other entries at one place, changed by a person who means no good. */
function forged(place: readonly (string | number)[], entries: object): string {
  const value: unknown = JSON.parse(writeStored(stored()));
  const found = place.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
  Object.assign(found as object, entries);
  return JSON.stringify(value);
}
const codesOf = (text: string): readonly string[] => {
  const read = readStored(text);
  return read.ok ? [] : read.issues.map(({ code }) => code);
};
const SHOWN_AT = ['cells', 'c1', 'presentation'] as const;

describe('stored results', () => {
  it('SR5: what was written is read again', () => {
    expect(readStored(writeStored(stored()))).toEqual({ ok: true, value: stored() });
    expect(readStored(`\uFEFF${writeStored(stored())}`)).toMatchObject({ ok: true });
  });

  it('SR5: a number without a size becomes null', () => {
    const odd = { ...SHOWN, insight: { ...SHOWN.insight, numbers: { orders: Number.NaN, rate: Infinity } } };
    expect(valueOf(readStored(writeStored(stored(odd)))).cells['c1']!.presentation.insight.numbers).toEqual({ orders: null, rate: null });
  });

  it.each([
    ['no JSON', 'hello', 'issue_stored_not_results'],
    ['a report', JSON.stringify(report), 'issue_stored_not_results'],
    ['null', 'null', 'issue_stored_not_results'],
    ['too deep', `{"format":"clientele.stored","cells":${'['.repeat(60)}${']'.repeat(60)}}`, 'issue_stored_not_results'],
    ['too large', ' '.repeat(16_000_001), 'issue_stored_too_large'],
    ['of a newer version', forged([], { version: 2 }), 'issue_stored_newer'],
    ['with a report of a newer version', forged(['report'], { version: 9 }), 'issue_stored_newer'],
    ['with an unknown field', forged([], { rows: [] }), 'issue_stored_invalid'],
    ['with a field too many in a cell', forged(SHOWN_AT, { html: '<b>' }), 'issue_stored_invalid'],
    ['with a message nobody knows', forged([...SHOWN_AT, 'stamp'], { phrases: [{ key: 'constructor' }] }), 'issue_stored_invalid'],
    [
      'with a day that is none',
      forged([...SHOWN_AT, 'stamp'], { phrases: [{ key: 'share_ledger_others', values: { n: { date: 'soon' } } }] }),
      'issue_stored_invalid',
    ],
    [
      'with a month that is none in a column of months',
      forged([...SHOWN_AT, 'table', 'rows', 0, 'values'], { month: 'March' }),
      'issue_stored_invalid',
    ],
    ['with a result for a cell that is not there', forged(['cells'], { c9: stored().cells['c1'] }), 'issue_stored_invalid'],
    [
      'with a chart that fetches',
      forged([...SHOWN_AT, 'charts', 0], { spec: { mark: 'bar', data: { url: 'https://x.example/a' } } }),
      'issue_chart_refused',
    ],
    [
      'with a narrow chart that fetches',
      forged([...SHOWN_AT, 'charts', 0], { narrow: { mark: 'image', data: { name: 'rows' } } }),
      'issue_chart_refused',
    ],
    ['with a row count of half a person', forged(['sources', 0, 'ledger'], { kept: 0.5 }), 'issue_stored_invalid'],
  ])('SR2–SR4: %s is refused with a reason', (_what, text, code) => {
    expect(codesOf(text)).toContain(code);
  });

  it('SR2: __proto__ is refused and pollutes nothing', () => {
    const text = writeStored(stored()).replace('"orders":3', '"__proto__":{"polluted":1},"orders":3');
    expect(text).toContain('__proto__');
    expect(codesOf(text)).toEqual(['issue_stored_invalid']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('stored results of every analysis', () => {
  let engine: Connector;
  beforeAll(async () => void (engine = await openWasmTestEngine()), 60_000);
  afterAll(() => engine.close());

  it.each(registry.map((entry) => [entry.kind, entry] as const))('SR5: %s', async (kind, entry) => {
    const definition = await entry.load();
    const { example } = examplesOf(kind)[0]!;
    const model = await createShop(engine, example.tables);
    const context = contextOf(example, model);
    const params = valueOf(definition.parse(example.params)) as Parameters<typeof definition.present>[1];
    const presentation = definition.present(await answer(engine, definition, params as never, context), params, context);
    const written = stored(presentation);
    expect(readStored(writeStored(written))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(written)) as unknown });
  });
});
