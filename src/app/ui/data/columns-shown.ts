import type { ColumnMapping, Mapping, RoleSuggestion } from '#core/model/source';
import type { SourceDraft } from '#app/session/types';

/** One column of the preview, ready to be drawn. */
export interface ShownColumn {
  readonly mapping: ColumnMapping;
  readonly suggestion: RoleSuggestion | undefined;
  /** Its place in the preview's rows. */
  readonly index: number;
  /** Set right-aligned. */
  readonly number: boolean;
  /** Texts that the load could not read as the column's type. */
  readonly unread: ReadonlySet<string>;
}

/** The columns of a draft in the order of the file. */
export function columnsShown(draft: SourceDraft, mapping: Mapping): readonly ShownColumn[] {
  const headers = draft.preview?.head.headers ?? [];
  return mapping.columns.map((column) => ({
    mapping: column,
    suggestion: draft.preview?.suggestions.find((each) => each.header === column.header),
    index: headers.indexOf(column.header),
    number: column.parse.type === 'number',
    unread: new Set(draft.ledger?.values.find((each) => each.header === column.header)?.examples.map((each) => each.text)),
  }));
}
