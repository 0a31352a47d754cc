import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type RepurchaseParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Do those who recommend buy again more often? Repurchase after the answer by class of NPS. */
export const definition: AnalysisDefinition<'satisfaction_repurchase', RepurchaseParams> = {
  kind: 'satisfaction_repurchase',
  version: 1,
  question: { key: 'answered_repurchase_question' },
  requires: [
    { table: 'surveys', columns: ['responded_at'] },
    { table: 'orders', columns: ['customer_id', 'ordered_at'] },
  ],
  form,
  migrations: [],
  suggest: () => ({ days: '90' }),
  parse: (value) => parseParams<RepurchaseParams>(form, value),
  compile,
  people,
  present,
};
