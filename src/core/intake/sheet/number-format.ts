/** What a number format makes of a number (F24, F25). */
export type NumberKind =
  | { readonly is: 'number' }
  /** `clock`: the format shows a time of day; `fractions`: parts of a second. */
  | { readonly is: 'date'; readonly clock: boolean; readonly fractions: boolean }
  /** A time without a day; `beyond`: hours may go beyond 24. */
  | { readonly is: 'time'; readonly beyond: boolean }
  | { readonly is: 'zeros'; readonly digits: number };

const NUMBER: NumberKind = { is: 'number' };
const day = (clock: boolean): NumberKind => ({ is: 'date', clock, fractions: false });
const time = (beyond: boolean): NumberKind => ({ is: 'time', beyond });

/** The formats that a workbook need not spell out; 27–36 and 50–58 are dates of East Asian languages, 32–35 and 55–56 of these may be times. */
function builtIn(id: number): NumberKind | null {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return day(false);
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return time(false);
  if (id === 22) return day(true);
  return id === 46 ? time(true) : null;
}

/** What a format is, by its number and its code; the code alone counts from 164 on. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn(id) ?? NUMBER;
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .toLowerCase();
  const beyond = /\[(h+|m+|s+)\]/.test(bare);
  const plain = bare.replace(/\[[^\]]*\]/g, '');
  if (beyond) return time(true);
  if (/^0{2,}$/.test(plain)) return { is: 'zeros', digits: plain.length };
  if (/general/.test(plain) || !/[ymdhs年月日时分秒]|e{1,4}(?![+-])/.test(plain) || /[#?]|0e[+-]|e[+-]0/.test(plain)) return NUMBER;
  const clock = /[hs时分秒]/.test(plain);
  const dated = /[yde年月日]|m{3,}/.test(plain) || (!clock && /m/.test(plain));
  if (!dated) return time(false);
  return { is: 'date', clock, fractions: /s+\.0/.test(plain) };
}
