import { nextId } from '#core/report/next-id';
import { fail, succeed, type Result } from '#core/model/result';
import type { Text } from '#core/messages/text';
import type { AnalysisCell, Edit, Report } from '#core/report/types';
import type { Cells } from './cells.svelte';
import type { RunOptions } from '#app/run/types';

/** What making a question one's own needs of the session. */
export interface OwnQuestionDoors {
  readonly report: Report;
  readonly cells: Cells;
  readonly options: RunOptions;
  /** The question of a prebuilt kind. */
  questionOf(kind: string): Text;
  say(text: Text): string;
}

function ownName(report: Report, wanted: string): string {
  const taken = new Set(report.definitions?.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} ${number}`;
  return name;
}

/** The cell asking its own question: it stays where it is, without the options that the definition does not have. */
function ownCell({ bindings = {}, ...cell }: AnalysisCell, definition: string, keys: ReadonlySet<string>): AnalysisCell {
  const kept = Object.fromEntries(Object.entries(bindings).filter(([key]) => key.startsWith('@') || keys.has(key)));
  return { ...cell, kind: 'custom', definition, version: 1, params: {}, ...(Object.keys(kept).length > 0 ? { bindings: kept } : {}) };
}

/** The edit that makes a prebuilt cell one's own (RU16), and whether its days stay as they stand. */
export async function makeOwn(cellId: string, doors: OwnQuestionDoors): Promise<Result<{ readonly edit: Edit; readonly pinned: boolean }>> {
  const { report, cells, options, say } = doors;
  const index = report.cells.findIndex(({ id }) => id === cellId);
  const cell = report.cells[index];
  if (cell?.type !== 'analysis' || cell.kind === 'custom') return fail({ code: 'issue_report_cell_type' });
  const question = cell.title ?? say(doors.questionOf(cell.kind));
  const name = ownName(report, say({ key: 'own_name', values: { question: { literal: question } } }));
  const id = nextId('d', report.definitions?.map((each) => each.id) ?? []);
  const made = await cells.customise(report, cellId, { id, name, purpose: '', say }, options);
  if (!made.ok) return made;
  const { definition, pinned } = made.value;
  const own = ownCell(cell, id, new Set(definition.form.map(({ key }) => key)));
  const edits: Edit[] = [
    { op: 'add_definition', definition, index: report.definitions?.length ?? 0 },
    { op: 'remove_cell', id: cellId },
    { op: 'add_cell', cell: own, index },
  ];
  return succeed({ edit: { op: 'all', edits }, pinned });
}
