import { addDays, addMonths, daysBetween } from '#core/query/days';
import type { QueryContext } from '#core/query/types';
import type { OverviewParams } from './params';

/** Days, both ends included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The dates that are counted and those they are compared with (OV1, OV7). */
export interface Windows {
  readonly now: Span;
  readonly before: (Span & { readonly kind: 'year' | 'days' }) | null;
}

export function windowsOf(params: OverviewParams, context: QueryContext): Windows {
  const dataFrom = context.model.firstOrder?.slice(0, 10) ?? context.asOf;
  const now = { from: context.range.from ?? dataFrom, to: context.asOf };
  const reaches = (span: Span): boolean => dataFrom <= span.from;
  const year = { kind: 'year' as const, from: addMonths(now.from, -12), to: addMonths(now.to, -12) };
  const length = daysBetween(now.from, now.to) + 1;
  const days = { kind: 'days' as const, from: addDays(now.from, -length), to: addDays(now.from, -1) };
  const wanted = params.compare === 'auto' ? [year, days] : [year, days].filter(({ kind }) => kind === params.compare);
  return { now, before: wanted.find(reaches) ?? null };
}
