import type { Columns } from '#core/model/columns';

const REGIONS = ['North', 'South', 'West', '华东', null] as const;
const MONTHS = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'] as const;

/** A result of `rows` rows: region × month over and over, revenue 1, 2, 3 …, and a code. */
export function shopResult(rows: number): Columns {
  const each = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  return {
    rowCount: rows,
    columns: [
      { name: 'code', type: 'text', values: each((row) => `c${row}`) },
      { name: 'region', type: 'text', values: each((row) => REGIONS[row % REGIONS.length] ?? null) },
      { name: 'month', type: 'date', values: each((row) => MONTHS[Math.floor(row / REGIONS.length) % MONTHS.length]!) },
      { name: 'revenue', type: 'number', values: each((row) => row + 1) },
      { name: 'return_rate', type: 'number', values: each((row) => (row % 10) / 10) },
    ],
  };
}

/** What a query by region and month gives: one row a place. */
export function regionMonths(): Columns {
  const places = MONTHS.flatMap((month, m) =>
    (['North', 'South', '华东'] as const).map((region, r) => ({ month, region, revenue: (m + 1) * 1000 + r * 400 })),
  );
  return {
    rowCount: places.length,
    columns: [
      { name: 'month', type: 'date', values: places.map(({ month }) => month) },
      { name: 'region', type: 'text', values: places.map(({ region }) => region) },
      { name: 'revenue', type: 'number', values: places.map(({ revenue }) => revenue) },
    ],
  };
}
