import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type PipelineParams } from './params';
import { present } from './present';
import { compile, people } from './query';

const DEFAULTS: PipelineParams = { rule: 'reached', stages: [], split: null, which: 'created', entries: 'first', won: [], lost: [] };

/** How far do deals come? Stages passed under three rules, win rate, amounts and days, by any group, and the customers behind them. */
export const definition: AnalysisDefinition<'pipeline', PipelineParams> = {
  kind: 'pipeline',
  version: 1,
  question: { key: 'pipeline_question' },
  requires: [{ table: 'opportunities', columns: ['opportunity_id', 'stage'] }],
  form,
  migrations: [],
  suggest: () => DEFAULTS,
  parse: (value) => parseParams<PipelineParams>(form, value),
  compile,
  people,
  present,
};
