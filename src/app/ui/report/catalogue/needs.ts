import { CANONICAL } from '#core/model/canonical';
import type { MessageKey } from '#core/messages/message-key';
import { listLacks, type DataModel, type Requirement } from '#core/model/data-model';
import type { Workspace } from '#app/session/types';

/** A table with columns in words: “orders (customer id, ordered at)”. */
export function tableWords(workspace: Workspace, { table, columns }: Pick<Requirement, 'table' | 'columns'>): string {
  const name = workspace.say({ key: `import_table_${table}` });
  if (columns.length === 0) return name;
  const known = new Set<string>(CANONICAL[table].map((column) => column.name));
  const words = columns.map((column) => (known.has(column) ? workspace.say({ key: `import_role_${column}` as MessageKey }) : column));
  return workspace.say({ key: 'catalogue_with', values: { table: name, columns: words.join(workspace.locale === 'en' ? ', ' : '、') } });
}

/** What a question needs, each table with its columns, alternatives beside each other. */
export const needsOf = (workspace: Workspace, requires: readonly Requirement[]): readonly string[] =>
  requires.map((each) =>
    [each, ...(each.or ?? [])]
      .map((one) => tableWords(workspace, one))
      .reduce((one, other) => workspace.say({ key: 'catalogue_or', values: { one, other } })),
  );

/** What the loaded data lack of it; empty when it can be asked, or when no data are loaded. */
export const lacksOf = (workspace: Workspace, model: DataModel | null, requires: readonly Requirement[]): readonly string[] =>
  (model ? listLacks(model, requires) : []).map((lack) => tableWords(workspace, lack));
