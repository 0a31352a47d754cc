import { daysOf } from '#core/query/context';
import { daysBetween } from '#core/query/days';
import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type ActivityParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What do customers do, and how often? Rows of any table, or the customers behind them, by period. */
export const definition: AnalysisDefinition<'activity', ActivityParams> = {
  kind: 'activity',
  version: 1,
  question: { key: 'activity_question' },
  requires: [
    { table: 'usage_events', columns: ['customer_id', 'event_at'], or: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }] },
  ],
  form,
  migrations: [],
  suggest: (model) => {
    const days = daysOf(model);
    const length = days ? daysBetween(days.first, days.last) : 365;
    return { things: [], measure: 'customers', grain: length < 45 ? 'day' : length < 180 ? 'week' : 'month', breakdown: null };
  },
  parse: (value) => parseParams<ActivityParams>(form, value),
  compile,
  people,
  present,
};
