import type { DateForm, NumberForm } from '#core/model/source';
import { HALVES, MONTH_NAMES } from '#core/model/value-forms';

/** 31 December 2024, 14:30:15, in the parts of a format. */
const PARTS: Readonly<Record<string, string>> = {
  ...{ '%Y': '2024', '%y': '24', '%m': '12', '%d': '31', '%b': 'Dec', '%B': 'December', '%a': 'Tue' },
  ...{ '%G': '2025', '%V': '01', '%u': '2', '%H': '14', '%I': '2', '%M': '30', '%S': '15', '%f': '000', '%p': 'PM' },
};

/** A text that has a form, to show what it looks like: `1.234,50`, `31.12.2024`. */
export function sampleOf(form: NumberForm | DateForm): string {
  return 'strip' in form ? sampleNumber(form) : sampleDate(form);
}

function sampleNumber({ strip, decimal = '.', group, percent, units, parentheses, trailing, fullWidth }: NumberForm): string {
  const digits = percent || units ? `5${decimal}5` : `1${group ?? ''}234${decimal}50`;
  const text = `${strip[0] ?? ''}${digits}${units?.[0] ?? ''}${percent ? '%' : ''}`;
  const signed = parentheses ? `(${text})` : trailing ? `${text}-` : text;
  return fullWidth ? signed.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : signed;
}

const SERIAL_SAMPLES = { days1900: '45657', days1904: '44195', seconds: '1735655415', milliseconds: '1735655415000' } as const;

function sampleDate({ formats, serial, era, months, halves, fullWidth }: DateForm): string {
  if (serial) return SERIAL_SAMPLES[serial];
  const parts: Readonly<Record<string, string>> = {
    ...PARTS,
    ...(era ? { '%Y': '113', '%y': '113' } : {}),
    ...(months ? { '%m': MONTH_NAMES[months][11]![0]! } : {}),
    ...(halves ? { '%p': HALVES[1]![0] } : {}),
  };
  const text = (formats.at(-1) ?? '%Y-%m-%d').replace(/%[A-Za-z]/g, (token) => parts[token] ?? token);
  return fullWidth ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : text;
}
