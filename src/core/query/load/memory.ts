import { applySteps } from '../prepare/apply-steps';
import { isRowwise } from '../prepare/resolve-steps';
import { drawOf, findUndrawable, SHARES } from './draw-plan';
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

const utf8Length = (text: string): number => {
  let bytes = 0;
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** About how many different texts there are among all records: how often two of a sample are alike tells it (the birthday question). */
export function estimateDistinct(texts: readonly string[], records: number): number {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  let pairs = 0;
  for (const count of times.values()) pairs += (count * (count - 1)) / 2;
  const possible = (texts.length * (texts.length - 1)) / 2;
  return pairs === 0 ? records : Math.min(records, Math.max(times.size, possible / pairs));
}

/** Bytes of a packed value: a number by its digits, a text by its length where it is new and by a number where it is not. Never too few. */
function packedBytes(column: PlannedColumn, texts: readonly string[], records: number): number {
  if (column.parse.type === 'boolean') return 1;
  if (column.parse.type === 'date') return 4;
  if (column.parse.type === 'number') return Math.min(8, 0.4 * mean(texts.map((text) => text.length)));
  const distinct = estimateDistinct(texts, records);
  if (distinct <= CATEGORY) return 1;
  // New among the records that are packed together.
  const fresh = Math.min(1, distinct / Math.min(records, ROW_GROUP));
  return 2 + 0.6 * fresh * mean(texts.map(utf8Length));
}
const CATEGORY = 1000;
const ROW_GROUP = 122_880;

/** Without these an order says little. */
const NEEDED = ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'line_amount', 'quantity', 'unit_price', 'product_id'];

/** A text as the engine holds it before it is packed: short ones within sixteen bytes, others beside them. */
const textBytes = (text: string): number => (utf8Length(text) > 12 ? 16 + utf8Length(text) : 16);

/** What a source that is read in one piece holds beside its packed table (LD34); nothing for one that is read in stretches. */
function wholeBytes({ plan, rows }: SampledSource, records: number): number {
  if (!plan.steps || isRowwise(plan.steps)) return 0;
  const indices = new Set([...plan.columns, ...plan.steps.steps.flatMap(({ reads }) => reads)].map(({ index }) => index));
  const text = mean(rows.map((row) => [...indices].reduce((sum, index) => sum + textBytes(row[index] ?? ''), 0)));
  return records * (COPIES * text + PLACES);
}

/** The cells of sampled records with the columns that steps make. */
const preparedRows = ({ plan, rows }: SampledSource): readonly (readonly string[])[] =>
  plan.steps ? applySteps(plan.steps, rows).records.map(({ cells }) => cells.map((cell) => cell ?? '')) : rows;

/** The most that a load in stretches will need of a tab, and the first questions after it. */
export function reckonMemory(sources: readonly SampledSource[]): Reckoning {
  let [records, read, orders, packed, customers, whole] = [0, 0, 0, 0, 0, 0];
  const optional: { header: string; bytes: number }[] = [];
  for (const source of sources) {
    const { plan } = source;
    const share = plan.draw ? 1 / plan.draw.oneIn : 1;
    const own = source.records * share;
    const rows = preparedRows(source);
    records += source.records;
    read += own;
    if (isOrderSource(plan)) orders += own;
    whole = Math.max(whole, wholeBytes({ ...source, rows }, own));
    const buyer = plannedColumn(plan, 'orders', 'customer_id') ?? plannedColumn(plan, 'customers', 'customer_id');
    for (const column of plan.columns) {
      const texts = rows.map((row) => row[column.index] ?? '').filter((text) => text !== '');
      const bytes = own * packedBytes(column, texts, own);
      packed += bytes;
      if (column === buyer) customers += share * estimateDistinct(texts, source.records);
      if (column.attribute || !NEEDED.includes(column.name)) optional.push({ header: column.header, bytes });
    }
  }
  // Loading, a packed column stands in the staged and in the canonical table.
  const need = (column: number) => PAGE + Math.max(STRETCH + 2 * column + CUSTOMER * customers, column + QUESTION * orders, column + whole);
  const leaveOut: { header: string; bytes: number }[] = [];
  let rest = packed;
  for (const each of optional.sort((one, other) => other.bytes - one.bytes)) {
    if (need(rest) <= TAB_LIMIT) break;
    leaveOut.push({ header: each.header, bytes: need(rest) - need(rest - each.bytes) });
    rest -= each.bytes;
  }
  return { records, read, bytes: need(packed), leaveOut: need(rest) <= TAB_LIMIT ? leaveOut : null };
}

/** The largest share of customers with which a load fits (LD31); null where it does not, or none can be drawn. */
export function findShare(sources: readonly SampledSource[]): number | null {
  if (findUndrawable(sources.map(({ plan }) => plan)).length > 0) return null;
  const fits = (oneIn: number): boolean =>
    reckonMemory(sources.map((source) => ({ ...source, plan: drawPlan(source.plan, oneIn) }))).bytes <= TAB_LIMIT;
  return SHARES.find(fits) ?? null;
}

function drawPlan({ draw: _, ...plan }: SourcePlan, oneIn: number): SourcePlan {
  const draw = drawOf(plan, oneIn);
  return draw ? { ...plan, draw } : plan;
}
