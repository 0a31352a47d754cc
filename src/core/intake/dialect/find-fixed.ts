import type { FixedWidthReading } from '#core/model/reading';
import { cutLine, placesOf } from './cut-fixed';
import { countFilled, isValue } from './judge-cells';

/** Columns of fixed widths, and how clean the gaps between them are. */
export interface FixedFound {
  readonly starts: readonly number[];
  readonly unit: 'characters' | 'cells';
  /** The share of lines that put something in most columns. */
  readonly share: number;
}

const LINES = 200;

/** How many lines have something at each place. */
function coverPlaces(lines: readonly string[], unit: FixedFound['unit']): readonly number[] {
  const cover: number[] = [];
  for (const line of lines) {
    let place = 0;
    for (const character of line) {
      const size = placesOf(character, unit);
      if (character !== ' ' && character !== '\u3000') for (let at = place; at < place + size; at++) cover[at] = (cover[at] ?? 0) + 1;
      place += size;
    }
  }
  return Array.from(cover, (count) => count ?? 0);
}

/** Where columns begin: behind each gap that all lines leave. */
function findStarts(cover: readonly number[]): readonly number[] {
  const starts = [0];
  let gap = false;
  cover.forEach((count, place) => {
    if (count === 0) gap = true;
    else if (gap) {
      if (place > 0 && cover.slice(0, place).some((before) => before > 0)) starts.push(place);
      gap = false;
    }
  });
  return starts;
}

/** D17: the columns of fixed widths of some lines, or null where blanks do not stand at the same places. */
export function findFixed(sample: readonly string[]): FixedFound | null {
  const lines = sample.filter((line) => line.trim() !== '').slice(0, LINES);
  if (lines.length < 4 || lines.some((line) => line.includes('\t')) || !lines.some((line) => /\S {2,}\S/.test(line))) return null;
  const found = (['characters', 'cells'] as const).map((unit): FixedFound => {
    const starts = findStarts(coverPlaces(lines, unit));
    const rows = lines.map((line) => cutLine(line, { starts, unit }));
    const full = rows.filter((row) => countFilled(row) > row.length / 2).length;
    return { starts, unit, share: full / rows.length };
  });
  const [plain, wide] = found as [FixedFound, FixedFound];
  const best = wide.starts.length > plain.starts.length ? wide : plain;
  if (best.starts.length < 2 || best.share < 0.8) return null;
  const rows = lines.slice(1).map((line) => cutLine(line, best));
  const values = best.starts.some((_, column) => rows.filter((row) => isValue(row[column]!)).length >= rows.length * 0.7);
  return values ? best : null;
}

/** The reading of columns of fixed widths. */
export const fixedReading = (
  { starts, unit }: FixedFound,
  frame: Omit<FixedWidthReading, 'format' | 'starts' | 'unit'>,
): FixedWidthReading => ({
  format: 'fixed',
  starts,
  ...(unit === 'cells' ? { unit } : {}),
  ...frame,
});
