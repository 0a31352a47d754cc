import type { Results } from '#core/analyses/contract';
import type { Customising, CustomWords } from '#core/analyses/custom/customise';
import { rowsOf, type Columns, type Row, type Scalar } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { DataModel } from '#core/model/data-model';
import type { Part, Presentation } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { SegmentPeople } from '#core/query/types';
import type { Metric } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import type { QueryBounds } from '#edge/engine/query-bounds';
import { Answers } from './answers';
import { contextOf } from './context';
import { customiseCell } from './customise';
import { askAhead, type AheadDoors } from './ahead';
import { faultOf, RefusedStep } from './fault';
import { metricOnTrial } from './built';
import { limitRows } from './limit';
import { aroundOf, askWith, countLast, isKeepable, SegmentLists } from './lists';
import { isAsked, type AskedCell } from './asked';
import { boundScope } from './notebook';
import { addsUp, isSql, prepareCell, understandCell, type Prepared, type Understood } from './prepare';
import { compileSegments, type SegmentSurroundings } from './segments';
import { readsSelection, selectedPeople } from './selected-people';
import { followsSelection, selectingFirst, withinSelection } from './selection';
import { askComparison, askingOf, askOnly, askPeople, boundsOf, orIssue } from './single-asks';
import type { Done } from './presented';
import type { AheadOptions, CellState, CellUpdate, FitRoutines, LoadDefinition, RunOptions, Runner } from './types';

interface Job {
  readonly prepared: Prepared;
  readonly bounds: QueryBounds | undefined;
  readonly controller: AbortController;
  /** Ends with the cell or with its run. */
  readonly signal: AbortSignal;
}

const peopleFailed = (detail: string): Issue => ({ code: 'issue_run_people_failed', values: { detail } });
/** Lets what was said be drawn before more is worked out. */
const drawing = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const IDLE: CellState = { state: 'idle' };
const askOf = (prepared: Prepared): string => JSON.stringify([...prepared.asks.values()]);

/** A runner over one loaded data set. Make a new one after a load. `fit` computes fit steps where there is somebody to do it. */
export function createRunner(connector: Connector, model: DataModel, loadDefinition: LoadDefinition, fit?: FitRoutines): Runner {
  return new ReportRunner(connector, model, loadDefinition, fit);
}

class ReportRunner implements Runner {
  #answers = new Answers();
  #shown = new Map<string, { readonly signature: string; readonly state: Done }>();
  /** Cells all of whose numbers add up by keys, when last asked. */
  #additive = new Set<string>();
  #cancelled = new Map<string, string>();
  #jobs = new Map<string, Job>();
  #latest = new AbortController();
  #ahead = new AbortController();
  /** The columns that rows came from, for cells that know nothing of them. */
  #columns = new WeakMap<readonly Row[], Columns>();
  readonly #lists: SegmentLists;

  constructor(
    private readonly connector: Connector,
    readonly model: DataModel,
    private readonly loadDefinition: LoadDefinition,
    private readonly fit: FitRoutines | undefined,
  ) {
    this.#lists = new SegmentLists(connector);
  }

  run(report: Report, options: RunOptions): AsyncIterable<CellUpdate> {
    this.#latest.abort();
    this.#ahead.abort();
    this.#latest = new AbortController();
    this.#lists.begin();
    this.#answers.beginRun(report);
    const signal = AbortSignal.any([this.#latest.signal, ...(options.signal ? [options.signal] : [])]);
    return this.#updates(report, options, signal);
  }

  cancel(cellId: string): void {
    const job = this.#jobs.get(cellId);
    if (!job) return;
    this.#cancelled.set(cellId, askOf(job.prepared));
    job.controller.abort();
  }

  retry(cellId: string): void {
    this.#cancelled.delete(cellId);
  }

  async people(report: Report, cellId: string, part: Part, options: RunOptions): Promise<Result<Columns>> {
    this.#ahead.abort();
    const understood = await this.#understand(report, cellId, options);
    if (!understood.ok) return understood;
    return orIssue(() => askPeople(this.connector, understood.value, part, askingOf(understood.value.cell, options)), peopleFailed);
  }

  async countSegment(report: Report, segmentId: string, options: RunOptions): Promise<Result<number>> {
    this.#ahead.abort();
    const segments = await compileSegments([segmentId], this.#around(report, options));
    if (!segments.ok) return segments;
    if (segments.value.at(-1)?.id !== segmentId) throw new Error(`no segment ${segmentId}`);
    return orIssue(async () => succeed(await countLast(this.connector, segments.value, options.signal)), peopleFailed);
  }

  async customise(report: Report, cellId: string, words: CustomWords, options: RunOptions): Promise<Result<Customising>> {
    this.#ahead.abort();
    // XF7
    const { selection: _, ...whole } = options;
    const understood = await this.#understand(report, cellId, whole);
    return understood.ok ? customiseCell(understood.value, words, this.connector, options.signal) : understood;
  }

  async tryMetric(report: Report, metric: Metric, options: RunOptions): Promise<Result<Scalar>> {
    this.#ahead.abort();
    const cell = metricOnTrial(metric);
    const understood = await this.#understandCell(cell, { ...report, metrics: [metric], cells: [...report.cells, cell] }, options);
    if (!understood.ok) return understood;
    const prepared = prepareCell(understood.value);
    if (!prepared.ok) return prepared;
    return orIssue(
      async () => succeed((await askOnly(this.connector, prepared.value, askingOf(cell, options))).columns[0]?.values[0] ?? null),
      (message) => ({ code: 'issue_metric_failed', values: { detail: { literal: message } } }),
    );
  }

  async compare(report: Report, cellId: string, options: RunOptions): Promise<Result<Comparison>> {
    this.#ahead.abort();
    const understood = await this.#understand(report, cellId, options);
    if (!understood.ok) return understood;
    return orIssue(
      () => askComparison(this.connector, understood.value, this.#answers, options.signal),
      (detail) => ({ code: 'issue_compare_failed', values: { detail } }),
    );
  }

  async #understand(report: Report, cellId: string, options: RunOptions) {
    const cell = report.cells.find((each) => each.id === cellId);
    if (!cell || !isAsked(cell)) throw new Error(`no cell ${cellId} that asks anything`);
    return this.#understandCell(cell, report, options, await this.#selected(report, options));
  }

  /** XF2: `selected` is whom the cells that follow show; absent where nothing is selected. */
  async #understandCell(
    cell: AskedCell,
    report: Report,
    options: RunOptions,
    selected?: Result<SegmentPeople>,
  ): Promise<Result<Understood>> {
    const own = boundScope(report, cell);
    if (!selected || !followsSelection(cell, options.selection)) {
      const around = this.#around(own, options);
      return understandCell(cell, around, await contextOf(around, options));
    }
    if (!selected.ok) return selected;
    const around = this.#around(withinSelection(own), options);
    const following = await understandCell(cell, around, await contextOf(around, options, selected.value));
    return following.ok && !readsSelection(following.value) ? this.#understandCell(cell, report, options) : following;
  }

  async #selected(report: Report, options: RunOptions): Promise<Result<SegmentPeople> | undefined> {
    const { selection } = options;
    if (!selection) return undefined;
    const cell = report.cells.find(({ id }) => id === selection.cellId);
    if (!cell || !isAsked(cell)) return fail({ code: 'issue_select_gone' });
    try {
      const understood = await this.#understandCell(cell, report, options);
      return understood.ok ? selectedPeople(understood.value, selection) : fail({ code: 'issue_select_gone' }, ...understood.issues);
    } catch (error) {
      return fail({ code: 'issue_run_definition', values: { detail: error instanceof Error ? error.message : String(error) } });
    }
  }

  async ahead(report: Report, options: AheadOptions): Promise<void> {
    this.#ahead.abort();
    if (!isKeepable(this.model)) return;
    this.#ahead = new AbortController();
    this.#answers.turnTo(report);
    const signal = AbortSignal.any([this.#ahead.signal, ...(options.signal ? [options.signal] : [])]);
    const doors: AheadDoors = {
      selected: (selection) => this.#selected(report, { ...options, selection }),
      understand: (cell, selection, selected) => this.#understandCell(cell, report, { ...options, selection }, selected),
      isAnswered: (ask) => this.#answers.has(ask),
      ask: async (prepared, step) => {
        const rows = await this.#ask(prepared, step, {}, { signal, bounds: boundsOf(prepared.cell, options) });
        this.#answers.setAhead(prepared.asks.get(step.id)!, rows);
      },
      present: (prepared) => {
        // RU20: what was dropped meanwhile is no empty answer.
        if (!addsUp(prepared.steps) || !this.#answers.hasAll(prepared) || this.#answers.presented.has(prepared.signature)) return;
        const results = Object.fromEntries(prepared.steps.map(({ id }) => [id, this.#answers.get(prepared.asks.get(id)!) ?? []]));
        this.#answers.presented.set(prepared.signature, this.#present(prepared, results, 0));
      },
    };
    await askAhead(report, options, doors, signal);
  }

  async holds(report: Report, options: RunOptions): Promise<boolean> {
    return (await this.#selected(report, options))?.ok !== false;
  }

  async *#updates(report: Report, options: RunOptions, signal: AbortSignal): AsyncGenerator<CellUpdate> {
    const jobs: Job[] = [];
    const selected = await this.#selected(report, options);
    const inOrder = selectingFirst(report.cells.filter(isAsked), options.selection, this.#additive);
    const quick = options.selection ? inOrder.findLast(({ id }) => this.#additive.has(id))?.id : undefined;
    for (const cell of inOrder) {
      const state = await this.#begin(cell, report, options, signal, jobs, selected);
      if (signal.aborted) return;
      yield { cellId: cell.id, state };
      if (cell.id === quick) await drawing();
    }
    for (const job of jobs)
      for await (const state of this.#finish(job)) {
        if (signal.aborted) return;
        yield { cellId: job.prepared.cell.id, state };
      }
  }

  #around(report: Report, { seed }: RunOptions): SegmentSurroundings {
    return { report, model: this.model, dialect: this.connector.dialect, seed, load: this.loadDefinition };
  }

  /** Settles a cell that needs no query; else puts it in the line of jobs. */
  async #begin(
    cell: AskedCell,
    report: Report,
    options: RunOptions,
    signal: AbortSignal,
    jobs: Job[],
    selected: Result<SegmentPeople> | undefined,
  ): Promise<CellState> {
    try {
      const understood = await this.#understandCell(cell, report, options, selected);
      if (!understood.ok) return { state: 'refused', issues: understood.issues };
      const prepared = prepareCell(understood.value);
      if (!prepared.ok) return { state: 'refused', issues: prepared.issues };
      if (this.#cancelled.get(cell.id) === askOf(prepared.value)) return IDLE;
      this.#cancelled.delete(cell.id);
      if (this.#answers.hasAll(prepared.value)) return await this.#answer(prepared.value, signal);
      jobs.push(this.#queue(prepared.value, boundsOf(cell, options), signal));
      return { state: 'running', previous: this.#previous(cell) };
    } catch (error) {
      return await faultOf(error, null);
    }
  }

  #queue(prepared: Prepared, bounds: QueryBounds | undefined, signal: AbortSignal): Job {
    const controller = new AbortController();
    const job = { prepared, bounds, controller, signal: AbortSignal.any([signal, controller.signal]) };
    this.#jobs.set(prepared.cell.id, job);
    return job;
  }

  #previous(cell: AskedCell): Presentation | null {
    return this.#shown.get(cell.id)?.state.presentation ?? null;
  }

  /** The states of a cell in its turn: each list that is worked out for it, then how it ended. */
  async *#finish(job: Job): AsyncGenerator<CellState> {
    const { prepared, bounds, signal } = job;
    try {
      if (!signal.aborted && this.#needsLists(prepared)) yield* this.#waitForLists(prepared, signal);
      yield signal.aborted ? IDLE : await this.#answer(prepared, signal, bounds);
    } catch (error) {
      yield signal.aborted ? IDLE : await faultOf(error, prepared);
    } finally {
      if (this.#jobs.get(prepared.cell.id) === job) this.#jobs.delete(prepared.cell.id);
    }
  }

  #needsLists({ steps, asks, sent }: Prepared): boolean {
    return steps.some(
      (step) => isSql(step) && sent.has(step.id) && sent.get(step.id) !== step.sql && !this.#answers.has(asks.get(step.id)!),
    );
  }

  async *#waitForLists({ cell, context }: Prepared, signal: AbortSignal): AsyncGenerator<CellState> {
    const running = { state: 'running', previous: this.#previous(cell) } as const;
    let waited = false;
    for await (const segment of this.#lists.prepare(context.segments ?? [], signal)) {
      waited = true;
      yield { ...running, segment };
    }
    if (waited) yield running;
  }

  async #answer(prepared: Prepared, signal: AbortSignal, bounds?: QueryBounds): Promise<CellState> {
    const before = this.#shown.get(prepared.cell.id);
    if (before?.signature === prepared.signature) return before.state;
    const results: Record<string, readonly Row[]> = {};
    let took = 0;
    for (const step of prepared.steps) {
      const ask = prepared.asks.get(step.id)!;
      const known = this.#answers.get(ask);
      const began = performance.now();
      results[step.id] = known ?? (await this.#ask(prepared, step, results, { signal, bounds }));
      if (!known) took += performance.now() - began;
      this.#answers.set(ask, results[step.id]!);
    }
    const state = this.#answers.presented.get(prepared.signature) ?? this.#present(prepared, results, took);
    this.#shown.set(prepared.cell.id, { signature: prepared.signature, state });
    if (addsUp(prepared.steps)) this.#additive.add(prepared.cell.id);
    else this.#additive.delete(prepared.cell.id);
    return state;
  }

  /** `took` is for how long the engine was asked, in milliseconds. */
  #present(prepared: Prepared, results: Results, took: number): Done {
    const { definition, params, context, steps } = prepared;
    const columns = this.#columnsOf(prepared, results);
    const presentation = definition.present(results, params, columns ? { ...context, columns } : context);
    return { state: 'done', presentation, steps: steps.filter(isSql), took };
  }

  #columnsOf({ steps, context }: Prepared, results: Results): Readonly<Record<string, Columns>> | null {
    if (!context.notebook) return null;
    const known = steps.map(({ id }) => [id, this.#columns.get(results[id] ?? [])] as const);
    return Object.fromEntries(known.filter((each): each is readonly [string, Columns] => each[1] !== undefined));
  }

  async #ask(
    { sent, context }: Prepared,
    step: Prepared['steps'][number],
    results: Results,
    { signal, bounds }: { readonly signal: AbortSignal; readonly bounds: QueryBounds | undefined },
  ): Promise<readonly Row[]> {
    if (isSql(step)) {
      const question = { sql: step.sql, sent: limitRows(sent.get(step.id) ?? step.sql, step.most) };
      const columns = await askWith(this.connector, question, aroundOf(context), signal, bounds);
      const rows = rowsOf(columns);
      this.#columns.set(rows, columns);
      return rows;
    }
    if (!this.fit) throw new RefusedStep({ code: 'issue_run_no_fit', values: { routine: step.routine } });
    const reads = Object.fromEntries(step.reads.map((id) => [id, results[id] ?? []]));
    return this.fit(step, reads, signal);
  }
}
