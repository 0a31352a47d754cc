import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { ChartView, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { stepText } from '../step-words';
import { amount } from '../words';
import { barsOf, partOf, type Bar, type Outcome } from './bars';
import { narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { sayGroups } from './groups-compared';
import { insightOf, largestLoss } from './insight';
import { heightOf, WIDE } from './layout';
import { waitText, windowText } from './lengths';
import { unitWord, type FunnelParams } from './params';
import { breakdownOf, stepsOf } from './question';
import type { FaceView } from './view';

function columns(params: FunnelParams): TableColumn[] {
  const word = unitWord(params);
  const unit = word === 'customers' ? 'customers' : 'count';
  const opens = word === 'customers' ? { part: true } : {};
  return [
    ...(breakdownOf(params) ? [{ key: 'group', label: { key: 'funnel_column_group' }, unit: 'text', is: 'key' } as TableColumn] : []),
    { key: 'step', label: { key: 'funnel_column_step' }, unit: 'text', is: 'key' },
    { key: 'units', label: { key: word === 'customers' ? 'measure_customers' : `funnel_${word}` }, unit, is: 'count', ...opens },
    ...(word === 'customers'
      ? []
      : [{ key: 'people', label: { key: 'measure_customers' }, unit: 'customers', is: 'other', part: true } as TableColumn]),
    { key: 'of_first', label: { key: 'funnel_column_first' }, unit: 'rate', is: 'share', of: 'units' },
    { key: 'of_before', label: { key: 'funnel_column_before' }, unit: 'rate', is: 'share', of: 'units' },
    { key: 'low', label: { key: 'funnel_column_low' }, unit: 'rate', is: 'other' },
    { key: 'high', label: { key: 'funnel_column_high' }, unit: 'rate', is: 'other' },
    { key: 'lost', label: { key: 'funnel_column_lost' }, unit, is: 'count', ...opens },
    { key: 'median', label: { key: 'funnel_column_median' }, unit: 'text', is: 'other' },
    { key: 'p90', label: { key: 'funnel_column_p90' }, unit: 'text', is: 'other' },
  ];
}

function rowOf(
  bar: Bar,
  said: boolean,
  context: PresentContext,
  group: { readonly value: string; readonly text: Text } | null,
  opens: 'units' | 'people' | null,
): TableRow {
  const later = bar.k > 1;
  const step: Text = {
    key: bar.step.optional ? 'funnel_named_optional' : 'funnel_named',
    values: { n: bar.k, step: stepText(bar.step, context.model) },
  };
  return {
    values: {
      ...(group ? { group: group.value } : {}),
      step: String(bar.k),
      units: bar.units,
      ...(opens === 'people' ? { people: bar.people } : {}),
      of_first: bar.ofFirst,
      of_before: later ? bar.ofBefore : null,
      low: later ? (bar.ofBeforeInterval?.low ?? null) : null,
      high: later ? (bar.ofBeforeInterval?.high ?? null) : null,
      lost: later ? bar.before - bar.units : null,
      median: later ? bar.median : null,
      p90: later ? bar.p90 : null,
    },
    texts: {
      step,
      ...(group ? { group: group.text } : {}),
      ...(later && bar.median !== null ? { median: waitText(bar.median) } : {}),
      ...(later && bar.p90 !== null ? { p90: waitText(bar.p90) } : {}),
    },
    ...(opens === 'units' ? { parts: { units: { step: bar.k }, ...(later ? { lost: { step: bar.k, lost: true } } : {}) } } : {}),
    ...(opens === 'people' ? { parts: { people: { step: bar.k } } } : {}),
    ...(bar.provisional ? { provisional: true } : {}),
    said,
  };
}

/** FC8: the rows of the groups, the largest first, those put together last. */
function groupRows(rows: readonly Row[], named: string | null, params: FunnelParams, context: PresentContext): TableRow[] {
  const keyOf = (row: Row): string => JSON.stringify([row['kind'], row['grp'] ?? null]);
  const textOf = (row: Row | undefined): Text => {
    if (row?.['kind'] === 'other') return { key: 'funnel_group_other' };
    if (row?.['kind'] === 'small') return { key: 'funnel_group_small' };
    return typeof row?.['grp'] === 'string' ? { literal: row['grp'] } : { key: 'funnel_group_none' };
  };
  const groups = [...new Set(rows.map(keyOf))].map((key) => {
    const own = rows.filter((row) => keyOf(row) === key);
    return {
      value: key,
      text: textOf(own[0]),
      alone: own[0]?.['kind'] === 'value',
      bars: barsOf(stepsOf(params, context.model), own, false),
    };
  });
  const sorted = groups.toSorted((a, b) => Number(b.alone) - Number(a.alone) || (b.bars[0]?.units ?? 0) - (a.bars[0]?.units ?? 0));
  const said = named === null ? null : JSON.stringify(['value', named]);
  return sorted.flatMap((group) =>
    group.bars.map((bar) => rowOf(bar, group.value === said && bar === group.bars.at(-1), context, group, null)),
  );
}

function chart({ bars }: Outcome, params: FunnelParams, context: PresentContext): ChartView {
  const [first] = bars;
  const last = bars.findLast((bar) => !bar.step.optional) ?? first;
  const values = {
    steps: bars.length,
    first: first ? stepText(first.step, context.model) : { literal: '' },
    last: last ? stepText(last.step, context.model) : { literal: '' },
    units: first?.units ?? 0,
    reached: last?.units ?? 0,
    rate: amount(last?.ofFirst ?? null, 'rate'),
  };
  return {
    id: 'bars',
    spec: wideSpec(bars.length),
    narrow: narrowSpec(bars.length),
    rows: chartRows(bars, params, context),
    height: heightOf(WIDE, bars.length),
    title: { key: params.order === 'any' ? 'funnel_chart_any' : 'funnel_chart', values: { window: windowText(params) } },
    caption: { key: first && first.units > 0 ? 'funnel_caption' : 'funnel_caption_nobody', values },
  };
}

/** The steps of the funnel as bars, and in the table those of each group. */
export function barsView(outcome: Outcome, results: Results, params: FunnelParams, context: PresentContext): FaceView {
  const worst = largestLoss(outcome);
  const groups = results['groups'] ?? partOf(results, 'groups');
  const { insight, named } = sayGroups(insightOf(outcome, params, context), groups, params, context);
  const total = breakdownOf(params) ? { value: 'all', text: { key: 'funnel_group_all' } as Text } : null;
  const opens = unitWord(params) === 'customers' ? 'units' : 'people';
  return {
    charts: [chart(outcome, params, context)],
    table: {
      columns: columns(params),
      rows: [...outcome.bars.map((bar) => rowOf(bar, bar === worst, context, total, opens)), ...groupRows(groups, named, params, context)],
    },
    insight,
    provisional: outcome.bars.some((bar) => bar.provisional),
  };
}
