import { expect, test } from 'vitest';
import { readHostedIndex } from './hosted';

const good = {
  format: 'clientele.reports',
  version: 1,
  title: 'Our reports',
  reports: [
    {
      path: 'q3.report.json',
      title: 'Third quarter',
      about: 'Since July.',
      day: '2026-10-02',
      data: [{ path: '../data/订单.parquet', bytes: 12_345 }, { path: 'b.csv' }],
    },
    { path: 'sub/q2.report.json', title: '第二季度' },
  ],
};
const codes = (value: unknown) => {
  const read = readHostedIndex(typeof value === 'string' ? value : JSON.stringify(value));
  return read.ok ? read.value : read.issues.map(({ code }) => code);
};
const withReport = (more: object) => ({ ...good, reports: [{ ...good.reports[1], ...more }] });

test('HR1 a list of reports with their data', () => {
  expect(codes(good)).toEqual(good);
  expect(codes({ format: 'clientele.reports', version: 1, reports: [] })).toMatchObject({ reports: [] });
});

test('HR1 a page in its place is no list', () => {
  expect(codes('<!doctype html><title>Not found</title>')).toBeNull();
});

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['another document', { format: 'clientele.report', version: 1, reports: [] }],
  ['a later version', { ...good, version: 2 }],
  ['an unknown field', { ...good, script: 'x' }],
  ['an unknown field of a report', withReport({ onclick: 'x' })],
  ['another site', withReport({ path: 'https://evil.example/q3.report.json' })],
  ['another site without its scheme', withReport({ path: '//evil.example/q3.report.json' })],
  ['a path from the root', withReport({ path: '/q3.report.json' })],
  ['a back slash', withReport({ path: '\\\\evil.example\\q3' })],
  ['a script', withReport({ path: 'javascript:alert(1)' })],
  ['a blank before a scheme', withReport({ path: ' https://evil.example' })],
  ['data elsewhere', withReport({ data: [{ path: 'data:text/csv,a' }] })],
  ['a day that does not exist', withReport({ day: '2026-13-01' })],
  ['no title', withReport({ title: '' })],
  ['a long title', withReport({ title: 'x'.repeat(201) })],
  ['too many files', withReport({ data: Array.from({ length: 41 }, () => ({ path: 'a.csv' })) })],
  ['too many reports', { ...good, reports: Array.from({ length: 201 }, () => good.reports[1]) }],
  ['too much text', JSON.stringify(good) + ' '.repeat(200_000)],
  ['deep', '['.repeat(10_000)],
])('HR1 %s is refused with one sentence', (_, value) => {
  expect(codes(value)).toEqual(['issue_hosted_index']);
});
