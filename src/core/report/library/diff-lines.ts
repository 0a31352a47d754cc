/** A line of a text that was taken out (`removed`, counted in the text before) or put in (`added`, counted in the text after), from 1. */
export interface LineChange {
  readonly is: 'added' | 'removed';
  readonly line: number;
  readonly text: string;
}

/** More differing lines on either side are not compared one by one. */
const MOST_LINES = 2000;

/** `lengths[i][j]`: how many lines the ends of both lists from `i` and `j` have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i]![j] = before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

/** The lines that turn one text into another: a shortest list of them, or everything where too much differs (LB22). */
export function diffLines(textBefore: string, textAfter: string): readonly LineChange[] {
  const [before, after] = [textBefore.split('\n'), textAfter.split('\n')];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [left, right] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const removed = (at: number): LineChange => ({ is: 'removed', line: start + at + 1, text: left[at]! });
  const added = (at: number): LineChange => ({ is: 'added', line: start + at + 1, text: right[at]! });
  if (left.length > MOST_LINES || right.length > MOST_LINES)
    return [...left.map((_, at) => removed(at)), ...right.map((_, at) => added(at))];

  const lengths = commonLengths(left, right);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i++;
      j++;
    } else if (j >= right.length || (i < left.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) changes.push(removed(i++));
    else changes.push(added(j++));
  }
  return changes;
}
