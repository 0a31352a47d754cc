import type { ColumnFacts, Study } from './column-facts';

/** Fewer columns are no series, and fewer columns of series no survey (M19). */
const SHORTEST = 3;
const FEWEST = 5;
const SHARE = 1 / 3;

/** Whole numbers as people grade: from 0 to 10, or from 0 to 100 with a slider. */
const scaleOf = ({ numbers }: ColumnFacts): 10 | 100 | null =>
  !numbers?.whole || numbers.min < 0 || numbers.max > 100 ? null : numbers.max <= 10 ? 10 : 100;

/** Whether names count up in this file as the grades of a survey do: `s1`, `s2`, `s3` (M19). */
export function holdsGradedSeries({ columns }: Study): boolean {
  const series = new Map<string, Set<number>>();
  for (const facts of columns) {
    const [, stem, number] = /^(.*\D)0*(\d{1,3})$/su.exec(facts.name.trim()) ?? [];
    const scale = scaleOf(facts);
    if (stem === undefined || number === undefined || scale === null || facts.personal !== null) continue;
    const key = `${stem.toLowerCase()} ${scale}`;
    series.set(key, (series.get(key) ?? new Set()).add(Number(number)));
  }
  const graded = [...series.values()].reduce((sum, numbers) => sum + longestRun(numbers), 0);
  return graded >= FEWEST && graded >= columns.length * SHARE;
}

/** How many numbers follow each other without a gap; 0 where they are too few. */
function longestRun(numbers: ReadonlySet<number>): number {
  let longest = 0;
  for (const first of numbers) {
    let length = 0;
    while (numbers.has(first + length)) length++;
    longest = Math.max(longest, length);
  }
  return longest >= SHORTEST ? longest : 0;
}
