import { paint } from '#core/chart/tokens';
import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { ChartView, Insight, JsonObject, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { answerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount, ratio, saying } from '../words';
import { readClasses, SMALLEST, type Class, type Repurchase } from './classes';
import type { RepurchaseParams } from './params';

const HEIGHT = 260;

/** A column with its whisker for each class; the dashed line is everybody. */
function makeSpec(height: number): JsonObject {
  const x = {
    field: 'x',
    type: 'ordinal',
    sort: null,
    title: null,
    axis: { labelAngle: 0, ticks: false },
    scale: { paddingInner: 0.45, paddingOuter: 0.3 },
  };
  const y = { field: 'y', type: 'quantitative', title: null, axis: { tickCount: 4, format: '.0%' }, scale: { zero: true } };
  const tip = { field: 'tip', type: 'nominal' };
  const classes = [{ filter: "datum.kind === 'class'" }];
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      {
        transform: classes,
        mark: { type: 'bar', opacity: { expr: 'datum.small ? 0.45 : 1' }, color: { expr: 'datum.said ? accent : unknown' } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: classes,
        mark: { type: 'rule', strokeWidth: 1.5, color: paint('ink') },
        encoding: { x, y: { ...y, field: 'from' }, y2: { field: 'to' } },
      },
      {
        transform: classes,
        mark: { type: 'text', baseline: 'bottom', dy: -6, color: paint('ink') },
        encoding: { x, y: { ...y, field: 'to' }, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: [{ filter: "datum.kind === 'whole'" }],
        mark: { type: 'rule', strokeDash: [3, 4], color: paint('control') },
        encoding: { y },
      },
    ],
  };
}

function chart(found: Repurchase, { days }: RepurchaseParams, context: PresentContext): ChartView {
  const say = saying(context);
  const whole = ratio(found.bought, found.customers);
  const blank = { x: null, from: null, to: null, label: '', said: false, small: false, tip: null, part: null };
  const rows = found.classes
    .filter(({ customers }) => customers > 0)
    .map((each): Row => {
      const rate = amount(each.rate, 'rate');
      const name = say({ key: `answered_repurchase_${each.key}` });
      const values = { name, rate, bought: amount(each.bought, 'count'), customers: amount(each.customers, 'count') };
      return {
        kind: 'class',
        x: name,
        y: each.rate,
        from: each.interval?.low ?? null,
        to: each.interval?.high ?? null,
        label: formatAmount(rate, context),
        said: each === found.named,
        small: each.customers < SMALLEST,
        tip: say({ key: 'answered_repurchase_tip', values }),
        part: JSON.stringify({ class: each.key }),
      };
    });
  return {
    id: 'classes',
    spec: makeSpec(HEIGHT),
    rows: [...rows, { ...blank, kind: 'whole', y: whole }],
    height: HEIGHT + 30,
    title: { key: 'answered_repurchase_axis', values: { days: Number(days) } },
    caption: { key: 'answered_repurchase_caption', values: { rate: amount(whole, 'rate'), customers: amount(found.customers, 'count') } },
  };
}

const other = (key: string, label: TableColumn['label'], unit: TableColumn['unit']): TableColumn => ({ key, label, unit, is: 'other' });
const COLUMNS: readonly TableColumn[] = [
  { key: 'class', label: { key: 'answered_repurchase_class' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'answered_repurchase_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'bought', label: { key: 'answered_repurchase_bought' }, unit: 'customers', is: 'count', part: true },
  other('rate', { key: 'answered_repurchase_rate' }, 'rate'),
  other('from', { key: 'satisfaction_from' }, 'rate'),
  other('to', { key: 'satisfaction_to' }, 'rate'),
  other('difference', { key: 'satisfaction_rest' }, 'points'),
  other('difference_from', { key: 'satisfaction_from' }, 'points'),
  other('difference_to', { key: 'satisfaction_to' }, 'points'),
  other('q', { key: 'satisfaction_q' }, 'number'),
];

const tableRow = (each: Class, said: boolean): TableRow => ({
  values: {
    class: each.key,
    customers: each.customers,
    bought: each.bought,
    rate: each.rate,
    from: each.interval?.low ?? null,
    to: each.interval?.high ?? null,
    difference: each.rest?.difference ?? null,
    difference_from: each.rest?.interval?.low ?? null,
    difference_to: each.rest?.interval?.high ?? null,
    q: each.rest?.q ?? null,
  },
  texts: { class: { key: `answered_repurchase_${each.key}` } },
  parts: { customers: { class: each.key }, bought: { class: each.key, bought: true } },
  ...(said ? { said } : {}),
});

function insightOf(found: Repurchase, { days }: RepurchaseParams): Insight {
  const { named, customers, bought, judged, classes } = found;
  const numbers = {
    customers,
    bought,
    too_recent: found.tooRecent,
    named: named?.rest?.difference ?? null,
    ...Object.fromEntries(classes.map(({ key, rate }) => [key, rate])),
  };
  if (customers === 0) return { sentences: [], numbers };
  const whole = { rate: amount(ratio(bought, customers), 'rate'), customers: amount(customers, 'count'), days: Number(days) };
  if (!named)
    return {
      sentences: [
        {
          finding: { key: 'answered_repurchase_finding', values: whole },
          rest: { key: judged ? 'answered_repurchase_none' : 'answered_repurchase_few' },
        },
      ],
      numbers,
    };
  const values = {
    name: { key: `answered_repurchase_${named.key}` } as const,
    rate: amount(named.rate, 'rate'),
    rest: amount(named.rest?.rest ?? null, 'rate'),
    low: amount(named.rest?.interval?.low ?? null, 'points'),
    high: amount(named.rest?.interval?.high ?? null, 'points'),
    days: Number(days),
  };
  const way = (named.rest?.difference ?? 0) > 0 ? 'more' : 'less';
  return {
    sentences: [{ finding: { key: `answered_repurchase_${way}`, values }, rest: { key: 'answered_repurchase_rest', values } }],
    numbers,
  };
}

export function present(results: Results, params: RepurchaseParams, context: PresentContext): Presentation {
  const found = readClasses(results);
  const phrases = [
    { key: 'stamp_repurchase', values: { days: Number(params.days) } } as const,
    ...(context.filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
  return {
    figures: [],
    charts: found.customers > 0 ? [chart(found, params, context)] : [],
    table: { columns: COLUMNS, rows: found.classes.map((each) => tableRow(each, each === found.named)) },
    insight: insightOf(found, params),
    stamp: makeStamp(context, { money: false, range: true, provisional: false, phrases }),
    ledger: answerLedger(results['account'] ?? []),
  };
}
