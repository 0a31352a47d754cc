import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { CellLedger } from '#core/model/ledger';
import type { ChartView, Figure, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { moneyScale } from '../money-scale';
import { makeStamp } from '../stamp';
import { amount, countOf, periodText } from '../words';
import { BRIDGE_HEIGHT, bridgeSpec, narrowBridgeSpec } from './bridge-chart';
import { bridgeRows } from './bridge-rows';
import { insightOf } from './insight';
import { MONTHS_HEIGHT, monthsSpec, narrowMonthsSpec } from './months-chart';
import { monthRows } from './months-rows';
import type { RevenueRetentionParams } from './params';
import { MOVEMENTS } from './query';
import { read, type Reading, type Step } from './reading';

const COLUMNS: readonly TableColumn[] = [
  { key: 'period', label: { key: 'measure_period' }, unit: 'text', is: 'key' },
  { key: 'before', label: { key: 'revenue_retention_before' }, unit: 'money', is: 'other' },
  ...MOVEMENTS.map((key): TableColumn => ({ key, label: { key: `revenue_retention_${key}` }, unit: 'money', is: 'other' })),
  { key: 'after', label: { key: 'revenue_retention_after' }, unit: 'money', is: 'other' },
  { key: 'gross_churn', label: { key: 'revenue_retention_gross_churn' }, unit: 'rate', is: 'other' },
  { key: 'net_churn', label: { key: 'revenue_retention_net_churn' }, unit: 'rate', is: 'other' },
  ...MOVEMENTS.map((key): TableColumn => ({
    key: `${key}_customers`,
    label: { key: `revenue_retention_${key}_customers` },
    unit: 'customers',
    is: 'other',
    part: true,
  })),
];

/** The table shows no parts of a cent that only rounding made. */
const shown = (money: number): number => Math.round(money * 1e4) / 1e4;

function tableRow(step: Step, period: string, label: Text, month: string | null): TableRow {
  const { before, after, moves, grossChurn, netChurn } = step;
  const signed = MOVEMENTS.map((key) => [key, shown(key === 'less' || key === 'gone' ? 0 - moves[key].money : moves[key].money)] as const);
  return {
    values: {
      period,
      before: shown(before),
      ...Object.fromEntries(signed),
      after: shown(after),
      gross_churn: grossChurn,
      net_churn: netChurn,
      ...Object.fromEntries(MOVEMENTS.map((key) => [`${key}_customers`, moves[key].customers])),
    },
    texts: { period: label },
    parts: Object.fromEntries(MOVEMENTS.map((movement) => [`${movement}_customers`, { ...(month ? { month } : {}), movement }])),
    ...(month ? {} : { total: true }),
  };
}

function figuresOf({ nrr, grr, logo, months, recurring, base, payers }: Reading): Figure[] {
  const figure = (label: Text, value: number | null, rest: Partial<Figure> = {}): Figure => ({
    label,
    amount: value,
    unit: 'rate',
    change: null,
    against: null,
    trend: [],
    ...rest,
  });
  const named = recurring ? 'retention' : 'same';
  const latest = months.at(-1);
  if (base === 0 && payers === 0) return [];
  return [
    figure({ key: `revenue_retention_nrr_${named}` }, nrr),
    figure({ key: `revenue_retention_grr_${named}` }, grr),
    figure({ key: `revenue_retention_logo_${named}` }, logo),
    ...(recurring
      ? [
          figure({ key: 'revenue_retention_gross_churn_latest' }, latest?.grossChurn ?? null),
          figure({ key: 'revenue_retention_net_churn_latest' }, latest?.netChurn ?? null),
        ]
      : []),
  ];
}

function chart(reading: Reading, { show }: RevenueRetentionParams, context: PresentContext): ChartView {
  const { whole, ends, months } = reading;
  const money = (step: Step): number[] => MOVEMENTS.map((key) => step.moves[key].money);
  const scale = moneyScale(show === 'bridge' ? [whole.before, whole.after] : months.flatMap(money), context);
  const titled = (key: 'revenue_retention_axis_bridge' | 'revenue_retention_axis_months'): Text =>
    scale.unit ? { key, values: { unit: scale.unit } } : { key: `${key}_bare` };
  const values = {
    from: periodText('month', ends.then, context),
    to: periodText('month', ends.now, context),
    then: amount(whole.before, 'money'),
    now: amount(whole.after, 'money'),
    n: months.length,
  };
  if (show === 'bridge')
    return {
      id: 'bridge',
      spec: bridgeSpec,
      narrow: narrowBridgeSpec,
      rows: bridgeRows(reading, scale, context),
      height: BRIDGE_HEIGHT + 50,
      title: titled('revenue_retention_axis_bridge'),
      caption: { key: 'revenue_retention_caption_bridge', values },
    };
  return {
    id: 'months',
    spec: monthsSpec,
    narrow: narrowMonthsSpec,
    rows: monthRows(reading, scale, context),
    height: MONTHS_HEIGHT + 56,
    title: titled('revenue_retention_axis_months'),
    caption: { key: 'revenue_retention_caption_months', values },
  };
}

const CONTRACT_PLACES = ['no_customer', 'other_customers', 'after_as_of', 'no_amount', 'no_end', 'no_month'] as const;

/** Customers, each once; beside them the contracts that are left out (RN7, RN17). */
function ledgerOf(results: Results): CellLedger {
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_revenue: { key: 'ledger_customers_no_revenue' },
    outside_window: { key: 'ledger_customers_revenue_before' },
  });
  const contracts = CONTRACT_PLACES.map((place) => ({
    reason: { key: `ledger_contracts_${place}` } as Text,
    count: countOf(
      results['contracts']?.find((row) => row['place'] === place),
      'contracts',
    ),
    unit: 'count' as const,
  }));
  return { used: ledger.used, excluded: [...ledger.excluded, ...contracts.filter(({ count }) => count > 0)] };
}

function phrases(
  { source, recurring }: Reading,
  { horizon, amount: basis, term }: RevenueRetentionParams,
  { filters, model }: PresentContext,
): Text[] {
  const months: Text = { key: 'stamp_revenue_retention_months', values: { n: Number(horizon) } };
  const churn: Text[] = recurring ? [{ key: 'stamp_revenue_retention_churn' }] : [];
  if (source === 'orders') return [months, { key: 'stamp_revenue_retention_orders' }, ...churn];
  const currencies = columnIn(model, 'contracts', 'currency')?.distinct ?? 0;
  return [
    months,
    { key: `stamp_revenue_retention_${basis}` },
    term === 0 ? { key: 'stamp_revenue_retention_endless' } : { key: 'stamp_revenue_retention_term', values: { n: term } },
    ...churn,
    ...(currencies > 1 ? [{ key: 'stamp_revenue_retention_currencies', values: { n: currencies } } as const] : []),
    ...(filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_revenue_retention_order_filters' } as const] : []),
  ];
}

export function present(results: Results, params: RevenueRetentionParams, context: PresentContext): Presentation {
  const reading = read(results, params, context);
  const { whole, ends, months, base, payers } = reading;
  const bounds = { from: periodText('month', ends.then, context), to: periodText('month', ends.now, context) };
  const drawn = params.show === 'bridge' ? base + payers > 0 : months.length > 0;
  return {
    figures: figuresOf(reading),
    charts: drawn ? [chart(reading, params, context)] : [],
    table: {
      columns: COLUMNS,
      rows: [
        tableRow(whole, 'whole', { key: 'revenue_retention_span', values: bounds }, null),
        ...months.map((month) => tableRow(month, month.start, periodText('month', month.start, context), month.start)),
      ],
    },
    insight: insightOf(reading, context),
    stamp: makeStamp(context, {
      money: reading.source === 'orders' ? true : null,
      range: true,
      provisional: false,
      phrases: phrases(reading, params, context),
    }),
    ledger: ledgerOf(results),
  };
}
