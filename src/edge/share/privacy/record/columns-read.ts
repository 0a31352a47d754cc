import type { CanonicalTable } from '#core/model/canonical';
import type { DataModel } from '#core/model/data-model';
import { unquote } from '#core/sql/quotes';
import { nameKey } from '#core/sql/references';
import { isCode, tokenize, type Token } from '#core/sql/tokens';

/** A column that a query names. */
export interface ColumnRead {
  readonly table: CanonicalTable;
  /** Its canonical name; of a further column that of the engine. */
  readonly name: string;
  /** Its heading in the file. */
  readonly label: string;
}

/** Integer keys in the engine stand for these ids of the files. */
const IDS: Readonly<Record<string, string>> = { customer_key: 'customer_id', order_key: 'order_id' };

const keyOf = ({ kind, text, mode, open }: Token): string | null => {
  if (kind === 'word') return nameKey(text);
  return kind === 'name' && !open ? nameKey(unquote(text, mode)) : null;
};

/** A star that stands for columns: after SELECT, a comma or a point. */
function takesAll(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, at) => text === '*' && /^(?:select|distinct|,|\.)$/i.test(tokens[at - 1]?.text ?? ''));
}

/** The columns of the data that these queries name, in the tables that they name; with a star all of them. More rather than fewer: a word counts wherever it stands. */
export function columnsRead(queries: readonly string[], model: DataModel): ColumnRead[] {
  const tokens = queries.map((sql) => tokenize(sql).filter(isCode));
  const words = new Set(tokens.flat().flatMap((token) => keyOf(token) ?? []));
  const all = tokens.some(takesAll);
  return model.tables
    .filter(({ name }) => words.has(nameKey(name)))
    .flatMap((table) =>
      table.columns
        .filter(({ name }) => all || words.has(nameKey(name)))
        .map(({ name, label }) => ({ table: table.name, name: IDS[name] ?? name, label })),
    );
}
