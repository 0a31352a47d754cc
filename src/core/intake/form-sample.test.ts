import { expect, test } from 'vitest';
import type { DateForm, NumberForm } from '#core/model/source';
import { sampleOf } from './form-sample';
import { readInForm } from './read-form';

test.each<[NumberForm | DateForm, string, number | string]>([
  [{ strip: [], decimal: ',', group: '.' }, '1.234,50', 1234.5],
  [{ strip: ['€'], decimal: '.' }, '€1234.50', 1234.5],
  [{ strip: [], decimal: '.', percent: true }, '5.5%', 0.055],
  [{ strip: [], decimal: '.', parentheses: true }, '(1234.50)', -1234.5],
  [{ strip: [], decimal: '.', units: ['万'] }, '5.5万', 55_000],
  [{ formats: ['%d.%m.%y', '%d.%m.%Y'] }, '31.12.2024', '2024-12-31'],
  [{ formats: ['%Y/%m/%d'], era: 'roc' }, '113/12/31', '2024-12-31'],
  [{ formats: ['%d. %m %Y'], months: 'de' }, '31. dezember 2024', '2024-12-31'],
  [{ formats: ['%Y/%m/%d %p%I:%M'], halves: true }, '2024/12/31 下午2:30', '2024-12-31T14:30:00'],
  [{ formats: [], serial: 'days1900' }, '45657', '2024-12-31T00:00:00'],
  [{ formats: [], serial: 'days1904' }, '44195', '2024-12-31T00:00:00'],
  [{ formats: [], serial: 'seconds' }, '1735655415', '2024-12-31T14:30:15'],
])('V15 a form is shown by a text that has it: %j', (form, text, value) => {
  expect(sampleOf(form)).toBe(text);
  expect(readInForm(text, form)).toBe(value);
});

test.each(['98/1/5', '098/01/05', '９８/1/5'])('V10 %s is of the year 98 in a column of years of the Republic', (text) => {
  expect(readInForm(text, { formats: ['%Y/%m/%d'], era: 'roc', fullWidth: true })).toBe('2009-01-05');
  expect(readInForm('98/1/5', { formats: ['%y/%m/%d'] })).toBe('1998-01-05');
});
