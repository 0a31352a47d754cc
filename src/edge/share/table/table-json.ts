import type { Scalar } from '#core/model/columns';
import type { Unit } from '#core/messages/unit';
import { sentencesOf, stampOf, type Reader, type Sheet } from '../sheet';

/** What is said around a table when it leaves for programs. */
export interface TableAbout {
  readonly format: 'clientele.table';
  readonly version: 1;
  readonly title: string;
  readonly question: string | null;
  readonly asOf: string;
  readonly sentences: readonly string[];
  readonly scope: readonly string[];
  readonly definition: readonly string[];
  readonly options: readonly { readonly label: string; readonly words: string }[];
  readonly used: readonly { readonly count: number; readonly unit: Unit }[];
  readonly excluded: readonly { readonly reason: string; readonly count: number; readonly unit: Unit }[];
  readonly sources: readonly string[];
  readonly currency: string | null;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly unit: Unit; readonly is: string }[];
}

/** A table as JSON: values by key, and words beside where a value is a code. */
export interface TableJson extends TableAbout {
  readonly rows: readonly {
    readonly values: Readonly<Record<string, Scalar>>;
    readonly words?: Readonly<Record<string, string>>;
    readonly total?: true;
    readonly provisional?: true;
  }[];
}

/** Everything but the rows. */
export function aboutTable(sheet: Sheet, reader: Reader): TableAbout {
  const { say } = reader;
  const { table, stamp, ledger } = sheet.presentation;
  return {
    format: 'clientele.table',
    version: 1,
    title: sheet.title,
    question: sheet.question,
    asOf: stamp.asOf,
    sentences: sentencesOf(sheet.presentation, reader).map(({ finding, rest }) => finding + rest),
    scope: sheet.scope,
    definition: stampOf(sheet.presentation, reader),
    options: sheet.options,
    used: ledger.used,
    excluded: ledger.excluded.map(({ reason, count, unit }) => ({ reason: say(reason), count, unit })),
    sources: sheet.sources,
    currency: reader.currency,
    columns: table.columns.map(({ key, label, unit, is }) => ({ key, label: say(label), unit, is })),
  };
}

/** A cell's table with all that is said of it, as the text of a file (TX1–TX3). */
export function tableToJson(sheet: Sheet, reader: Reader): string {
  const { columns, rows } = sheet.presentation.table;
  const json: TableJson = {
    ...aboutTable(sheet, reader),
    rows: rows.map((row) => ({
      values: Object.fromEntries(columns.map(({ key }) => [key, row.values[key] ?? null])),
      ...(row.texts ? { words: Object.fromEntries(Object.entries(row.texts).map(([key, text]) => [key, reader.say(text)])) } : {}),
      ...(row.total ? { total: true } : {}),
      ...(row.provisional ? { provisional: true } : {}),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
