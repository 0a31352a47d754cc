import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReport } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import { canonicalJson } from '../json';
import { asWritten } from '../serialize';
import { fold, unfold } from './form-2';
import { readTight, writeTight } from './tight';
import { WORDS_2 } from './words-2';

const back = (bytes: readonly number[]) => {
  const read = readTight(Uint8Array.from(bytes));
  return typeof read === 'string' ? read : read.value;
};
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...WORDS_2),
  fc.constantFrom('', '\0', '中文', '鬱', '：', 'é', '\ud800', '😀', '\u0080', '\ue000', 'orders ', '__proto__'),
);

test('LK9 any value comes back as it was', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      anyText,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('any'), { maxLength: 5 }),
    map: fc.dictionary(anyText, tie('any'), { maxKeys: 5 }),
  })).any;
  fc.assert(
    fc.property(value, (each) => {
      const plain = JSON.parse(JSON.stringify(each)) as Parameters<typeof writeTight>[0];
      expect(JSON.stringify(back(writeTight(plain)))).toBe(JSON.stringify(plain));
    }),
    runs(5000),
  );
});

test('LK9 every unit of UTF-16 comes back', () => {
  const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('');
  expect(back(writeTight(all))).toBe(all);
});

test('LK9 Chinese takes two bytes a character and one for the end, a word of the format one or two', () => {
  expect(writeTight('客户分析，一览')).toHaveLength(15);
  expect(WORDS_2.filter((word) => writeTight(word).length === 1)).toHaveLength(57);
  expect(WORDS_2.every((word) => writeTight(word).length <= 2)).toBe(true);
});

test('LK9 any document unfolds to what was folded', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const text = canonicalJson(asWritten(report));
      expect(canonicalJson(unfold(fold(JSON.parse(text) as Parameters<typeof fold>[0])))).toBe(text);
    }),
    runs(3000),
  );
});

test('LK9 columns keep what is unusual of them', () => {
  const columns = [
    { header: 'name', role: 'name', parse: { type: 'text' }, personal: 'name' },
    { header: '姓名', role: 'name', parse: { type: 'text' } },
    { header: 'x', role: 'attribute', parse: { type: 'number', strip: ['¥', ','] }, attributeOf: 'order_items' },
    { header: 'y', role: 'attribute', parse: { type: 'text' } },
    { header: 'z', role: 'attribute', parse: { type: 'text' }, attributeOf: 'customers', nulls: ['-'], misfits: 'reject' },
    { header: '', role: 'ordered_at', parse: { type: 'date', formats: ['%Y'], grain: 'date' } },
    { header: 'skip', role: 'skip', parse: { type: 'text' }, personal: 'phone', protect: 'mask' },
  ];
  const steps = [{ kind: 'derive', name: 'a', expression: 'b' }];
  const document = {
    format: 'clientele.report',
    version: 1,
    title: 't',
    currency: null,
    weekStart: 'monday',
    asOf: null,
    range: { from: null, to: null },
    filters: [],
    revenue: { paidStatuses: null },
    cells: [],
    sources: [
      { name: 'order_items', headers: columns.map(({ header }) => header), mapping: { grain: 'order_line', columns, steps } },
      { name: 'two', headers: ['only'], mapping: { grain: 'order', columns: [] }, parts: [{ name: 'p' }] },
    ],
  };
  expect(canonicalJson(unfold(fold(document as unknown as Parameters<typeof fold>[0])))).toBe(canonicalJson(document));
});
