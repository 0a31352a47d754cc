import type { Grain } from '#core/model/canonical';
import type { SourceHead } from '#core/model/source';
import type { MappingSuggestion } from './suggest-mapping';

/** A file as far as its samples show it. */
export interface ShapedFile extends MappingSuggestion {
  readonly head: SourceHead;
}

/** A header as headers of files are compared: without case, width and blanks around it. */
export const foldHeader = (header: string): string => header.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Headers of fewer columns than this say too little about what the rows are. */
const TELLING = 3;
/** Share of the columns that must be in both files where one has columns that the other lacks. */
const COMMON = 2 / 3;

/** One order of one line looks like an order. */
const family = (grain: Grain): string => (grain === 'order_line' ? 'order' : grain);

interface Shape {
  readonly columns: ReadonlySet<string>;
  readonly grain: Grain;
  /** The file has a row of names. */
  readonly named: boolean;
}

/** Files without names are compared by what their columns are. */
const shapeOf = ({ head, grain, suggestions }: ShapedFile): Shape => ({
  columns: new Set(
    head.dialect.header ? head.headers.map(foldHeader) : suggestions.map(({ role, parse }, index) => `${index} ${role} ${parse.type}`),
  ),
  grain,
  named: head.dialect.header,
});

/** Whether the rows of two files belong in one table (MF1–MF3). */
function fit(one: Shape, other: Shape): boolean {
  const [small, large] = one.columns.size <= other.columns.size ? [one, other] : [other, one];
  if (one.named !== other.named || ![...small.columns].every((column) => large.columns.has(column))) return false;
  if (small.columns.size === large.columns.size && one.named && small.columns.size >= TELLING) return true;
  if (family(one.grain) !== family(other.grain)) return false;
  return small.columns.size === large.columns.size || (one.named && small.columns.size >= Math.max(TELLING, large.columns.size * COMMON));
}

/** Whether two files are of one shape (MF1–MF3). */
export const isSameShape = (one: ShapedFile, other: ShapedFile): boolean => fit(shapeOf(one), shapeOf(other));

/** The files in groups of one shape (MF1–MF3), groups and files in the order given. */
export function groupByShape<File extends ShapedFile>(files: readonly File[]): File[][] {
  // The file with most columns speaks for a group, so that the outcome does not depend on the order of the files.
  const widest = files
    .map((file, at) => ({ at, shape: shapeOf(file) }))
    .sort((one, other) => other.shape.columns.size - one.shape.columns.size);
  const groups: { readonly shape: Shape; readonly members: number[] }[] = [];
  for (const { at, shape } of widest) {
    const group = groups.find((each) => fit(each.shape, shape));
    if (group) group.members.push(at);
    else groups.push({ shape, members: [at] });
  }
  return groups
    .map(({ members }) => members.sort((one, other) => one - other))
    .sort(([one], [other]) => one! - other!)
    .map((members) => members.map((at) => files[at]!));
}

/** Compares names as people count: numbers in them by their value. */
export function compareNames(one: string, other: string): number {
  const [first, second] = [one, other].map((name) => name.split(/(\d+)/));
  for (const [at, piece] of first!.entries()) {
    const against = second![at];
    if (against === undefined) return 1;
    const order = at % 2 === 1 ? compareDigits(piece, against) : compareText(piece, against);
    if (order !== 0) return order;
  }
  return first!.length < second!.length ? -1 : compareText(one, other);
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** By value without a limit of length. */
function compareDigits(one: string, other: string): number {
  const [first, second] = [one, other].map((digits) => digits.replace(/^0+(?=.)/, ''));
  return first!.length - second!.length || compareText(first!, second!);
}
