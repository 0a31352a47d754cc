import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { joinTexts, stepText } from '../step-words';
import { periodText } from '../words';
import { HEAD, HEIGHT, narrow, spec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf } from './insight';
import { daysOfMeasure, type ActivityParams } from './params';
import { thingsOf } from './query';
import { activityOf, type Activity } from './series';

const keyOf = (id: string): string => `series_${id}`;

function tableOf({ periods, series }: Activity, params: ActivityParams, context: PresentContext): Presentation['table'] {
  const opens = params.measure !== 'events';
  const columns: TableColumn[] = [
    { key: 'period', label: { key: 'measure_period' }, unit: 'text', is: 'key' },
    ...series.map(({ id, name }): TableColumn => ({
      key: keyOf(id),
      label: name,
      unit: opens ? 'customers' : 'count',
      is: opens ? 'other' : 'sum',
      ...(opens ? { part: true } : {}),
    })),
  ];
  const partsOf = (period?: string): Pick<TableRow, 'parts'> =>
    opens ? { parts: Object.fromEntries(series.map(({ id }) => [keyOf(id), { series: id, ...(period ? { period } : {}) }])) } : {};
  const rows = periods.map(({ start, provisional }, at): TableRow => ({
    values: { period: start, ...Object.fromEntries(series.map(({ id, numbers }) => [keyOf(id), numbers[at]!])) },
    texts: { period: periodText(params.grain, start, context) },
    ...partsOf(start),
    provisional,
  }));
  const whole: TableRow = {
    values: { period: 'whole', ...Object.fromEntries(series.map((each) => [keyOf(each.id), each.whole])) },
    texts: { period: { key: opens ? 'activity_whole_customers' : 'activity_whole' } },
    ...partsOf(),
    total: true,
  };
  return { columns, rows: daysOfMeasure(params.measure) === null && rows.length > 0 ? [...rows, whole] : rows };
}

export function present(results: Results, params: ActivityParams, context: PresentContext): Presentation {
  const activity = activityOf(results, params, context);
  const { periods, series } = activity;
  const days = daysOfMeasure(params.measure);
  const caption: Text = { key: 'activity_caption', values: { n: series.length, periods: periods.length } };
  const title: Text =
    days === null
      ? { key: `activity_axis_${params.measure as 'customers' | 'events'}_${params.grain}` }
      : { key: 'activity_axis_rolling', values: { days } };
  const phrases: Text[] = [
    {
      key: 'stamp_activity',
      values: {
        things: joinTexts(
          'step_and',
          thingsOf(params, context.model).map((thing) => stepText(thing, context.model)),
        ),
      },
    },
    ...(days === null ? [] : [{ key: 'stamp_activity_rolling', values: { days } } as Text]),
    { key: `stamp_calendar_${params.grain}` },
  ];
  return {
    figures: [],
    charts: [{ id: 'lines', spec, narrow, rows: chartRows(activity, params, context), height: HEIGHT + HEAD.wide + 24, title, caption }],
    table: tableOf(activity, params, context),
    insight: insightOf(activity, params, context),
    stamp: makeStamp(context, {
      money: thingsOf(params, context.model).some(({ table }) => table === 'orders' || table === 'order_items') ? false : null,
      range: true,
      provisional: periods.some(({ provisional }) => provisional),
      phrases,
    }),
    ledger: customerLedger(results['account'] ?? [], 'counted', {
      other_customers: { key: 'ledger_customers_other' },
      no_event: { key: 'ledger_customers_no_event' },
      outside_window: { key: 'ledger_customers_event_outside' },
    }),
  };
}
