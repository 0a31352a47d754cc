import { kaplanMeier } from '#core/stats/survival';
import { survivalQuantile, type SurvivalTime } from '#core/stats/survival-summary';
import type { Results } from '../contract';
import { countOf, ratio } from '../words';
import type { RepurchaseParams } from './params';
import { STAGES, type Stage } from './stages-sql';

/** A stage and the way to the next one (RP9, RP10). */
export interface StageRow {
  readonly stage: Stage;
  readonly customers: number;
  readonly share: number | null;
  /** Everybody who ever stood here, and those of them who went on; null for the last stages. */
  readonly onward: { readonly customers: number; readonly came: number; readonly usual: SurvivalTime } | null;
}

export function readStages(results: Results, { interval }: RepurchaseParams): StageRow[] {
  const counts = new Map((results['stages'] ?? []).map((row) => [row['stage'], countOf(row, 'customers')]));
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return STAGES.map((stage): StageRow => {
    const rows = (results['stage_waits'] ?? []).filter((row) => row['stage'] === stage);
    const curve = kaplanMeier(
      rows.map((row) => ({ exit: countOf(row, 'days'), event: row['came'] === true, count: countOf(row, 'customers') })),
    );
    const customers = counts.get(stage) ?? 0;
    const onward =
      curve.subjects > 0 ? { customers: curve.subjects, came: curve.events, usual: survivalQuantile(curve, 0.5, interval) } : null;
    return { stage, customers, share: ratio(customers, all), onward };
  });
}
