import { daysOf } from '#core/query/context';
import { daysBetween } from '#core/query/days';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { compare, comparedPeople } from './compare';
import { DEFAULTS, form, type FunnelParams } from './params';
import { present } from './present';
import { compile, people } from './query';
import { suggestSteps } from '../step-words';

/** Where do customers drop out? How many go from step to step, and how soon. */
export const definition: AnalysisDefinition<'funnel', FunnelParams> = {
  kind: 'funnel',
  version: 2,
  question: { key: 'funnel_question' },
  requires: [
    { table: 'orders', columns: ['customer_id', 'ordered_at'], or: [{ table: 'usage_events', columns: ['customer_id', 'event_at'] }] },
  ],
  form,
  // Version 1 showed bars alone and held nothing constant, as the defaults of the new options do.
  migrations: [{ name: 'add_faces_and_hold', from: 1, up: (params) => params }],
  suggest: (model) => {
    const held = daysOf(model);
    const days = held ? daysBetween(held.first, held.last) : 0;
    const steps = suggestSteps(model);
    // Orders need longer than clicks; a quarter of the data at most is left for maturity.
    const window = steps[0]?.table === 'orders' ? ([180, 90, 60].find((length) => length * 4 <= days) ?? 30) : 7;
    return { ...DEFAULTS, steps, window, grain: days > 0 && days < 120 ? 'week' : 'month' };
  },
  parse: (value) => parseParams<FunnelParams>(form, value),
  compile,
  people: (part, params, context) => ('tool' in part ? comparedPeople : people)(part, params, context),
  present,
  compare,
};
