import type { DataModel } from '#core/model/data-model';
import { daysBetween } from '#core/query/days';
import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type MigrationParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** A year where the data hold two, else half of them; so both dates have as much behind them. */
function suggest({ firstOrder, lastOrder }: DataModel): MigrationParams {
  const days = firstOrder && lastOrder ? daysBetween(firstOrder, lastOrder) + 1 : 730;
  const gap = days >= 730 ? 365 : Math.max(1, Math.floor(days / 2));
  return { scheme: 'tiers', gap, tiers: [], window: gap, cuts: 'frozen', show: 'customers' };
}

/** Which customers rose and fell between two dates? The way from every tier or segment to every other. */
export const definition: AnalysisDefinition<'migration', MigrationParams> = {
  kind: 'migration',
  version: 1,
  question: { key: 'migration_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest,
  parse: (value) => parseParams<MigrationParams>(form, value),
  compile,
  people,
  present,
};
