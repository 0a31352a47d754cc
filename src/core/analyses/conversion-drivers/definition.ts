import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { definition as funnel } from '../funnel/definition';
import { CONVERSION_DEFAULTS, form, type ConversionParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What goes with converting? Traits of customers and things done on the way, set against going all the way of a funnel. */
export const definition: AnalysisDefinition<'conversion_drivers', ConversionParams> = {
  kind: 'conversion_drivers',
  version: 1,
  question: { key: 'conversion_drivers_question' },
  requires: [
    { table: 'orders', columns: ['customer_id', 'ordered_at'], or: [{ table: 'usage_events', columns: ['customer_id', 'event_at'] }] },
  ],
  form,
  migrations: [],
  suggest: (model) => {
    const { steps, window } = funnel.suggest(model);
    return { ...CONVERSION_DEFAULTS, steps, window };
  },
  parse: (value) => parseParams<ConversionParams>(form, value),
  compile,
  people,
  present,
};
