import { applySteps } from '../prepare/apply-steps';
import { isRowwise } from '../prepare/resolve-steps';
import { drawOf, findUndrawable, SHARES } from './draw-plan';
import { estimateDistinct, mean, textFacts, utf8Length, type TextFacts } from './text-facts';
import { isOrderSource, plannedColumn, type PlannedColumn, type SourcePlan } from './plan';

/** A source as its size and a sample of its records show it. */
export interface SampledSource {
  readonly plan: SourcePlan;
  /** About how many records the file holds. */
  readonly records: number;
  /** Whole records of the sample. */
  readonly rows: readonly (readonly string[])[];
}

/** What a load will need at its worst, in bytes of the tab's memory (LD23). */
export interface Reckoning {
  /** In the files. */
  readonly records: number;
  /** Records of those that are drawn; all where nothing is drawn. */
  readonly read: number;
  readonly bytes: number;
  /** The columns that are best left out, so few that the rest fits; null where that does not help, empty where it is not needed. */
  readonly leaveOut: readonly { readonly header: string; readonly bytes: number }[] | null;
}

/** What the engine gives out in a tab: 3.1 GiB, after which it says so and keeps its tables. */
export const TAB_LIMIT = 3_300_000_000;

// Measured in Chromium with 18 million orders of 8 columns (1.14 GB): load 1.25 GB, four questions after it 2.87 GB.
/** The page with the engine in it: 0.33 GB. */
const PAGE = 350_000_000;
/** The stretch that is read, built and packed: 0.27 GB. */
const STRETCH = 300_000_000;
/** A customer's key and id while orders look for it: 3.6 million in 0.25 GB. */
const CUSTOMER = 80;
/** What the questions of a first report hold for each order, beside the tables: 2.25 GB for 18 million. */
const QUESTION = 130;

/** How often the texts of a source with duplicates stand in memory, and beside them places and keys, in bytes for each record. */
const COPIES = 3;
const PLACES = 64;

/** Bytes of a packed value: a number by its digits, a text by its length where it is new and by a number where it is not. Never too few. */
function packedBytes({ parse }: PlannedColumn, texts: TextFacts, records: number): number {
  if (parse.type === 'boolean') return 1;
  if (parse.type === 'date') return 4;
  if (parse.type === 'number') return Math.min(8, 0.4 * texts.length);
  const distinct = estimateDistinct(texts, records);
  if (distinct <= CATEGORY) return 1;
  // New among the records that are packed together.
  const fresh = Math.min(1, distinct / Math.min(records, ROW_GROUP));
  return 2 + 0.6 * fresh * texts.bytes;
}
const CATEGORY = 1000;
const ROW_GROUP = 122_880;

/** Without these an order says little. */
const NEEDED = ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'line_amount', 'quantity', 'unit_price', 'product_id'];

/** A text as the engine holds it before it is packed: short ones within sixteen bytes, others beside them. */
const textBytes = (text: string): number => (utf8Length(text) > 12 ? 16 + utf8Length(text) : 16);

/** A source whose sample was looked over once. */
interface Measured {
  readonly plan: SourcePlan;
  readonly records: number;
  readonly columns: readonly { readonly column: PlannedColumn; readonly texts: TextFacts; readonly whole: number }[];
  /** What a record holds beside its packed self where its source is read in one piece (LD34); 0 where it is read in stretches. */
  readonly whole: number;
}

function measure({ plan, records, rows }: SampledSource): Measured {
  const inOnePiece = plan.steps !== undefined && !isRowwise(plan.steps);
  const cells = plan.steps ? applySteps(plan.steps, rows).records.map((each) => each.cells.map((cell) => cell ?? '')) : rows;
  const asked = new Set((plan.steps?.steps ?? []).flatMap(({ reads }) => reads.map(({ index }) => index)));
  const copies = (index: number): number => COPIES * mean(cells.map((row) => textBytes(row[index] ?? '')));
  const columns = plan.columns.map((column) => {
    const texts = textFacts(cells.map((row) => row[column.index] ?? ''));
    return { column, texts, whole: inOnePiece && !asked.has(column.index) ? copies(column.index) : 0 };
  });
  const reads = inOnePiece ? [...asked].reduce((sum, index) => sum + copies(index), PLACES) : 0;
  return { plan, records, columns, whole: columns.reduce((sum, { whole }) => sum + whole, reads) };
}

/** What a load needs when of each source the given share of records is read. */
function reckon(sources: readonly Measured[], shareOf: (plan: SourcePlan) => number): Reckoning {
  let [records, read, orders, packed, customers, whole] = [0, 0, 0, 0, 0, 0];
  const optional: { header: string; bytes: number; whole: number }[] = [];
  for (const source of sources) {
    const { plan } = source;
    const share = shareOf(plan);
    const own = source.records * share;
    records += source.records;
    read += own;
    if (isOrderSource(plan)) orders += own;
    whole = Math.max(whole, own * source.whole);
    const buyer = plannedColumn(plan, 'orders', 'customer_id') ?? plannedColumn(plan, 'customers', 'customer_id');
    for (const { column, texts, whole: beside } of source.columns) {
      const bytes = own * packedBytes(column, texts, own);
      packed += bytes;
      if (column === buyer) customers += share * estimateDistinct(texts, source.records);
      if (column.attribute || !NEEDED.includes(column.name)) optional.push({ header: column.header, bytes, whole: own * beside });
    }
  }
  // Loading, a packed column stands in the staged and in the canonical table.
  const need = (column: number, beside: number) =>
    PAGE + Math.max(STRETCH + 2 * column + CUSTOMER * customers, column + QUESTION * orders, column + beside);
  const leaveOut: { header: string; bytes: number }[] = [];
  let rest = need(packed, whole);
  let [left, beside] = [packed, whole];
  for (const each of optional.sort((one, other) => other.bytes + other.whole - one.bytes - one.whole)) {
    if (rest <= TAB_LIMIT) break;
    [left, beside] = [left - each.bytes, Math.max(0, beside - each.whole)];
    const without = need(left, beside);
    leaveOut.push({ header: each.header, bytes: rest - without });
    rest = without;
  }
  return { records, read, bytes: need(packed, whole), leaveOut: rest <= TAB_LIMIT ? leaveOut : null };
}

/** The most that a load in stretches will need of a tab, and the first questions after it. */
export const reckonMemory = (sources: readonly SampledSource[]): Reckoning =>
  reckon(sources.map(measure), ({ draw }) => (draw ? 1 / draw.oneIn : 1));

/** The largest share of customers with which a load fits (LD31); null where it does not, or none can be drawn. */
export function findShare(sources: readonly SampledSource[]): number | null {
  if (findUndrawable(sources.map(({ plan }) => plan)).length > 0) return null;
  const measured = sources.map(measure);
  const fits = (oneIn: number) => reckon(measured, (plan) => (drawOf(plan, oneIn) ? 1 / oneIn : 1)).bytes <= TAB_LIMIT;
  return SHARES.find(fits) ?? null;
}

/** Whether a load would fit if all of it could be read in stretches: if no step looked for duplicates (LD34). */
export const fitsInStretches = (sources: readonly SampledSource[]): boolean =>
  reckon(
    sources.map((source) => ({ ...measure(source), whole: 0 })),
    ({ draw }) => (draw ? 1 / draw.oneIn : 1),
  ).bytes <= TAB_LIMIT;
