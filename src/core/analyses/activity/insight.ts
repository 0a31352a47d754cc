import type { Text } from '#core/messages/text';
import type { Insight } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, customersText, periodInText } from '../words';
import { daysOfMeasure, type ActivityParams } from './params';
import type { Activity } from './series';

const textOf = (n: number, params: ActivityParams): Text =>
  params.measure === 'events' ? { key: 'activity_times', values: { n } } : customersText(n);

/** AV8: the thing that most did in the latest whole period, beside the period before. */
export function insightOf({ periods, series }: Activity, params: ActivityParams, context: PresentContext): Insight {
  const at = periods.findLastIndex(({ provisional }) => !provisional);
  const top = at < 0 ? undefined : series.reduce((best, each) => (each.numbers[at]! > (best?.numbers[at] ?? -1) ? each : best), series[0]);
  if (!top) return { sentences: [], numbers: { latest: null, before: null, whole: null } };
  const latest = top.numbers[at]!;
  const before = at > 0 && !periods[at - 1]!.provisional ? top.numbers[at - 1]! : null;
  const days = daysOfMeasure(params.measure);
  const values = {
    thing: top.name,
    count: textOf(latest, params),
    period: periodInText(params.grain, periods[at]!.start, context),
    ...(days === null ? {} : { days }),
  };
  const finding: Text = { key: days === null ? 'activity_finding' : 'activity_finding_rolling', values };
  const rest: Text | undefined = before === null ? undefined : { key: 'activity_before', values: { before: amount(before, 'count') } };
  return { sentences: [{ finding, ...(rest ? { rest } : {}) }], numbers: { latest, before, whole: top.whole } };
}
