import { seemsUnread } from '#core/intake/read-form';
import type { ColumnMapping, Mapping, RoleSuggestion } from '#core/model/source';
import { applySteps } from '#core/query/prepare/apply-steps';
import { resolveSteps } from '#core/query/prepare/resolve-steps';
import { namesMade } from '#app/run/steps';
import type { SourceDraft } from '#app/session/types';
import { openQuestionsOf } from './questions';

/** One column of the preview, ready to be drawn. */
export interface ShownColumn {
  readonly mapping: ColumnMapping;
  readonly suggestion: RoleSuggestion | undefined;
  /** Its place in the preview's rows. */
  readonly index: number;
  /** Set right-aligned. */
  readonly number: boolean;
  /** A question about it is open. */
  readonly asked: boolean;
  /** A preparation step makes it. */
  readonly made: boolean;
  /** The text cannot be read as the column's type. */
  isUnread(text: string): boolean;
}

/** Whether a text of the preview is no value of its column; what the load could not read counts as well. */
function unreadAs({ parse, nulls = [] }: ColumnMapping, met: ReadonlySet<string>): (text: string) => boolean {
  return (text) => met.has(text) || seemsUnread(text, parse, nulls);
}

/** The first rows of a draft as they stand in the file, then what steps make of them. */
export function rowsShown(draft: SourceDraft, mapping: Mapping, most: number): readonly (readonly string[])[] {
  const { headers = [], rows = [] } = draft.preview?.head ?? {};
  const first = rows.slice(0, most);
  const resolved = mapping.steps ? resolveSteps(headers, mapping) : null;
  if (!resolved || resolved.made.length === 0) return first;
  const { records } = applySteps(resolved, first);
  return first.map((row, index) => [...row, ...resolved.made.map((column) => records[index]!.cells[column.index] ?? '')]);
}

/** The columns of a draft in the order of the file, then those that steps make. */
export function columnsShown(draft: SourceDraft, mapping: Mapping): readonly ShownColumn[] {
  const headers = draft.preview?.head.headers ?? [];
  const made = namesMade(headers, mapping);
  const open = new Set(openQuestionsOf(draft).map((question) => question.header));
  const problems = draft.ledger?.values ?? [];
  return mapping.columns.map((column) => ({
    mapping: column,
    suggestion: draft.preview?.suggestions.find((each) => each.header === column.header),
    index: headers.includes(column.header) ? headers.indexOf(column.header) : headers.length + made.indexOf(column.header),
    number: column.parse.type === 'number',
    asked: open.has(column.header),
    made: !headers.includes(column.header),
    isUnread:
      column.role === 'skip'
        ? () => false
        : unreadAs(column, new Set(problems.find((each) => each.header === column.header)?.examples.map((each) => each.text))),
  }));
}
