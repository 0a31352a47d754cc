import type { Presentation } from '#core/model/presentation';
import type { Reader, Sheet } from '#edge/share/sheet';
import type { AskedCell } from '#app/run/asked';
import { boundParams, boundScope } from '#app/run/notebook';
import type { Workspace } from '#app/session/types';
import { ledgerPhrases } from '../cells/ledger-words';
import { applyingIn, chosenWords } from '../inspector/params';
import { definitionFor } from '../own/definition-for';
import { chipWords } from '../segments/segment-words';
import { rangeWords, titleOf } from '../words';

/** Who reads what leaves this page. */
export const readerOf = (workspace: Workspace): Reader => ({
  locale: workspace.locale,
  currency: workspace.report?.currency ?? workspace.model?.currency ?? null,
  say: (text) => workspace.say(text),
});

/** What is counted: the range, then each filter, as the page says them. `cell`: as this one reads the report. */
export function scopeLines(workspace: Workspace, cell?: AskedCell): readonly string[] {
  const { report, model } = workspace;
  if (!report) return [];
  const scope = cell ? boundScope(report, cell) : report;
  return [
    workspace.say(rangeWords(scope.range)),
    ...scope.filters.map((filter) => {
      const { name, words } = chipWords(filter, model, report.segments ?? []);
      return workspace.say({ key: 'export_option', values: { label: name, words } });
    }),
  ];
}

/** The loaded files with the beginnings of their fingerprints. */
export const sourceLines = (workspace: Workspace): readonly string[] =>
  workspace.sources.map(({ name, fingerprint }) =>
    workspace.say({ key: 'export_source', values: { name, fingerprint: fingerprint.slice(0, 12) } }),
  );

async function optionsOf(cell: AskedCell, workspace: Workspace): Promise<Sheet['options']> {
  if (cell.type === 'sql' || !workspace.report) return [];
  const definition = await definitionFor(cell, workspace);
  if (!definition) return [];
  const params = boundParams(workspace.report, cell);
  return applyingIn(definition.form, params).map((field) => ({
    label: workspace.say(field.label),
    words: workspace.say(chosenWords(field, params, workspace.model, definition.form)),
  }));
}

/** A cell with all that is said of it. `presentation`: what of its results may leave, as it may leave. */
export async function sheetOf(cell: AskedCell, presentation: Presentation, workspace: Workspace): Promise<Sheet> {
  const state = workspace.cells[cell.id];
  const title = workspace.say(titleOf(cell, workspace));
  const entry = cell.type === 'analysis' ? workspace.catalogue.find(({ kind }) => kind === cell.kind) : undefined;
  const question = entry ? workspace.say(entry.question) : null;
  const { selected } = workspace;
  const follows = selected && selected.cellId !== cell.id && cell.alone !== true;
  return {
    id: cell.id,
    title,
    name: follows ? [title, ...selected.parts.map(({ words }) => workspace.say(words))].join(' ') : title,
    question: question === title ? null : question,
    presentation,
    scope: scopeLines(workspace, cell),
    ledger: ledgerPhrases(presentation.ledger).map((phrase) => workspace.say(phrase)),
    options: await optionsOf(cell, workspace),
    steps: state?.state === 'done' ? state.steps.map(({ id, sql }) => ({ id, sql })) : [],
    sources: sourceLines(workspace),
  };
}

/** A cell on its way out of the menu of exports, its personal columns masked (PR21). */
export async function sheetToTakeOut(cell: AskedCell, presentation: Presentation, workspace: Workspace): Promise<Sheet> {
  const { maskShown } = await import('./pivot-table');
  return sheetOf(cell, maskShown(cell, presentation), workspace);
}
