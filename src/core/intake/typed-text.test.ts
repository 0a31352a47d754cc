import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { clockText, dayText, decimalText, floatText, instantText, numberText, plainDigits, timeText } from './typed-text';

test('F11 days and instants, before 1970 too, with a fraction only where there is one', () => {
  expect([dayText(0), dayText(-1), dayText(19_727)]).toEqual(['1970-01-01', '1969-12-31', '2024-01-05']);
  expect(instantText(1_704_450_030n, 1)).toBe('2024-01-05 10:20:30');
  expect(instantText(-1n, 1000)).toBe('1969-12-31 23:59:59.999');
  expect(instantText(1_704_450_030_500_000_000n, 1_000_000_000)).toBe('2024-01-05 10:20:30.5');
  expect(instantText(1_704_450_030_123_456_789n, 1_000_000_000)).toBe('2024-01-05 10:20:30.123456');
  expect(timeText(37_230_000_001n, 1_000_000)).toBe('10:20:30.000001');
  expect(clockText(36 * 3600 + 15 * 60)).toBe('36:15:00');
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z') }), (date) => {
      const text = instantText(BigInt(date.getTime()), 1000);
      expect(new Date(`${text.replace(' ', 'T')}Z`).getTime()).toBe(date.getTime());
    }),
    runs(2000),
  );
});

test('F11 decimals exactly', () => {
  expect(decimalText(12_345n, 2)).toBe('123.45');
  expect(decimalText(-5n, 3)).toBe('-0.005');
  expect(decimalText(99_999_999_999_999_999_999_999_999_999_999_999_999n, 10)).toBe('9999999999999999999999999999.9999999999');
  expect([decimalText(7n, 0), decimalText(7n, -2)]).toEqual(['7', '700']);
});

test('F11 numbers without exponents read back as themselves', () => {
  expect([numberText(1e21), numberText(1.5e-7), numberText(-2.5e-10), numberText(Number.NaN), numberText(0)]).toEqual([
    '1000000000000000000000',
    '0.00000015',
    '-0.00000000025',
    '',
    '0',
  ]);
  expect([plainDigits('1E-3'), plainDigits('12.5e2'), plainDigits('1.50'), plainDigits('x')]).toEqual(['0.001', '1250', '1.50', 'x']);
  expect(floatText(Math.fround(0.1))).toBe('0.1');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = numberText(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text) === value || Object.is(value, -0)).toBe(true);
    }),
    runs(5000),
  );
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(floatText(value)))).toBe(value === 0 ? 0 : value);
    }),
    runs(2000),
  );
});
