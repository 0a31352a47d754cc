/** Where records stand in the user's file, as pairs [record, line]; between two pairs both count on by one. */
export type LineMarks = readonly (readonly [record: number, line: number])[];

/** Collects the lines of records one after another. */
export function createLineMarks(): { add(line: number): void; readonly marks: LineMarks } {
  const marks: [number, number][] = [];
  let record = 0;
  let next = Number.NaN;
  return {
    marks,
    add(line) {
      record++;
      if (line !== next) marks.push([record, line]);
      next = line + 1;
    },
  };
}

/** The line of the nth record. */
export function lineAt(marks: LineMarks, record: number): number {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (marks[middle]![0] <= record) low = middle;
    else high = middle - 1;
  }
  const [first, line] = marks[low] ?? [1, 1];
  return line + record - first;
}
