import type { MessageKey } from '#core/messages/message-key';
import type { Metric, MetricUnit } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';

export const METRIC_UNITS: readonly MetricUnit[] = ['money', 'count', 'rate', 'number', 'days'];

/** MT1: why a metric cannot have this name; null where it can. */
export function metricNameTrouble(name: string, id: string, report: Report | null): MessageKey | null {
  const own = name.trim().toLowerCase();
  if (own === '') return 'metric_name_empty';
  return report?.metrics?.some((other) => other.id !== id && other.name.toLowerCase() === own) ? 'metric_name_taken' : null;
}

/** An id that no metric of the report has. */
export function nextMetricId(report: Report | null): string {
  const taken = new Set(report?.metrics?.map(({ id }) => id));
  for (let number = 1; ; number++) if (!taken.has(`m${number}`)) return `m${number}`;
}

/** MT2: what people call the questions that count by a metric. */
export const usesOf = ({ id }: Metric, report: Report | null): readonly string[] =>
  (report?.cells ?? []).flatMap((cell) => {
    if (cell.type !== 'sql' || cell.query.by !== 'builder') return [];
    return cell.query.measures.some((measure) => measure.of === 'metric' && measure.metric === id) ? [cell.title ?? cell.name] : [];
  });
