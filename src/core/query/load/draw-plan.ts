import type { Draw } from '#core/model/draw';
import type { PlannedColumn, SourcePlan } from './plan';

type Undrawn = Omit<SourcePlan, 'draw'>;

/** The shares that are offered (LD31). */
export const SHARES = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500, 1000] as const;

const isOrder = ({ grain }: Undrawn): boolean => grain === 'order' || grain === 'order_line';

const known = ({ columns }: Undrawn, name: string): PlannedColumn | undefined =>
  columns.find((column) => !column.attribute && column.name === name);

/** Where the records of a source name their customer, as the file itself says it (LD30); null where they do not. */
export function drawOf(plan: Undrawn, oneIn: number): Draw | null {
  const customer = known(plan, 'customer_id');
  if (!customer || customer.index >= plan.width) return null;
  if (plan.steps?.steps.some(({ step }) => step.kind === 'recode' && step.column === customer.header)) return null;
  const order = isOrder(plan) ? known(plan, 'order_id') : undefined;
  return {
    oneIn,
    customer: customer.index,
    order: order && order.index < plan.width ? order.index : -1,
    ...(customer.nulls.length > 0 ? { nulls: customer.nulls } : {}),
  };
}

/** The sources that keep an import from being drawn (LD30); none where it can be. */
export function findUndrawable(plans: readonly SourcePlan[]): readonly SourcePlan[] {
  const without = plans.filter((plan) => drawOf(plan, 2) === null);
  return without.length === plans.length ? plans : without.filter(isOrder);
}
