import { columnIn, listLacks, type DataModel, type Requirement } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { isComplete, movePeriod, startOf } from '#core/query/days';
import type { RevenueRetentionParams } from './params';

const CONTRACTS: Requirement = { table: 'contracts', columns: ['customer_id', 'signed_at', 'amount'] };
const ORDERS: Requirement = { table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] };

export const requires: readonly Requirement[] = [{ ...CONTRACTS, or: [ORDERS] }];

/** Where the revenue of a month comes from. */
export type Source = 'contracts' | 'orders';

const holds = (model: DataModel, requirement: Requirement): boolean => listLacks(model, [requirement]).length === 0;

/** Contracts where the data have them, or what is asked for (RN1). Fails where it is not in the data. */
export function sourceOf({ source }: Pick<RevenueRetentionParams, 'source'>, model: DataModel): Result<Source> {
  const chosen = source !== 'auto' ? source : holds(model, CONTRACTS) ? 'contracts' : 'orders';
  if (chosen === 'contracts')
    return holds(model, CONTRACTS) ? succeed(chosen) : fail({ code: 'issue_revenue_retention_no_contracts', path: ['source'] });
  return holds(model, ORDERS) ? succeed(chosen) : fail({ code: 'issue_query_no_amounts', path: ['source'] });
}

/** First days of the two months that are compared (RN9). */
export interface Ends {
  readonly then: string;
  readonly now: string;
}

export function endsOf({ horizon }: Pick<RevenueRetentionParams, 'horizon'>, asOf: string): Ends {
  const month = startOf('month', asOf);
  const now = isComplete('month', month, asOf) ? month : movePeriod('month', month, -1);
  return { then: movePeriod('month', now, -Number(horizon)), now };
}

/** The first day on which the data speak of revenue; null where nobody knows. */
export function firstDay(model: DataModel): string | null {
  const source = sourceOf({ source: 'auto' }, model);
  if (!source.ok) return null;
  if (source.value === 'orders') return model.firstOrder;
  const days = ['starts_on', 'signed_at'].flatMap((name) => columnIn(model, 'contracts', name)?.min?.slice(0, 10) ?? []);
  return days.toSorted()[0] ?? null;
}
