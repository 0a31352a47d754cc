import type { Scalar } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { CellLedger, SourceLedger } from '#core/model/ledger';
import type { Presentation } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import type { SourceInfo } from '#core/model/source';
import type { Report } from '#core/report/types';
import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import { maskResult } from '../privacy/mask';

type Values = Readonly<Record<string, Scalar>>;

/** Where a fault stands in the text of a query. */
interface FaultPlace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** One finished cell as it comes in: a `CellState` of `app/run`, or null when it never ran. */
export type CellOutcome =
  | {
      readonly state: 'done';
      readonly presentation: Presentation;
      readonly steps: readonly { readonly id: string; readonly sql: string }[];
    }
  | { readonly state: 'refused'; readonly issues: readonly Issue[] }
  | {
      readonly state: 'failed';
      readonly message: string;
      readonly sql: string | null;
      readonly segment?: string;
      readonly place?: FaultPlace;
    }
  | { readonly state: 'idle' | 'waiting' | 'running' };

/** One cell's numbers and what they rest on. Numbers are unrounded; texts stand beside them for people. */
export interface CellResult {
  readonly id: string;
  /** Of the registry, `custom`, or `sql` for a query. */
  readonly kind: string;
  /** Of a query: what others call its result. */
  readonly name?: string;
  readonly title: string | null;
  readonly state: CellOutcome['state'];
  /** Reasons of `refused` and `failed`, in words. */
  readonly issues?: readonly { readonly code: string; readonly text: string }[];
  readonly figures?: readonly {
    readonly label: string;
    readonly amount: number | null;
    readonly unit: Unit;
    readonly change: number | null;
  }[];
  /** Insight numbers by name, and the sentences made from them. */
  readonly numbers?: Readonly<Record<string, number | null>>;
  readonly sentences?: readonly { readonly finding: string; readonly rest: string | null }[];
  readonly columns?: readonly { readonly key: string; readonly label: string; readonly unit: Unit; readonly is: string }[];
  readonly rows?: readonly Values[];
  /** The rows each chart draws. */
  readonly charts?: readonly { readonly id: string; readonly rows: readonly Values[] }[];
  readonly stamp?: { readonly asOf: string; readonly phrases: readonly string[]; readonly provisional: boolean };
  readonly ledger?: {
    readonly used: CellLedger['used'];
    readonly excluded: readonly { readonly reason: string; readonly count: number; readonly unit: Unit }[];
  };
  readonly sql?: readonly { readonly id: string; readonly sql: string }[];
}

/** A whole report's results: the one shape that page and terminal write. Holds aggregates, and no list of customers. */
export interface ReportResults {
  readonly format: 'clientele.results';
  readonly version: 1;
  readonly title: string;
  readonly asOf: string | null;
  readonly range: Report['range'];
  readonly filters: Report['filters'];
  /** Those that filters may name, as definitions; absent where the report keeps none. */
  readonly segments?: NonNullable<Report['segments']>;
  readonly revenue: Report['revenue'];
  readonly currency: string | null;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly sources: readonly {
    readonly name: string;
    readonly fingerprint: string;
    readonly ledger: Pick<SourceLedger, 'records' | 'kept' | 'rejected' | 'skipped'> & { readonly valuesNotUnderstood: number };
  }[];
  readonly cells: readonly CellResult[];
}

export interface ResultsInput {
  readonly report: Report;
  /** Resolved against the data. */
  readonly asOf: string | null;
  readonly model: DataModel;
  readonly sources: readonly { readonly info: SourceInfo; readonly ledger: SourceLedger }[];
  /** By cell id. */
  readonly outcomes: ReadonlyMap<string, CellOutcome>;
  readonly say: (text: Text) => string;
}

type Say = ResultsInput['say'];

function fromPresentation(presentation: Presentation, say: Say): Omit<CellResult, 'id' | 'kind' | 'name' | 'title' | 'state' | 'sql'> {
  const { figures, insight, table, charts, stamp, ledger } = presentation;
  return {
    figures: figures.map(({ label, amount, unit, change }) => ({ label: say(label), amount, unit, change })),
    numbers: insight.numbers,
    sentences: insight.sentences.map(({ finding, rest }) => ({ finding: say(finding), rest: rest ? say(rest) : null })),
    columns: table.columns.map(({ key, label, unit, is }) => ({ key, label: say(label), unit, is })),
    rows: table.rows.map((row) => ({ ...row.values })),
    charts: charts.map(({ id, rows }) => ({ id, rows: rows.map((row) => ({ ...row })) })),
    stamp: { asOf: stamp.asOf, phrases: stamp.phrases.map(say), provisional: stamp.provisional },
    ledger: { used: ledger.used, excluded: ledger.excluded.map(({ reason, count, unit }) => ({ reason: say(reason), count, unit })) },
  };
}

const PLACED = 'query_fault_at';
const SEGMENT_FAILED = 'issue_run_segment_failed';

function fromOutcome(outcome: CellOutcome, say: Say): Partial<CellResult> {
  switch (outcome.state) {
    case 'done':
      return { ...fromPresentation(maskResult(outcome.presentation), say), sql: outcome.steps.map(({ id, sql }) => ({ id, sql })) };
    case 'refused':
      return { issues: outcome.issues.map((issue) => ({ code: issue.code, text: say({ key: issue.code, values: issue.values ?? {} }) })) };
    case 'failed':
      return {
        issues: [
          ...(outcome.segment === undefined
            ? []
            : [{ code: SEGMENT_FAILED, text: say({ key: SEGMENT_FAILED, values: { name: outcome.segment } }) }]),
          {
            code: 'failed',
            text: outcome.place ? say({ key: PLACED, values: { ...outcome.place, fault: { literal: outcome.message } } }) : outcome.message,
          },
        ],
        ...(outcome.sql === null ? {} : { sql: [{ id: 'failed', sql: outcome.sql }] }),
      };
    default:
      return {};
  }
}

/** The results of a report that ran. Cells stand in the report's order; one that did not run says so by its state. */
export function makeResults({ report, asOf, model, sources, outcomes, say }: ResultsInput): ReportResults {
  const cells = report.cells.flatMap((cell): CellResult[] => {
    if (cell.type !== 'analysis' && cell.type !== 'sql') return [];
    const outcome = outcomes.get(cell.id) ?? { state: 'idle' };
    const what = cell.type === 'sql' ? { kind: 'sql', name: cell.name } : { kind: cell.kind };
    return [{ id: cell.id, ...what, title: cell.title ?? null, state: outcome.state, ...fromOutcome(outcome, say) }];
  });
  return {
    format: 'clientele.results',
    version: 1,
    title: report.title,
    asOf,
    range: report.range,
    filters: report.filters,
    ...(report.segments ? { segments: report.segments } : {}),
    revenue: report.revenue,
    currency: report.currency ?? model.currency,
    tables: model.tables.map(({ name, rows }) => ({ name, rows })),
    sources: sources.map(({ info, ledger: { records, kept, rejected, skipped, values } }) => ({
      name: info.name,
      fingerprint: info.fingerprint,
      ledger: { records, kept, rejected, skipped, valuesNotUnderstood: values.reduce((sum, each) => sum + each.count, 0) },
    })),
    cells,
  };
}

/** The text of a results file, with a line break at its end. */
export const writeResults = (results: ReportResults): string => `${JSON.stringify(results, null, 2)}\n`;
