import type { TextOutcome, TextTable } from '../../support/tables/load-as-text';

/** What became of one vector. `by rule`: the table differs, and is what a numbered rule predicts. */
export type Outcome = 'as expected' | 'by rule' | 'asked' | 'refused' | 'not our question' | 'silently wrong';

export interface Verdict {
  readonly id: string;
  readonly outcome: Outcome;
  /** The rule, the reason, the option, or what differs. */
  readonly note: string;
}

/** The table that a suite expects; `headers` is null where it does not say. */
export interface ExpectedTable {
  readonly headers: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

/** Whether two cells are the same. */
export type SameCell = (expected: string, seen: string) => boolean;

export const sameText: SameCell = (expected, seen) =>
  expected === seen || expected.replace(/\r\n?/g, '\n').trim() === seen.replace(/\r\n?/g, '\n').trim();

const sameRow = (expected: readonly string[], seen: readonly string[], same: SameCell): boolean =>
  expected.length === seen.length && expected.every((cell, column) => same(cell, seen[column]!));

/** Where the tables differ first, or null. */
export function findDifference(
  expected: ExpectedTable,
  { headers, rows }: Pick<TextTable, 'headers' | 'rows'>,
  same: SameCell = sameText,
): string | null {
  const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
  if (
    expected.headers &&
    (expected.headers.length !== headers.length ||
      !expected.headers.every(
        (name, at) => words(name) === '' || words(name) === words(headers[at]!) || words(headers[at]!).replace(/_\d+$/, '') === words(name),
      ))
  )
    return `names ${JSON.stringify(headers).slice(0, 160)} for ${JSON.stringify(expected.headers).slice(0, 160)}`;
  if (expected.rows.length !== rows.length) return `${rows.length} rows for ${expected.rows.length}`;
  const at = expected.rows.findIndex((row, index) => !sameRow(row, rows[index]!, same));
  return at < 0 ? null : `row ${at + 1}: ${JSON.stringify(rows[at]).slice(0, 160)} for ${JSON.stringify(expected.rows[at]).slice(0, 160)}`;
}

/**
 * True where the table is the expected one but for records that the ledger lists as rejected: every row stands among the expected ones in
 * their order, and as many are lacking as records were rejected.
 */
export function lacksOnlyRejected(expected: ExpectedTable, table: TextTable, same: SameCell = sameText): boolean {
  const { ledger, rows } = table;
  if (ledger.rejected === 0 || rows.length + ledger.rejected < expected.rows.length) return false;
  if (findDifference({ headers: expected.headers, rows: [] }, { headers: table.headers, rows: [] })) return false;
  let at = 0;
  for (const row of rows) {
    while (at < expected.rows.length && !sameRow(expected.rows[at]!, row, same)) at++;
    if (at++ >= expected.rows.length) return false;
  }
  return ledger.rejects.every(({ line, reason }) => line > 0 && reason !== undefined);
}

/** The verdict on a table without a question; `rules` give other tables that are right by a numbered rule. */
export function judge(
  id: string,
  expected: ExpectedTable,
  { table, issues }: TextOutcome,
  rules: readonly { readonly rule: string; readonly expected: ExpectedTable }[] = [],
  same: SameCell = sameText,
): Verdict {
  if (!table) return { id, outcome: 'refused', note: issues.join() };
  const difference = findDifference(expected, table, same);
  if (!difference)
    return { id, outcome: 'as expected', note: table.ledger.mended ? `mended: ${JSON.stringify(table.ledger.mended.by)}` : '' };
  const rule = rules.find((each) => findDifference(each.expected, table, same) === null);
  if (rule) return { id, outcome: 'by rule', note: rule.rule };
  if (lacksOnlyRejected(expected, table, same))
    return {
      id,
      outcome: 'refused',
      note: `${table.ledger.rejected} records: ${table.ledger.rejectedBy.map(({ reason }) => reason).join()}`,
    };
  return { id, outcome: 'silently wrong', note: difference };
}

/** The counts of a suite as one line. */
export function summarise(suite: string, verdicts: readonly Verdict[]): string {
  const all: readonly Outcome[] = ['as expected', 'by rule', 'asked', 'refused', 'not our question', 'silently wrong'];
  const part = (outcome: Outcome): string => {
    const count = verdicts.filter((each) => each.outcome === outcome).length;
    return `${outcome} ${count} (${((100 * count) / verdicts.length).toFixed(1)} %)`;
  };
  return `${suite}: ${verdicts.length} vectors: ${all.map(part).join(' · ')}`;
}
