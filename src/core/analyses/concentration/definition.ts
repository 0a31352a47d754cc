import { fail, type Result } from '#core/model/result';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type ConcentrationParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** CN10: the classes must not end before they begin. */
function parse(value: unknown): Result<ConcentrationParams> {
  const params = parseParams<ConcentrationParams>(form, value);
  if (!params.ok || params.value.b > params.value.a) return params;
  return fail({ code: 'issue_query_class_borders', path: ['b'] });
}

/** How much of the money hangs on a few customers? ABC classes, the curve of shares, Gini. */
export const definition: AnalysisDefinition<'concentration', ConcentrationParams> = {
  kind: 'concentration',
  version: 1,
  question: { key: 'concentration_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: () => ({ a: 80, b: 95 }),
  parse,
  compile,
  people,
  present,
};
