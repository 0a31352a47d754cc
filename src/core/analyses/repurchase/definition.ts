import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type RepurchaseParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** How soon do customers buy again? Time to the next order, with those who have not ordered yet in it. */
export const definition: AnalysisDefinition<'repurchase', RepurchaseParams> = {
  kind: 'repurchase',
  version: 1,
  question: { key: 'repurchase_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: () => ({
    show: 'curves',
    days: 90,
    breakdown: null,
    from: 'previous',
    loyal: 4,
    until: 365,
    sameDay: false,
    interval: 'log-log',
  }),
  parse: (value) => parseParams<RepurchaseParams>(form, value),
  compile,
  people,
  present,
};
