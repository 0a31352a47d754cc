import type { Columns } from '#core/model/columns';
import { partKey } from '#core/model/part-key';
import type { Part, Presentation } from '#core/model/presentation';
import type { Result } from '#core/model/result';
import type { Report } from '#core/report/types';
import type { Text } from '#core/messages/text';
import { isAsked } from '#app/run/asked';
import type { CellState } from '#app/run/types';
import type { TickedRows } from '#edge/share/privacy/protect-query';
import type { Protected } from '#edge/share/privacy/protect';

/** What a person chose for results that leave. */
export interface OutgoingOptions {
  /** Counts from 1 to k − 1 are withheld; 1 withholds nothing. */
  readonly k: number;
  /** The same for results that rest on free text. */
  readonly freeTextK: number;
  /** Columns of queries that leave with their rows, by cell id. */
  readonly rows: Readonly<Record<string, TickedRows>>;
}

/** trust.md, T8. */
export const USUAL_OUTGOING: OutgoingOptions = { k: 5, freeTextK: 10, rows: {} };

/** The results of a report as they may leave, by cell id; cells without a result are absent. */
export interface Outgoing {
  readonly cells: Readonly<Record<string, Presentation>>;
  readonly protection: { readonly k: number; readonly told: readonly Text[] };
  /** What was done to each cell. */
  readonly done: Readonly<Record<string, Pick<Protected, 'told' | 'withheld'>>>;
}

/** What the session gives: the report with the results that stand on the screen, and the customers behind a mark. */
export interface OutgoingDesk {
  readonly report: Report | null;
  readonly cells: { readonly states: Readonly<Record<string, CellState>>; readonly settled: Promise<void> };
  readonly selecting: { end(): void };
  people(cellId: string, part: Part): Promise<Result<Columns>>;
}

/** Kinds whose groups are made of what people wrote. */
const FREE_TEXT: ReadonlySet<string> = new Set(['comments']);
/** Kinds whose columns a person chose. */
const OWN: ReadonlySet<string> = new Set(['sql', 'custom']);
/** Marks that are asked about; a chart with more stays out. */
const MOST_PARTS = 64;

/** Customers behind the marks of a cell that its table does not show; empty where they are too many, or one cannot be asked. */
async function peopleOf(
  desk: Pick<OutgoingDesk, 'people'>,
  cellId: string,
  parts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  if (parts.length > MOST_PARTS) return found;
  for (const part of parts) {
    const place = JSON.parse(part) as Part;
    const list = await desk.people(cellId, place).catch(() => null);
    if (list?.ok) found.set(partKey(place), list.value.rowCount);
  }
  return found;
}

/**
 * The results of the report as they may leave the page: what counts fewer than k customers is withheld with all that gives it away, personal columns
 * are masked, and rows of queries stay here unless they were ticked. A selection ends first, as when numbers are exported (SL4).
 */
export async function outgoing(desk: OutgoingDesk, options: OutgoingOptions): Promise<Outgoing> {
  desk.selecting.end();
  return lookAtOutgoing(desk, options);
}

/** The same for a look beforehand: a selection stays, and what it shows is what is looked at. */
export async function lookAtOutgoing(desk: Omit<OutgoingDesk, 'selecting'>, options: OutgoingOptions): Promise<Outgoing> {
  const [{ protect }, { protectQuery }, { untiedParts }, { maskResult }] = await Promise.all([
    import('#edge/share/privacy/protect'),
    import('#edge/share/privacy/protect-query'),
    import('#edge/share/privacy/protect-charts'),
    import('#edge/share/privacy/mask'),
  ]);
  await desk.cells.settled;
  const cells: Record<string, Presentation> = {};
  const done: Record<string, Pick<Protected, 'told' | 'withheld'>> = {};
  for (const cell of desk.report?.cells ?? []) {
    const state = desk.cells.states[cell.id];
    if (!isAsked(cell) || state?.state !== 'done') continue;
    const kind = cell.type === 'sql' ? 'sql' : cell.kind;
    const { presentation } = state;
    const k = FREE_TEXT.has(kind) ? Math.max(options.k, options.freeTextK) : options.k;
    const made = OWN.has(kind)
      ? protectQuery(presentation, options.rows[cell.id])
      : protect(presentation, { k, people: k > 1 ? await peopleOf(desk, cell.id, untiedParts(presentation)) : new Map() });
    cells[cell.id] = OWN.has(kind) ? made.presentation : maskResult(made.presentation);
    done[cell.id] = { told: made.told, withheld: made.withheld };
  }
  const seen = new Set<string>();
  const told = Object.values(done)
    .flatMap((each) => each.told)
    .filter((text) => !seen.has(JSON.stringify(text)) && seen.add(JSON.stringify(text)));
  return { cells, done, protection: { k: options.k, told } };
}
