/** Days are whole numbers since the shop's first day. */

const FIRST = Date.UTC(2024, 3, 1);
const DAY = 86_400_000;

/** @param {string} iso */
export const dayOf = (iso) => Math.round((Date.parse(`${iso}T00:00:00Z`) - FIRST) / DAY);
/** @param {number} day */
export const isoOf = (day) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
/** @param {number} day 0 = Sunday */
export const weekdayOf = (day) => new Date(FIRST + day * DAY).getUTCDay();
/** @param {number} day @param {number} minute */
export const instantOf = (day, minute) => {
  const past = day + Math.floor(minute / 1440);
  const rest = minute % 1440;
  return `${isoOf(past)} ${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
};

export const FIRST_DAY = 0;
export const LAST_DAY = dayOf('2026-10-24');

/** First day of the lunar year, and mid-autumn: they move through the calendar. Hong Kong Observatory's tables. */
export const NEW_YEARS = ['2025-01-29', '2026-02-17', '2027-02-06'].map(dayOf);
export const MID_AUTUMNS = ['2024-09-17', '2025-10-06', '2026-09-25'].map(dayOf);
const SALES = ['2024-06-18', '2024-11-11', '2025-06-18', '2025-11-11', '2026-06-18'].map(dayOf);

/** How much trade a day brings, 1 = usual. @param {number} day */
export function seasonOf(day) {
  let factor = weekdayOf(day) === 0 || weekdayOf(day) === 6 ? 1.15 : 0.94;
  for (const start of NEW_YEARS) {
    const before = start - day;
    if (before > 2 && before <= 24) factor *= 1.9;
    else if (before >= -6 && before <= 2) factor *= 0.35;
  }
  for (const feast of MID_AUTUMNS) if (feast - day > 0 && feast - day <= 18) factor *= 1.45;
  for (const sale of SALES) if (Math.abs(sale - day) <= 1) factor *= sale % 2 === 0 ? 2.2 : 2.6;
  const month = Number(isoOf(day).slice(5, 7));
  // New spring tea in April, little thirst for it in July and August.
  return factor * (month === 4 ? 1.3 : month === 7 || month === 8 ? 0.84 : 1);
}

/** Whether gifts are bought. @param {number} day */
export const isGiftSeason = (day) => [...NEW_YEARS, ...MID_AUTUMNS].some((feast) => feast - day > 0 && feast - day <= 24);
/** Whether a customer was won by a sale. @param {number} day */
export const isSale = (day) => SALES.some((sale) => Math.abs(sale - day) <= 4);
