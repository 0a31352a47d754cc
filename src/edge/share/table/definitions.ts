import type { CellLedger } from '#core/model/ledger';
import { sentencesOf, stampOf, type Reader, type Sheet } from '../sheet';

/** A line of what the numbers are: a heading of its own, or the same as above where it is empty. */
export interface DefinitionLine {
  readonly name: string;
  readonly words: string;
  /** SQL: set in the type of a machine. */
  readonly code?: true;
}

const excludedWords = ({ excluded }: CellLedger, { say }: Reader): string[] =>
  excluded.map(({ reason, count, unit }) => say({ key: 'export_left_out', values: { reason, n: { amount: count, unit } } }));

/** TX7: what the numbers of a cell are, line by line, in the reader's words. */
export function definitionsOf(sheet: Sheet, reader: Reader): readonly DefinitionLine[] {
  const { say, currency } = reader;
  const { presentation } = sheet;
  const money = presentation.table.columns.some(({ unit }) => unit === 'money');
  const lines = (name: string, words: readonly string[]): DefinitionLine[] =>
    words.map((each, index) => ({ name: index === 0 ? name : '', words: each }));
  return [
    ...lines(say({ key: 'export_title' }), [sheet.title]),
    ...lines(say({ key: 'export_question' }), sheet.question === null ? [] : [sheet.question]),
    ...lines(
      say({ key: 'export_finding' }),
      sentencesOf(presentation, reader).map(({ finding, rest }) => finding + rest),
    ),
    ...lines(say({ key: 'export_scope' }), sheet.scope),
    ...lines(say({ key: 'export_definition' }), stampOf(presentation, reader)),
    ...lines(
      say({ key: 'export_options' }),
      sheet.options.map(({ label, words }) => say({ key: 'export_option', values: { label, words } })),
    ),
    ...lines(say({ key: 'export_rests_on' }), sheet.ledger),
    ...lines(say({ key: 'export_excluded' }), excludedWords(presentation.ledger, reader)),
    ...lines(say({ key: 'export_currency' }), money && currency ? [currency] : []),
    ...lines(say({ key: 'export_provisional' }), presentation.stamp.provisional ? [say({ key: 'cell_provisional_note' })] : []),
    ...lines(say({ key: 'export_data' }), sheet.sources),
    ...sheet.steps.map(({ id, sql }) => ({ name: say({ key: 'cell_sql_step', values: { name: id } }), words: sql, code: true as const })),
  ];
}
