import { daysOf } from '#core/query/context';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { DEFAULTS, form, type RevenueRetentionParams } from './params';
import { present } from './present';
import { compile, people } from './query';
import { endsOf, firstDay, requires } from './source';

/** How much of last year's revenue is still there? Net and gross retention, what came, grew, shrank and left, and the customers behind it. */
export const definition: AnalysisDefinition<'revenue_retention', RevenueRetentionParams> = {
  kind: 'revenue_retention',
  version: 1,
  question: { key: 'revenue_retention_question' },
  requires,
  form,
  migrations: [],
  suggest: (model) => {
    const first = firstDay(model);
    const last = daysOf(model)?.last;
    if (!first || !last) return DEFAULTS;
    const horizon = (['12', '6', '3', '1'] as const).find((months) => endsOf({ horizon: months }, last).then >= first.slice(0, 8) + '01');
    return { ...DEFAULTS, horizon: horizon ?? '1' };
  },
  parse: (value) => parseParams<RevenueRetentionParams>(form, value),
  compile,
  people,
  present,
};
