import type { SqlStep } from '#core/analyses/contract';
import type { Result } from '#core/model/result';
import type { SegmentPeople } from '#core/query/types';
import type { Report } from '#core/report/types';
import { QueryError } from '#edge/engine/connector';
import { isAsked, type AskedCell } from './asked';
import { isSql, prepareCell, type Prepared, type Understood } from './prepare';
import { followsSelection, type Selection } from './selection';
import type { AheadOptions } from './types';

/** What a runner does for asking ahead. */
export interface AheadDoors {
  selected(selection: Selection): Promise<Result<SegmentPeople> | undefined>;
  understand(cell: AskedCell, selection: Selection, selected: Result<SegmentPeople>): Promise<Result<Understood>>;
  isAnswered(ask: string): boolean;
  /** Asks one step and keeps its answer. Rejects with `QueryError`. */
  ask(prepared: Prepared, step: SqlStep): Promise<void>;
  /** Makes ready what is shown of a cell, all of whose steps are answered. */
  present(prepared: Prepared): void;
}

/** XF9: asks what the cells that follow would ask for each part of a selection alone, until `signal` ends it. */
export async function askAhead(report: Report, { selection, nameOf }: AheadOptions, doors: AheadDoors, signal: AbortSignal): Promise<void> {
  for (const part of selection.parts) {
    const alone: Selection = { ...selection, parts: [part], name: nameOf?.(part) ?? selection.name };
    const selected = await doors.selected(alone);
    if (!selected?.ok) continue;
    for (const cell of report.cells.filter(isAsked)) {
      if (signal.aborted) return;
      if (!followsSelection(cell, alone)) continue;
      const understood = await doors.understand(cell, alone, selected);
      const prepared = understood.ok ? prepareCell(understood.value) : understood;
      if (prepared.ok) await askSteps(prepared.value, doors, signal);
    }
  }
}

async function askSteps(prepared: Prepared, doors: AheadDoors, signal: AbortSignal): Promise<void> {
  try {
    for (const step of prepared.steps.filter(isSql)) {
      if (signal.aborted) return;
      if (!doors.isAnswered(prepared.asks.get(step.id)!)) await doors.ask(prepared, step);
    }
    if (prepared.steps.every(isSql)) doors.present(prepared);
  } catch (fault) {
    if (!(fault instanceof QueryError)) throw fault;
  }
}
