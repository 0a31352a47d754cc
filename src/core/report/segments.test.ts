import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Filter, SegmentFilter } from '#core/model/filters';
import { fail, type Result } from '#core/model/result';
import { anyEdit, anyReport, editGenerators, emptyReport, kind, kinds } from '../../../tests/support/reports';
import { runs } from '../../../tests/support/seeded';
import { applyEdit, invertEdit } from './edits';
import { readJournal, recordEdit, startJournal, undoEdit } from './journal';
import { readLinkCode, writeLinkCode } from './link/codec';
import { listLiterals } from './link/literals';
import { listKinds, readReport } from './parse';
import { nextSegmentId, segmentsOn } from './segments';
import { serializeReport } from './serialize';
import type { Edit, Report, Segment } from './types';

const only = (segment: string): SegmentFilter => ({ table: 'customers', segment, is: 'in' });
const inCity: Filter = { table: 'customers', column: 'city', condition: { op: 'in', values: ['上海'] } };
const lost: Segment = {
  id: 's1',
  name: 'Lost at step 2',
  of: {
    kind: 'part',
    analysis: 'rfm',
    version: 1,
    params: { lookbackDays: 90 },
    part: { segment: 'champions' },
    range: { from: '2026-01-01', to: null },
    filters: [inCity],
  },
};
const rule: Segment = { id: 's2', name: 'Shanghai, lost', of: { kind: 'rule', filters: [only('s1'), inCity] } };
const report: Report = { ...emptyReport, segments: [lost, rule], filters: [{ ...only('s2'), is: 'not_in' }] };

const codes = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.code));
const places = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.values?.['place']));
const read = (change: object) => readReport(JSON.stringify({ ...report, ...change }), kinds);
const part = (change: object) => ({ ...lost, of: { ...lost.of, ...change } });

describe('SG1 a segment is a definition', () => {
  test('SG1 it is read as it was written, from a file and from a link', () => {
    for (const result of [readReport(serializeReport(report), kinds), readLinkCode(writeLinkCode(report), kinds)]) {
      if (!result.ok) throw new Error(JSON.stringify(result.issues));
      expect(result.value).toEqual({ report, readOnly: false, issues: [] });
    }
  });
  test('SG1 there is no place for a list of customers', () => {
    expect(places(read({ segments: [{ ...lost, customers: ['c1'] }] }))).toEqual(['segments[0].customers']);
    expect(places(read({ segments: [part({ rows: [['c1']] })] }))).toEqual(['segments[0].of.rows']);
    expect(places(read({ segments: [{ ...lost, of: { kind: 'list', ids: ['c1'] } }], filters: [] }))).toEqual(['segments[0].of.kind']);
  });
  test('SG1 a rule is made of filters on customers', () => {
    const orders = { table: 'orders', column: 'channel', condition: { op: 'is_present' } };
    expect(codes(read({ segments: [{ id: 's1', name: 'x', of: { kind: 'rule', filters: [orders] } }], filters: [] }))).toEqual([
      'issue_report_invalid',
    ]);
    expect(read({ segments: [part({ filters: [orders] })], filters: [] }).ok).toBe(true);
  });
});

describe('SG3 what rests on what', () => {
  test.each<[string, object]>([
    ['a filter of the report on nobody', { segments: [lost], filters: [only('s2')] }],
    ['a segment on itself', { segments: [part({ filters: [only('s1')] })], filters: [] }],
    ['a segment on one after it', { segments: [rule, lost] }],
    ['two on each other', { segments: [part({ filters: [only('s2')] }), rule], filters: [] }],
  ])('SG3 %s is refused', (_name, change) => {
    expect(codes(read(change))).toEqual(['issue_report_segment_unknown']);
  });
  test('SG3 what is named cannot be removed, and `all` may let go of it first', () => {
    const remove: Edit = { op: 'remove_segment', id: 's2' };
    expect(codes(applyEdit(report, remove))).toEqual(['issue_report_segment_unknown']);
    expect(codes(applyEdit({ ...report, filters: [] }, { op: 'remove_segment', id: 's1' }))).toEqual(['issue_report_segment_unknown']);
    expect(segmentsOn(report, 's1')).toEqual(['Shanghai, lost']);
    const freed = applyEdit(report, { op: 'all', edits: [{ op: 'set_filters', filters: [] }, remove] });
    expect(freed).toMatchObject({ ok: true, value: { filters: [], segments: [lost] } });
  });
});

test('SG4 names, ids and caps', () => {
  expect(codes(read({ segments: [lost, { ...lost, id: 's3' }], filters: [] }))).toEqual(['issue_report_names_repeat']);
  expect(codes(read({ segments: [lost, { ...lost, name: 'x' }], filters: [] }))).toEqual(['issue_report_names_repeat']);
  expect(places(read({ segments: [{ ...lost, name: '' }], filters: [] }))).toEqual(['segments[0].name']);
  expect(places(read({ segments: [{ ...lost, name: 'x'.repeat(201) }], filters: [] }))).toEqual(['segments[0].name']);
  const many = Array.from({ length: 50 }, (_, index): Segment => ({ ...lost, id: `s${index}`, name: `n${index}` }));
  const full: Report = { ...emptyReport, segments: many };
  expect(readReport(serializeReport(full), kinds).ok).toBe(true);
  expect(places(read({ segments: [...many, rule], filters: [] }))).toEqual(['segments']);
  expect(codes(applyEdit(full, { op: 'add_segment', segment: { ...lost, id: 'z', name: 'z' }, index: 50 }))).toEqual([
    'issue_report_too_many_segments',
  ]);
  expect(nextSegmentId(full)).toBe('s51');
  expect(nextSegmentId({ ...emptyReport, segments: [{ ...lost, id: 's2' }] })).toBe('s3');
  expect(nextSegmentId(emptyReport)).toBe('s1');
});

describe('SG5 documents from before', () => {
  test('SG5 an empty list is no list', () => {
    const result = readReport(JSON.stringify({ ...emptyReport, segments: [] }), kinds);
    expect(result.ok && serializeReport(result.value.report)).toBe(serializeReport(emptyReport));
    const made = applyEdit(emptyReport, { op: 'add_segment', segment: lost, index: 0 });
    const back = made.ok ? applyEdit(made.value, { op: 'remove_segment', id: 's1' }) : made;
    expect(back.ok && serializeReport(back.value)).toBe(serializeReport(emptyReport));
  });
  test('SG5 a link of the first day of each version opens, and is written again with the same bytes as then', () => {
    const [first, second] = ['link', 'link-2'].map((name) =>
      readFileSync(path.join(import.meta.dirname, `examples/tea-shop-zh.${name}.txt`), 'utf8').trim(),
    );
    const opened = readLinkCode(first ?? '', kinds);
    expect(opened.ok && writeLinkCode(opened.value.report)).toBe(second);
  });
});

describe('SG6 kinds and versions', () => {
  const strange = part({ analysis: 'forecast' });
  test('SG6 the kinds of segments are asked for', () => {
    expect(listKinds(serializeReport({ ...report, segments: [strange as Segment, rule] }))).toEqual(['forecast']);
  });
  test('SG6 an unknown kind and refused params are kept with an issue', () => {
    const result = readReport(JSON.stringify({ ...report, segments: [strange, rule] }), kinds);
    expect(result).toMatchObject({
      ok: true,
      value: { report: { segments: [strange, rule] }, issues: [{ code: 'issue_report_unknown_kind', path: ['segments', 0] }] },
    });
    const refusing = new Map([['rfm', kind(1, { parse: () => fail({ code: 'issue_report_invalid', values: { place: 'x' } }) })]]);
    expect(readReport(JSON.stringify(report), refusing)).toMatchObject({
      ok: true,
      value: { report: { segments: [lost, rule] }, issues: [{ code: 'issue_report_params_refused', path: ['segments', 0] }] },
    });
  });
  const up = (params: object) => ({ ...params, added: true });
  const newer = new Map([['rfm', kind(2, { migrations: [{ name: 'add_added', from: 1, up }] })]]);
  test('SG6 older params are brought up in the document and in the journal, newer ones are only read', () => {
    const now = { version: 2, params: { lookbackDays: 90, added: true } };
    expect(readReport(serializeReport(report), newer)).toMatchObject({ ok: true, value: { report: { segments: [{ of: now }, rule] } } });
    const made = recordEdit(startJournal(emptyReport), { op: 'add_segment', segment: lost, index: 0 });
    const gone = made.ok ? recordEdit(made.value, { op: 'remove_segment', id: 's1' }) : made;
    const journal = gone.ok ? readJournal(JSON.parse(JSON.stringify(gone.value.journal)), newer) : gone;
    expect(journal.ok && undoEdit(journal.value).report.segments).toMatchObject([{ of: now }]);
    expect(readReport(JSON.stringify({ ...report, segments: [part({ version: 9 }), rule] }), kinds)).toMatchObject({
      ok: true,
      value: { readOnly: true, report: { segments: [{ of: { version: 9 } }, rule] } },
    });
  });
});

test('SG7 the name, the options, the part and the filters of a segment are listed', () => {
  expect(listLiterals(report).map(({ text }) => text)).toEqual(['Lost at step 2', '90', 'champions', 'city', '上海', 'Shanghai, lost']);
});

test('ED2 segments come and go by edits, and back', () => {
  const done = { add_segment: 0, remove_segment: 0, rename_segment: 0 };
  const ofSegments = (Object.keys(done) as (keyof typeof done)[]).map(
    (op) => fc.record({ op: fc.constant(op), ...editGenerators[op] }) as unknown as fc.Arbitrary<Edit>,
  );
  fc.assert(
    fc.property(anyReport, fc.array(fc.oneof(anyEdit, ...ofSegments), { minLength: 1, maxLength: 8 }), (start, edits) => {
      let current = start;
      for (const edit of edits) {
        const next = applyEdit(current, edit);
        if (!next.ok) continue;
        const back = applyEdit(next.value, invertEdit(current, edit));
        expect(back.ok && serializeReport(back.value)).toBe(serializeReport(current));
        if (edit.op in done) done[edit.op as keyof typeof done]++;
        current = next.value;
      }
    }),
    runs(5000),
  );
  for (const times of Object.values(done)) expect(times).toBeGreaterThan(10);
});
