import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import { cellsForClipboard } from './clipboard';

test('TV7 numbers stay numbers, ids stay texts, formulas are disarmed', () => {
  const { text, html } = cellsForClipboard([
    ['region', 'revenue'],
    ['=1+1', 0.1],
    ['00012345678901234567', -3],
    ['a\tb\n<c>', null],
  ]);
  expect(text).toBe("region\trevenue\r\n'=1+1\t0.1\r\n00012345678901234567\t-3\r\na b <c>\t");
  expect(html).toContain('<td>0.1</td>');
  expect(html).toContain(`<td style="mso-number-format:'\\@'" sdnum="1033;0;@">00012345678901234567</td>`);
  expect(html).toContain('&lt;c&gt;');
  expect(html).not.toContain('<c>');
});

test('TV7 every record is a line of as many cells, whatever stands in it', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('\t', '\r\n', '=x', '</td>', '"'),
    fc.double(),
    fc.constant(null),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 6 }), (records) => {
      const { text, html } = cellsForClipboard(records);
      const lines = text.split('\r\n');
      expect(lines).toHaveLength(records.length);
      for (const line of lines) expect(line.split('\t')).toHaveLength(3);
      expect(html.match(/<td[ >]/g)).toHaveLength(records.length * 3);
      expect(html.match(/<tr>/g)).toHaveLength(records.length);
    }),
    runs(1000),
  );
});
