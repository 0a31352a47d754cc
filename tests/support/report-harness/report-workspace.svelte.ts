import { applyEdit } from '#core/report/edits';
import { say } from '#core/messages/say';
import { succeed } from '#core/model/result';
import type { Report } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import { FakeWorkspace, type Facts } from '../ui-harness/fake-workspace.svelte';
import { teaCatalogue } from './tea-catalogue';
import { teaModel, teaPeople, teaReport, teaSources } from './tea-house';
import { teaCells } from './tea-cells';
import { teaComparison } from './tea-comparison';

/** An invented workspace whose report can be edited and taken back; its numbers never change. */
export class ReportWorkspace extends FakeWorkspace {
  /** As in the product, results and the report are not made reactive in their depths. */
  #results = $state.raw<Facts['cells']>({});
  #document = $state.raw<Report | null>(null);
  #past: Report[] = [];
  #future: Report[] = [];
  #ids = 0;

  constructor(facts: Partial<Facts> = {}) {
    const locale = facts.locale ?? 'en';
    super({
      screen: 'report',
      model: teaModel(locale),
      sources: teaSources,
      asOf: '2026-10-24',
      catalogue: teaCatalogue,
      ...facts,
    });
    this.#document = facts.report ?? teaReport(locale);
    this.#results = facts.cells ?? teaCells(locale);
    this.edit = (edit) => {
      this.calls.push(['edit', edit]);
      const report = this.#document;
      const result = report && applyEdit(report, edit);
      if (report && result?.ok) this.#go(result.value, [...this.#past, report], []);
    };
    this.undo = () => {
      this.calls.push(['undo']);
      const before = this.#past.at(-1);
      if (before && this.#document) this.#go(before, this.#past.slice(0, -1), [...this.#future, this.#document]);
    };
    this.redo = () => {
      const next = this.#future.at(-1);
      if (next && this.#document) this.#go(next, [...this.#past, this.#document], this.#future.slice(0, -1));
    };
    this.newCellId = () => `new${++this.#ids}`;
    this.addAnalysis = async (kind, index) =>
      this.edit({ op: 'add_cell', index, cell: { id: this.newCellId(), type: 'analysis', kind, version: 1, params: {} } });
    this.preview = async (ask) => {
      this.calls.push(['preview', ask]);
      return ('kind' in ask ? this.#results[ask.kind] : undefined) ?? { state: 'idle' };
    };
    this.people = async (cellId, part) => {
      this.calls.push(['people', cellId, part]);
      return succeed(teaPeople);
    };
    this.compare = async (cellId) => {
      this.calls.push(['compare', cellId]);
      return succeed(teaComparison);
    };
    this.countSegment = async (segmentId) => {
      this.calls.push(['countSegment', segmentId]);
      return succeed(teaPeople.rowCount);
    };
    this.say = (text) => say(text, { locale: this.locale, currency: 'CNY' });
    this.setLocale = (next) => {
      this.facts.locale = next;
      this.#results = teaCells(next);
    };
  }

  override get report() {
    return this.#document;
  }
  override get cells() {
    return this.#results;
  }

  #go(report: Report, past: Report[], future: Report[]): void {
    this.#past = past;
    this.#future = future;
    this.#document = report;
    this.facts.canUndo = past.length > 0;
    this.facts.canRedo = future.length > 0;
  }

  /** The four ways a cell can be other than done. */
  showStates(): void {
    const [done] = Object.values(this.#results).filter((cell) => cell.state === 'done');
    this.#results = {
      ...this.#results,
      overview: { state: 'running', previous: done?.state === 'done' ? done.presentation : null },
      revenue: { state: 'refused', issues: [{ code: 'issue_unknown', values: { detail: 'orders.net_amount' } }] },
      rfm: {
        state: 'failed',
        kind: 'sql',
        message: 'Binder Error: column "x" not found',
        sql: 'SELECT x\nFROM orders',
        segment: 'Gone quiet',
      },
      cohort: { state: 'running', previous: null, segment: 'Lost at step 2' },
    };
  }
}

export type { Workspace };
