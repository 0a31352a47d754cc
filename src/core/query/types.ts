import type { DataModel } from '#core/model/data-model';
import type { DateRange, Filter, RevenueRule } from '#core/model/filters';
import type { Dialect } from '#core/sql/dialect';

/** The fields of a report that decide which rows a number reads. A `Report` fits. */
export interface ReportScope {
  readonly asOf: string | null;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly revenue: RevenueRule;
  readonly weekStart: 'monday' | 'sunday';
}

/** A segment that filters may name, ready to be asked. */
export interface SegmentPeople {
  readonly id: string;
  /** The person's own words. */
  readonly name: string;
  /** What its list is called in SQL. */
  readonly relation: string;
  /** One complete SELECT whose column `customer_id` lists its customers, naming only lists before it; null where the list stands around the query. */
  readonly sql: string | null;
}

/** Everything SQL is built from; the same shape as the `CompileContext` of the contract. */
export interface QueryContext extends Omit<ReportScope, 'asOf'> {
  readonly model: DataModel;
  readonly dialect: Dialect;
  /** End of this day, already moved back when the range ends earlier. */
  readonly asOf: string;
  readonly seed: number;
  /** The segments that `filters` name, after those they rest on. */
  readonly segments?: readonly SegmentPeople[];
  /** The report's own relations are left out of queries: those of this day and these filters, but for windows other than its range. */
  readonly bare?: Pick<QueryContext, 'asOf' | 'filters'>;
  /** Lists of customers are wanted for their ids alone. */
  readonly idsOnly?: true;
}

/** One named relation of a query. */
export interface Relation {
  readonly name: string;
  readonly sql: string;
  /** Worked out once, however often it is named: for what is dear to find and small when found. */
  readonly once?: true;
}
