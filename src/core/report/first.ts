import { columnIn, listLacks, tableOf, type DataModel, type Requirement } from '#core/model/data-model';
import type { RevenueRule } from '#core/model/filters';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { daysOf } from '#core/query/context';
import { addMonths, startOf } from '#core/query/days';
import { canonicalJson } from './json';
import type { AnalysisCell, Report, ReportSource } from './types';

/** What making a cell needs to know of an analysis; every `AnalysisDefinition` is one. */
export interface CellMaker {
  readonly kind: string;
  readonly version: number;
  readonly requires: readonly Requirement[];
  readonly form: readonly { readonly key: string; readonly default: JsonValue }[];
  fits?(model: DataModel): boolean;
  suggest(model: DataModel): unknown;
}

/** The questions of a first report about orders, in reading order. */
const SHOP_KINDS = ['overview', 'revenue', 'rfm', 'cohort'] as const;
/** Those that need no orders. */
const OTHER_KINDS = ['funnel', 'satisfaction', 'drivers', 'dimensions'] as const;
/** Those about deals; they come first where there are some. */
const DEAL_KINDS = ['pipeline'] as const;
/** Those about contracts; they come next where there are some. */
const CONTRACT_KINDS = ['revenue_retention'] as const;
/** Every question that a first report may begin with. */
export const FIRST_KINDS = [...DEAL_KINDS, ...CONTRACT_KINDS, ...SHOP_KINDS, ...OTHER_KINDS] as const;

/** The params that differ from the form's defaults: what a cell stores. */
export function dropDefaultParams(params: JsonObject, form: CellMaker['form']): JsonObject {
  const defaults = new Map(form.map((field) => [field.key, canonicalJson(field.default)]));
  return Object.fromEntries(
    Object.entries(params).filter(([key, value]) => value !== undefined && canonicalJson(value) !== defaults.get(key)),
  );
}

/** A fresh cell with the params the analysis suggests for these data. */
export function freshCell(maker: CellMaker, model: DataModel, id: string): AnalysisCell {
  const params = dropDefaultParams(maker.suggest(model) as JsonObject, maker.form);
  return { id, type: 'analysis', kind: maker.kind, version: maker.version, params };
}

/** The first of `c1`, `c2`, … that no cell of the report has. */
export function nextCellId(report: Report | null): string {
  const taken = new Set(report?.cells.map((cell) => cell.id));
  let number = (report?.cells.length ?? 0) + 1;
  while (taken.has(`c${number}`)) number++;
  return `c${number}`;
}

/** Statuses of shops' exports that mean no money came, as lower-case words without blanks. */
const NOT_PAID = new Set(
  [
    ['cancelled', 'canceled', 'voided', 'void', 'failed', 'draft', 'pending', 'unpaid', 'awaitingpayment', 'pendingpayment', 'expired'],
    ['abandoned', 'declined', 'rejected'],
    [
      '已取消',
      '取消',
      '交易取消',
      '交易关闭',
      '已关闭',
      '关闭',
      '未付款',
      '待付款',
      '未支付',
      '待支付',
      '支付失败',
      '已作废',
      '作废',
      '草稿',
    ],
    ['訂單取消', '交易關閉', '已關閉', '待付款', '未付款', '付款失敗', '订单取消'],
  ].flat(),
);

/** The paid set proposed for the data: every status but those that say "not paid", or null when none says so. */
export function proposeRevenueRule(model: DataModel): RevenueRule {
  const column = columnIn(model, 'orders', 'status');
  if (!column || column.values.length < column.distinct) return { paidStatuses: null };
  const paid = column.values.filter((status) => !NOT_PAID.has(status.toLowerCase().replace(/[\s_-]/g, '')));
  return { paidStatuses: paid.length > 0 && paid.length < column.values.length ? paid : null };
}

/** The last twelve calendar months where the data also hold the year before them; all dates where they do not. */
export function proposeRange(model: DataModel, asOf: string | null = null): Report['range'] {
  const days = daysOf(model);
  const day = asOf ?? days?.last ?? null;
  if (days === null || day === null || days.first > addMonths(day, -24)) return { from: null, to: null };
  return { from: addMonths(startOf('month', day), -11), to: null };
}

const isAble = (maker: CellMaker, model: DataModel): boolean =>
  listLacks(model, maker.requires).length === 0 && (maker.fits?.(model) ?? true);

/** A report that the data allow: those of the first questions whose tables and columns are there. `today` is its day where the data have none (FR4). */
export function firstReport(
  model: DataModel,
  makers: readonly CellMaker[],
  given: { readonly title: string; readonly sources?: readonly ReportSource[]; readonly asOf?: string | null; readonly today: string },
): Report {
  const ableOf = (kinds: readonly string[]): CellMaker[] =>
    kinds.flatMap((kind) => makers.filter((maker) => maker.kind === kind && isAble(maker, model)));
  const deals = ableOf(DEAL_KINDS);
  const contracts = tableOf(model, 'contracts') ? ableOf(CONTRACT_KINDS) : [];
  const shop = ableOf(SHOP_KINDS);
  const able = [...deals, ...contracts, ...(shop.length > 0 ? shop : ableOf(OTHER_KINDS))];
  return {
    format: 'clientele.report',
    version: 2,
    title: given.title,
    currency: null,
    weekStart: 'monday',
    asOf: given.asOf ?? (daysOf(model) === null ? given.today : null),
    range: proposeRange(model, given.asOf),
    filters: [],
    revenue: proposeRevenueRule(model),
    sources: given.sources ?? [],
    cells: able.map((maker, index) => freshCell(maker, model, `c${index + 1}`)),
  };
}
