const pad = (value: number, length = 2) => String(value).padStart(length, '0');
const DAY_SECONDS = 86_400;
/** DuckDB's `infinity` for days and instants, and what it writes. */
const INFINITE_DAYS = 2_147_483_647;
const INFINITE_MICROS = 9_223_372_036_854_775_807n;

/** Days since 1970-01-01 as `YYYY-MM-DD`; years before 1 are written as DuckDB does, `0044-03-15 (BC)`. */
export function formatDay(days: number): string {
  if (Math.abs(days) === INFINITE_DAYS) return days > 0 ? 'infinity' : '-infinity';
  // Gregorian calendar from a day number, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year > 0 ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : `${pad(1 - year, 4)}-${pad(month)}-${pad(day)} (BC)`;
}

/** Seconds of a day, with a fraction in microseconds, as `HH:MM:SS[.ffffff]`; the fraction only where there is one. */
export function formatTime(seconds: number, micros: number): string {
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return micros === 0 ? clock : `${clock}.${pad(micros, 6).replace(/0+$/, '')}`;
}

/** Microseconds since 1970-01-01T00:00:00 as `YYYY-MM-DDTHH:MM:SS[.ffffff]`, without a time zone. */
export function formatInstant(micros: bigint): string {
  if (micros >= INFINITE_MICROS || micros <= -INFINITE_MICROS) return micros > 0n ? 'infinity' : '-infinity';
  const fraction = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n);
  const seconds = Number((micros - BigInt(fraction)) / 1_000_000n);
  const days = Math.floor(seconds / DAY_SECONDS);
  return `${formatDay(days)}T${formatTime(seconds - days * DAY_SECONDS, fraction)}`;
}
