import type { ColumnFacts, Study } from './column-facts';

/** Fewer columns are no series, and fewer columns of series no survey (M19). */
const SHORTEST = 3;
const FEWEST = 5;
const SHARE = 1 / 3;

/** Whole numbers as people grade: from 0 to 10, or from 0 to 100 with a slider. */
const scaleOf = ({ numbers }: ColumnFacts): 10 | 100 | null =>
  !numbers?.whole || numbers.min < 0 || numbers.max > 100 ? null : numbers.max <= 10 ? 10 : 100;

/** The columns whose names count up in this file as the grades of a survey do: `s1`, `s2`, `s3` (M19); none where they are too few. */
export function gradedSeries({ columns }: Study): readonly ColumnFacts[] {
  const series = new Map<string, Map<number, ColumnFacts>>();
  for (const facts of columns) {
    const [, stem, number] = /^(.*\D)0*(\d{1,3})$/su.exec(facts.name.trim()) ?? [];
    const scale = scaleOf(facts);
    if (stem === undefined || number === undefined || scale === null || facts.personal !== null) continue;
    const key = `${stem.toLowerCase()} ${scale}`;
    series.set(key, (series.get(key) ?? new Map<number, ColumnFacts>()).set(Number(number), facts));
  }
  const graded = [...series.values()].flatMap(longestRun);
  return graded.length >= FEWEST && graded.length >= columns.length * SHARE ? graded : [];
}

/** The longest row of numbers without a gap; nothing where it is too short. */
function longestRun(numbered: ReadonlyMap<number, ColumnFacts>): readonly ColumnFacts[] {
  let longest: ColumnFacts[] = [];
  for (const first of numbered.keys()) {
    const run: ColumnFacts[] = [];
    for (let facts = numbered.get(first); facts; facts = numbered.get(first + run.length)) run.push(facts);
    if (run.length > longest.length) longest = run;
  }
  return longest.length >= SHORTEST ? longest : [];
}
