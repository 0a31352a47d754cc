import type { Text } from '#core/messages/text';
import { columnIn, holdsColumn, type DataModel } from '#core/model/data-model';
import type { Scalar } from '#core/model/columns';
import type { Part, Presentation, TableRow } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import { datesAnswers } from '#core/query/answers';
import type { Over } from './answer-periods';

/** Why answers without dates cannot be set side by side over time (SA14); null where they can, or where nobody asks for it. */
export const refuseUndated = (over: Over, model: DataModel): Issue | null =>
  over === 'none' || datesAnswers(model)
    ? null
    : { code: over === 'wave' ? 'issue_answers_undated_waves' : 'issue_answers_undated', path: ['over'] };

/** Which answers count, in words (AN3, AN4): the latest where that is asked for, as `latest` says it, and all without a date. */
export function answerPhrases(latest: 'stamp_latest_answer' | 'stamp_latest_of_period' | null, model: DataModel): Text[] {
  if (!datesAnswers(model)) return [{ key: 'stamp_undated' }];
  const undated = columnIn(model, 'surveys', 'responded_at')?.missing ?? 0;
  return [
    ...(latest ? [{ key: latest } as const] : []),
    ...(undated > 0 ? [{ key: 'stamp_some_undated', values: { n: undated } } as const] : []),
  ];
}

/** Whether answers name their customers (SA15). */
export const knowsAnswerers = (model: DataModel): boolean => holdsColumn(model, 'surveys', 'customer_id');

/**
 * What is shown of answers that name no customer: without the columns and places behind which customers would stand (SA15). `kept`: places that can be
 * opened all the same.
 */
export function withoutCustomers(presentation: Presentation, kept: (part: Part) => boolean = () => false): Presentation {
  const { charts, table, insight } = presentation;
  const { low_customers: _, ...numbers } = insight.numbers;
  const rows = table.rows.map(({ parts = {}, ...row }): TableRow => {
    const open = Object.entries(parts).filter(([, part]) => kept(part));
    return open.length > 0 ? { ...row, parts: Object.fromEntries(open) } : row;
  });
  const opens = (text: Scalar | undefined): boolean => typeof text === 'string' && kept(JSON.parse(text) as Part);
  return {
    ...presentation,
    charts: charts.map((chart) => ({ ...chart, rows: chart.rows.map((row) => (opens(row['part']) ? row : { ...row, part: null })) })),
    table: { columns: table.columns.filter(({ key, part }) => !part || rows.some(({ parts }) => parts?.[key])), rows },
    insight: { ...insight, numbers },
  };
}
