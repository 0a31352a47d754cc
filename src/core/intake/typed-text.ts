/** Texts of typed values that read back as the same value (F11). */

const DAY = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** Days since 1970-01-01 as `2024-01-05`; beyond the calendar of texts the bare number. */
export function dayText(days: number): string {
  const date = new Date(days * DAY);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999
    ? String(days)
    : date.toISOString().slice(0, 10);
}

/** Units since 1970-01-01 00:00:00 as `2024-01-05 10:20:30.5`. `perSecond`: 1 to 10⁹ units. Nanoseconds are cut to microseconds, which is what the engine keeps. */
export function instantText(units: bigint, perSecond: number): string {
  const scale = BigInt(perSecond);
  let seconds = units / scale;
  let rest = units % scale;
  if (rest < 0n) {
    rest += scale;
    seconds -= 1n;
  }
  let days = seconds / 86_400n;
  let clock = Number(seconds % 86_400n);
  if (clock < 0) {
    clock += 86_400;
    days -= 1n;
  }
  return `${dayText(Number(days))} ${clockText(clock)}${fractionText(rest, perSecond)}`;
}

/** Units since midnight as `10:20:30.5`. */
export const timeText = (units: bigint, perSecond: number): string =>
  `${clockText(Number(units / BigInt(perSecond)))}${fractionText(units % BigInt(perSecond), perSecond)}`;

/** Seconds as hours, minutes and seconds; hours may go beyond a day. */
export const clockText = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

function fractionText(rest: bigint, perSecond: number): string {
  const digits = String(perSecond).length - 1;
  const text = rest.toString().padStart(digits, '0').slice(0, 6).replace(/0+$/, '');
  return digits > 0 && text !== '' ? `.${text}` : '';
}

/** A decimal by its whole number and the digits behind its point, exactly. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The shortest digits that read back as the same number, without an exponent; nothing for what is no number. */
export const numberText = (value: number): string => (Number.isNaN(value) ? '' : plainDigits(String(value)));

/** The same for a number of 32 bits: 0.1, not 0.10000000149011612. */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return numberText(Number(text));
  }
  return numberText(value);
}

/** Digits without an exponent: `1.5e-7` is `0.00000015`. What is no such number stays as it is. */
export function plainDigits(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = ''] = parts;
  const point = whole.length + Number(parts[4]);
  const digits = whole + fraction;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const head = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const tail = padded.slice(at).replace(/0+$/, '');
  return `${sign}${head}${tail === '' ? '' : `.${tail}`}`;
}
