import { CANONICAL_TABLES, GRAIN_TABLES, type CanonicalTable } from '#core/model/canonical';
import type { DataSource } from '#core/model/data-model';
import { columnOf, rowsOf } from '#core/model/columns';
import type { Issue } from '#core/model/result';
import { nextName } from '#core/query/load/customers-sql';
import { ASIDE, orderSources } from '#core/query/load/orders-sql';
import { findUndrawable } from '#core/query/load/draw-plan';
import { partTable } from '#core/query/load/parts-sql';
import { planLoad, plannedColumn, type SourcePlan } from '#core/query/load/plan';
import { canonicalTablesSql, packTablesSql, searchPathSql, searchStoresSql, swapSql, type Store } from '#core/query/load/store-sql';
import { untouchedName } from '#core/query/prepare/staging-sql';
import { quoteIdentifier } from '#core/sql/identifier';
import { QueryError, type Connector } from '#edge/engine/connector';
import { buildTables, type Run } from './build-tables';
import { chooseStretches } from './choose-stretches';
import { describeData } from './describe-data';
import { writeLedger } from './ledger';
import { stageParts, type StagedParts } from './stage-parts';
import { stageSource, type StageContext, type StagedFile } from './stage-source';
import { LoadError, type Loaded, type LoadedSource, type LoadProgress, type LoadRequest } from './types';

export interface LoadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Told to load in stretches of at most so many records (LD21); otherwise decided by the size of the files. */
  readonly stretchRows?: number;
  /** What pseudonyms are made with (M15): 64 hexadecimal digits. Only needed where a column is to have some. */
  readonly pseudonymKey?: string;
}

/** Stretches that are read at one go when tables are filled: they are slim by then, and every filling finds its customers' keys anew. */
const FILLED = 3;

/** Loads run one after another on an engine, because they share the names of what they build. A rehearsal gives way to the real thing. */
const turns = new WeakMap<Connector, { readonly done: Promise<unknown>; readonly rehearsal: AbortController | null }>();

function takeTurn<T>(connector: Connector, rehearsal: AbortController | null, work: () => Promise<T>): Promise<T> {
  const before = turns.get(connector);
  before?.rehearsal?.abort();
  const done = (before?.done ?? Promise.resolve()).then(work);
  turns.set(connector, { done: done.catch(() => undefined), rehearsal });
  return done;
}

/**
 * Loads all sources of a workspace and maps them onto the canonical tables, in place of what was loaded before. Throws `LoadError`
 * with reasons, or `QueryError` (`cancelled` when the signal says so); the tables of the load before are then untouched (LD13).
 */
export const loadSources = (connector: Connector, requests: readonly LoadRequest[], options: LoadOptions = {}): Promise<Loaded> =>
  takeTurn(connector, null, () => load(connector, requests, options, true));

/** Does all that a load does and throws the result away. The first load that begins meanwhile ends it. */
export async function rehearseLoad(connector: Connector, request: LoadRequest): Promise<void> {
  const stop = new AbortController();
  await takeTurn(connector, stop, () => load(connector, [request], { signal: stop.signal }, false)).catch((fault: unknown) => {
    if (!(fault instanceof QueryError)) throw fault;
  });
}

async function load(connector: Connector, requests: readonly LoadRequest[], options: LoadOptions, swap: boolean): Promise<Loaded> {
  const { signal } = options;
  const plans = planLoad(requests.map(({ info }) => info));
  const staged: (StagedFile | StagedParts)[] = [];
  let stretchRows: number | null = null;
  try {
    requireRoles(requests, plans);
    requireCustomers(requests, plans);
    stretchRows = options.stretchRows ?? (await chooseStretches(requests, plans));
    const context: StageContext = { connector, ...options, ...(stretchRows === null ? {} : { stretchRows }) };
    if (!options.pseudonymKey && plans.some(makesPseudonyms)) throw new LoadError([{ code: 'issue_load_no_key' }]);
    await dropTemporary(connector, plans);
    if (stretchRows !== null) await connector.execute(packTablesSql);
    let offset = 0;
    for (const [place, plan] of plans.entries()) {
      const request = requests[place]!;
      const file = await (request.parts ? stageParts : stageSource)(context, plan, request, place, offset);
      staged.push(file);
      offset += file.source.rows;
    }
    const sources: LoadedSource[] = [];
    for (const [place, file] of staged.entries()) {
      const { info } = requests[place]!;
      options.onProgress?.({ sourceId: info.id, phase: 'checking', bytes: info.bytes, totalBytes: info.bytes });
      sources.push({ info, ledger: 'ledger' in file ? file.ledger : await writeLedger(context, file) });
    }
    const empty = sources.filter(({ ledger }) => ledger.kept === 0);
    if (empty.length > 0) throw new LoadError(empty.map(({ info }) => ({ code: 'issue_load_nothing_kept', values: { name: info.name } })));
    const last = requests.at(-1)?.info;
    const building = (share: number): void => {
      if (last)
        options.onProgress?.({ sourceId: last.id, phase: 'building', bytes: Math.round(share * last.bytes), totalBytes: last.bytes });
    };
    building(stretchRows === null ? 1 : 0);
    const run: Run = (sql) => connector.execute(sql, signal ? { signal } : {});
    const relations = staged.map(({ source }) => source);
    const ordered = new Set(staged.filter((file) => 'ordered' in file && file.ordered && file.lacking === 0).map(({ source }) => source));
    const portions =
      stretchRows === null ? null : { rows: FILLED * stretchRows, onStretch: (done: number, all: number) => building(done / all) };
    const built = await buildTables(run, relations, ordered, portions);
    const { model, issues } = await describeData(run, built.tables, relations);
    signal?.throwIfAborted();
    if (swap) await swapTables(connector, built.made, stretchRows === null ? 'memory' : 'packed');
    const found = staged.flatMap((file) => ('ledger' in file ? file.issues : []));
    const described = { ...model, sources: sources.map((source, place) => describeSource(source, plans[place]!)) };
    return { sources, model: described, issues: [...issues, ...repeatedIssues(built.repeated), ...found] };
  } catch (fault) {
    throw signal?.aborted && !(fault instanceof QueryError) ? new QueryError('cancelled', 'The load was cancelled.', '') : fault;
  } finally {
    await dropTemporary(connector, plans).catch(ignoreLostEngine);
    if (stretchRows !== null) await connector.execute(searchStoresSql).catch(ignoreLostEngine);
    await Promise.all(staged.map((file) => file.release()));
  }
}

const describeSource = ({ info, ledger }: LoadedSource, { draw }: SourcePlan): DataSource => ({
  name: info.name,
  tables: GRAIN_TABLES[info.mapping.grain],
  records: ledger.records,
  kept: ledger.kept,
  rejected: ledger.rejected,
  skipped: ledger.skipped,
  unread: ledger.values.reduce((sum, { count }) => sum + count, 0),
  ...(draw ? { oneIn: draw.oneIn } : {}),
});

/** Whether a source has a column that a pseudonym takes the place of. */
const makesPseudonyms = ({ columns }: SourcePlan): boolean => columns.some(({ protection }) => protection?.protect === 'pseudonym');

/** An engine that died took its tables with it; the fault that is on its way says so. */
function ignoreLostEngine(fault: unknown): void {
  if (!(fault instanceof QueryError)) throw fault;
}

const ROLES: readonly { readonly grain: SourcePlan['grain']; readonly table: CanonicalTable; readonly name: RequiredRole }[] = [
  { grain: 'customer', table: 'customers', name: 'customer_id' },
  { grain: 'product', table: 'products', name: 'product_id' },
  { grain: 'event', table: 'usage_events', name: 'customer_id' },
  { grain: 'event', table: 'usage_events', name: 'event_at' },
  { grain: 'event', table: 'usage_events', name: 'event' },
  { grain: 'ticket', table: 'tickets', name: 'ticket_id' },
  { grain: 'ticket', table: 'tickets', name: 'opened_at' },
  { grain: 'spend', table: 'marketing_spend', name: 'spent_on' },
  { grain: 'spend', table: 'marketing_spend', name: 'spend' },
  { grain: 'opportunity', table: 'opportunities', name: 'opportunity_id' },
  { grain: 'stage_change', table: 'stage_history', name: 'opportunity_id' },
  { grain: 'stage_change', table: 'stage_history', name: 'stage' },
  { grain: 'stage_change', table: 'stage_history', name: 'entered_at' },
  { grain: 'contract', table: 'contracts', name: 'contract_id' },
  { grain: 'contract', table: 'contracts', name: 'signed_at' },
  { grain: 'invitation', table: 'survey_invites', name: 'customer_id' },
  { grain: 'invitation', table: 'survey_invites', name: 'invited_at' },
  { grain: 'interaction', table: 'interactions', name: 'customer_id' },
  { grain: 'interaction', table: 'interactions', name: 'happened_at' },
];
type RequiredRole =
  | ('customer_id' | 'product_id' | 'event_at' | 'event' | 'ticket_id' | 'opened_at' | 'spent_on' | 'spend')
  | ('opportunity_id' | 'stage' | 'entered_at' | 'contract_id' | 'signed_at' | 'invited_at' | 'happened_at');

/** A table without a column it cannot do without would be empty: say so before anything is read. */
function requireRoles(requests: readonly LoadRequest[], plans: readonly SourcePlan[]): void {
  const dated = orderSources(
    plans.map((plan, place) => ({ plan, place, offset: 0, rows: 0, gaps: [], complete: true, enums: new Map() })),
  ).orders;
  const issues = plans.flatMap((plan, place): Issue[] => {
    const name = requests[place]!.info.name;
    const missing = (role: RequiredRole | 'ordered_at'): Issue => ({
      code: 'issue_load_role_missing',
      values: { name, role: { key: `import_role_${role}` } },
    });
    const own = ROLES.filter(({ grain, table, name: role }) => grain === plan.grain && !plannedColumn(plan, table, role)).map(
      ({ name: role }) => missing(role),
    );
    return dated.some((source) => source.plan === plan) && !plannedColumn(plan, 'orders', 'ordered_at')
      ? [...own, missing('ordered_at')]
      : own;
  });
  if (issues.length > 0) throw new LoadError(issues);
}

/** LD30: orders that cannot be drawn would stand beside customers who are. */
function requireCustomers(requests: readonly LoadRequest[], plans: readonly SourcePlan[]): void {
  const oneIn = requests.find(({ info }) => info.oneIn !== undefined)?.info.oneIn;
  const undrawable = oneIn === undefined ? [] : findUndrawable(plans);
  if (undrawable.length === 0) return;
  const names = undrawable.map((plan) => requests[plans.indexOf(plan)]!.info.name).join(', ');
  throw new LoadError([{ code: 'issue_load_cannot_draw', values: { names, one_in: oneIn! } }]);
}

async function dropTemporary(connector: Connector, plans: readonly SourcePlan[]): Promise<void> {
  const own = plans
    .flatMap((plan) => {
      const staged = [plan.staged, partTable(plan)];
      return plan.steps ? [...staged, ...staged.map(untouchedName)] : staged;
    })
    .map(quoteIdentifier);
  const tables = [...own, ...CANONICAL_TABLES.map(nextName), ...ASIDE];
  await connector.execute(tables.map((table) => `DROP TABLE IF EXISTS ${table}`).join('; '));
}

/** The new tables take the place of the old ones at one stroke: a report never meets half of them (LD24). */
async function swapTables(connector: Connector, made: readonly CanonicalTable[], store: Store): Promise<void> {
  const path = columnOf(await connector.execute(searchPathSql), 'path')[0];
  // The list of tables takes longer than all else here, and is needed only where there are two stores.
  const everything = CANONICAL_TABLES.map((name) => ({ store: 'memory', name }));
  const old = String(path).includes('packed') ? rowsOf(await connector.execute(canonicalTablesSql)) : everything;
  await connector.execute(
    swapSql(
      made,
      store,
      old.map(({ store, name }) => ({ store: String(store), name: String(name) })),
    ),
  );
}

const repeatedIssues = (repeated: ReadonlySet<string>): Issue[] =>
  [...repeated].map((name) => ({ code: 'issue_load_amount_repeated', values: { role: { key: `import_role_${name as 'net_amount'}` } } }));
