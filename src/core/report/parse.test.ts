import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import { fail, type Result } from '#core/model/result';
import { checkGapless, migrate } from './migrate';
import { listKinds, parseReport, readReport, REPORT_MIGRATIONS, REPORT_VERSION } from './parse';
import { serializeReport } from './serialize';
import { anyReport, emptyReport, kind, kinds } from '../../../tests/support/reports';
import { runs } from '../../../tests/support/seeded';

const example = (name: string) => readFileSync(path.join(import.meta.dirname, 'examples', `${name}.report.json`), 'utf8');
const codes = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.code));
const read = (change: object) => readReport(JSON.stringify({ ...emptyReport, ...change }), kinds);
const places = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.values?.['place']));
const rfm = { id: 'c1', type: 'analysis', kind: 'rfm', version: 1, params: {} };

describe('RP1 size and depth', () => {
  test.each(['[', '{"a":', '[{"b":['])('RP1 a hundred thousand times %s is answered at once', (piece) => {
    const started = performance.now();
    expect(codes(readReport(piece.repeat(100_000), kinds))).toEqual(['issue_report_too_deep']);
    expect(performance.now() - started).toBeLessThan(2000);
  });
  test('RP1 brackets inside strings do not count', () => {
    expect(read({ title: '[{"'.repeat(60) }).ok).toBe(true);
  });
  test('RP1 a deep value that was never a text is refused without recursion', () => {
    let deep: unknown = 1;
    for (let index = 0; index < 100_000; index++) deep = { deep };
    expect(codes(parseReport({ ...emptyReport, cells: [{ ...rfm, params: deep }] }, kinds))).toEqual(['issue_report_too_deep']);
  });
  test('RP1 more than two million characters', () => {
    expect(codes(readReport(' '.repeat(2_000_001), kinds))).toEqual(['issue_report_too_large']);
  });
});

describe('RP2 shapes', () => {
  test('RP2 not JSON, JSON of something else, no version', () => {
    expect(codes(readReport('{"a"', kinds))).toEqual(['issue_report_not_json']);
    expect(codes(readReport('[1]', kinds))).toEqual(['issue_report_not_a_report']);
    expect(codes(read({ version: '1' }))).toEqual(['issue_report_version_invalid']);
  });
  test('RP2 an unknown field, also one that every object seems to have', () => {
    expect(places(read({ extra: 1 }))).toEqual(['extra']);
    expect(places(read({ toString: 1 }))).toEqual(['toString']);
    expect(places(read({ cells: [{ ...rfm, sql: 'SELECT 1' }] }))).toEqual(['cells[0].sql']);
  });
  test('RP2 __proto__ anywhere is refused and pollutes nothing', () => {
    for (const text of [
      `{"__proto__":{"x":1},${serializeReport(emptyReport).slice(1)}`,
      serializeReport({ ...emptyReport, cells: [rfm as never] }).replace('"params":{}', '"params":{"a":{"__proto__":{"x":1}}}'),
    ]) {
      const result = readReport(text, kinds);
      expect(codes(result)).toEqual(['issue_report_invalid']);
      expect(places(result)[0]).toContain('__proto__');
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
  test('RP2 nothing of the input is kept', () => {
    const input = { ...emptyReport, cells: [{ ...rfm, params: { list: [1] } }] };
    const result = parseReport(input, kinds);
    if (!result.ok) throw new Error('unread');
    input.cells[0]!.params.list.push(2);
    expect(result.value.cells[0]).toMatchObject({ params: { list: [1] } });
  });
});

test('RP3 each cap is met', () => {
  const text = { id: 'a', type: 'text', markdown: '' };
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...text, id: `a${index}` }));
  expect(read({ cells: many(200) }).ok).toBe(true);
  expect(places(read({ cells: many(201) }))).toEqual(['cells']);
  expect(places(read({ title: 'x'.repeat(201) }))).toEqual(['title']);
  expect(places(read({ cells: [{ ...text, markdown: 'x'.repeat(50_001) }] }))).toEqual(['cells[0].markdown']);
  expect(places(read({ cells: [{ ...rfm, params: { x: 'x'.repeat(20_000) } }] }))).toEqual(['cells[0].params']);
  const filter = { table: 'orders', column: 'a', condition: { op: 'in', values: ['b'] } };
  expect(places(read({ filters: Array.from({ length: 51 }, () => filter) }))).toEqual(['filters']);
  const wide = { ...filter, condition: { op: 'in', values: Array.from({ length: 1001 }, String) } };
  expect(places(read({ filters: [wide] }))).toEqual(['filters[0].condition.values']);
});

test('RP4 ids and names are unique, days exist, ranges run forward', () => {
  expect(codes(read({ cells: [rfm, rfm] }))).toEqual(['issue_report_names_repeat']);
  const source = { name: 'orders', headers: [], mapping: { grain: 'order', columns: [] } };
  expect(codes(read({ sources: [source, source] }))).toEqual(['issue_report_names_repeat']);
  expect(codes(read({ asOf: '2025-02-29' }))).toEqual(['issue_report_invalid']);
  expect(codes(read({ asOf: '2024-02-29' }))).toEqual([]);
  expect(codes(read({ range: { from: '2026-01-02', to: '2026-01-01' } }))).toEqual(['issue_report_range_reversed']);
});

describe('RP5 migrations', () => {
  const steps = [
    { name: 'name_window', from: 1, up: (params: object) => ({ ...params, windowDays: 7 }) },
    { name: 'window_in_days', from: 2, up: (params: object) => ({ ...params, unit: 'day' }) },
  ];
  test('RP5 a gap is found', () => {
    expect(() => checkGapless(steps.slice(1), 3)).toThrow('gapless');
    expect(() => checkGapless(steps, 4)).toThrow('gapless');
    checkGapless(steps, 3);
    checkGapless(REPORT_MIGRATIONS, REPORT_VERSION);
  });
  test('RP5 only the later steps are taken', () => {
    expect(migrate<object>({}, 2, 3, steps)).toEqual({ unit: 'day' });
  });
  test('RP5 params of a cell are brought up, and the cell says so', () => {
    const migrating = new Map([['rfm', kind(3, { migrations: steps as never })]]);
    const result = readReport(JSON.stringify({ ...emptyReport, cells: [rfm] }), migrating);
    expect(result).toMatchObject({
      ok: true,
      value: { readOnly: false, report: { cells: [{ version: 3, params: { windowDays: 7, unit: 'day' } }] } },
    });
  });
});

describe('RP6 from a newer version', () => {
  test('RP6 the document: read-only, new fields and cells left out', () => {
    const sql = { id: 'c2', type: 'forecast', model: 'none' };
    const result = read({ version: 3, mood: 'new', cells: [rfm, sql] });
    expect(result).toMatchObject({
      ok: true,
      value: { readOnly: true, report: { version: 2, cells: [{ kind: 'rfm' }, { kind: 'forecast', params: {} }] } },
    });
    if (result.ok) expect(result.value.report).not.toHaveProperty('mood');
    if (result.ok) expect(result.value.issues.map((issue) => issue.code)).toEqual(['issue_report_newer', 'issue_report_unknown_kind']);
    expect(codes(parseReport({ ...emptyReport, version: 3 }, kinds))).toEqual(['issue_report_newer']);
  });
  test('RP6 params of a cell', () => {
    expect(read({ cells: [{ ...rfm, version: 9 }] })).toMatchObject({
      ok: true,
      value: { readOnly: true, report: { cells: [{ version: 9 }] } },
    });
  });
  test('RP6 a form that cannot be read at all says so', () => {
    expect(codes(read({ version: 7, cells: 'none' }))[0]).toBe('issue_report_newer_unreadable');
  });
});

test('RP7 a cell that is not understood is kept, the others are read', () => {
  const strange = { ...rfm, id: 'c2', kind: 'forecast', params: { model: { a: [1, null] } }, title: 'Forecast' };
  const result = read({ cells: [rfm, strange] });
  expect(result).toMatchObject({ ok: true, value: { report: { cells: [rfm, strange] }, readOnly: false } });
  if (result.ok)
    expect(result.value.issues).toMatchObject([{ code: 'issue_report_unknown_kind', values: { cell: 'Forecast' }, path: ['cells', 1] }]);

  const refusing = new Map([['rfm', kind(1, { parse: () => fail({ code: 'issue_report_invalid', values: { place: 'x' } }) })]]);
  const refused = readReport(JSON.stringify({ ...emptyReport, cells: [rfm] }), refusing);
  expect(refused).toMatchObject({ ok: true, value: { report: { cells: [rfm] }, issues: [{ code: 'issue_report_params_refused' }] } });
});

describe('RP8 writing', () => {
  test('RP8 a view that says nothing is left out', () => {
    const result = read({ cells: [{ ...rfm, view: {} }] });
    expect(result.ok && result.value.report.cells[0]).toEqual(rfm);
  });
  test('RP8 any document is read back as it was written', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const first = readReport(serializeReport(report), kinds);
        if (!first.ok) throw new Error(JSON.stringify(first.issues));
        expect(first.value.report).toEqual(report);
        expect(serializeReport(first.value.report)).toBe(serializeReport(report));
      }),
      runs(2000),
    );
  });
  test.each(['smallest', 'tea-shop-zh', 'notebook'])('RP8 NB1 the example %s is read for ever, and written the same', (name) => {
    const result = readReport(example(name), kinds);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(result.value).toMatchObject({ readOnly: false, issues: [] });
    expect(JSON.parse(serializeReport(result.value.report))).toEqual(JSON.parse(example(name)));
  });
  test('RP8 the definitions of today understand every cell of the example', async () => {
    const loaded = await Promise.all(registry.map((entry) => entry.load()));
    const result = readReport(example('tea-shop-zh'), new Map(loaded.map((definition) => [definition.kind, definition])));
    expect(result).toMatchObject({ ok: true, value: { issues: [], readOnly: false } });
  });
  test('RP8 the smallest document is written exactly so', () => {
    const keys = ['asOf', 'cells', 'currency', 'filters', 'format', 'range', 'revenue', 'sources', 'title', 'version', 'weekStart'];
    expect(Object.keys(JSON.parse(serializeReport(emptyReport)) as object)).toEqual(keys);
    expect(serializeReport(emptyReport)).not.toMatch(/\s/);
  });
});

test('the kinds of a text are found without their definitions', () => {
  expect(listKinds(example('tea-shop-zh'))).toEqual(['overview', 'revenue', 'rfm', 'cohort']);
  expect(listKinds('{"cells":[{"kind":1},null]}')).toEqual([]);
  expect(listKinds('nonsense')).toEqual([]);
});
