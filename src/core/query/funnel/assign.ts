import { upTo } from './columns';

/** Steps by their class, and which classes may meet in one row. */
export interface Marks {
  readonly marks: readonly number[];
  meets(one: number, other: number): boolean;
}

/** The classes that hang together because rows can match two of them, directly or through others. */
export function components({ marks, meets }: Marks): number[][] {
  const left = [...new Set(marks)];
  const found: number[][] = [];
  while (left.length > 0) {
    const part = [left.shift()!];
    for (let next = 0; next < part.length; next++)
      for (const other of left.filter((mark) => meets(part[next]!, mark))) part.push(...left.splice(left.indexOf(other), 1));
    found.push(part);
  }
  return found;
}

/** Every choice of at least one of the values. */
export function choices(values: readonly number[]): number[][] {
  return upTo(2 ** values.length - 1).map((bits) => values.filter((_, place) => bits & (2 ** place)));
}

/** Most classes that may hang together: the number of choices doubles with each. */
export const MOST_TOGETHER = 6;

/** A choice of classes as the bits of a mask. */
export const bitsOf = (choice: readonly number[]): number => choice.reduce((bits, mark) => bits + 2 ** mark, 0);

/**
 * What counts of rows show that the steps `from` … `to` (places in `marks`) can each have a row of their own, given that those up to `to` − 1 can: by Hall's theorem
 * every choice of classes that holds the last one needs as many rows as there are steps of it.
 */
export function needs(all: Marks, from: number, to: number): { readonly bits: number; readonly rows: number }[] {
  const steps = all.marks.slice(from, to + 1);
  const last = all.marks[to]!;
  const together = components({ ...all, marks: steps }).find((part) => part.includes(last)) ?? [];
  return choices(together)
    .filter((choice) => choice.includes(last))
    .map((choice) => ({ bits: bitsOf(choice), rows: steps.filter((mark) => choice.includes(mark)).length }));
}
