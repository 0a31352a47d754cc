import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENCODINGS } from '#core/model/source';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { runs } from '../../../tests/support/seeded';
import { anyFile, UNCOMMON, uncommonIn, type AnyDialect, type AnyTable } from '../../../tests/support/tables/any-table';
import { loadAsText, type TextTable } from '../../../tests/support/tables/load-as-text';
import { writeTable } from '../../../tests/support/tables/write-table';
import { fromBlob } from './input-file';

let connector: Connector;
beforeAll(async () => void (connector = await openNodeEngine({ threads: 1 })));
afterAll(() => connector.close());

/** Line ends within fields are those of the file, which the load may make one kind. */
const plain = (cell: string): string => cell.replace(/\r\n?/g, '\n');

/** The first cell that differs from what was written, or null. */
function findWrong(table: AnyTable, { frame }: AnyDialect, { headers, rows, ledger }: TextTable): string | null {
  const named = frame !== 'headless';
  if (headers.length !== table.headers.length) return `${headers.length} columns: ${headers.join('|').slice(0, 200)}`;
  if (named && headers.some((header, at) => header !== table.headers[at])) return `header ${headers.join('|')}`;
  if (rows.length !== table.rows.length)
    return `${rows.length} rows for ${table.rows.length}, ${ledger.rejected} rejected, ${ledger.skipped} skipped`;
  for (const [at, row] of table.rows.entries())
    for (const [column, cell] of row.entries())
      if (plain(cell) !== plain(rows[at]![column]!))
        return `row ${at + 1} column ${column + 1}: ${JSON.stringify(rows[at]![column])} for ${JSON.stringify(cell)}`;
  return null;
}

const nameOf = ({ encoding, delimiter, quote, escape, newline, frame, quoteAll }: AnyDialect): string =>
  `${encoding} ${JSON.stringify(delimiter)} ${quote} ${escape === quote ? 'doubled' : 'backslash'} ${JSON.stringify(newline)} ${frame}${quoteAll ? ' all quoted' : ''}`;

test('any table, in any dialect and encoding, reads back cell for cell, hardly ever with a question', async () => {
  const count = new Map<string, number>();
  const add = (what: string) => count.set(what, (count.get(what) ?? 0) + 1);
  const wrong: string[] = [];
  const asked: string[] = [];
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ table, dialect }) => {
      add('tables');
      add(dialect.encoding);
      for (const each of uncommonIn(table, dialect)) add(each);
      const file = fromBlob(new Blob([writeTable(table, dialect) as Uint8Array<ArrayBuffer>]), 'any.csv');
      const outcome = await loadAsText(connector, file);
      if (outcome.question) {
        asked.push(nameOf(dialect));
        const faults: (string | null)[] = [];
        // One after another: every load stages into the same table.
        for (const { reading } of outcome.question.answers) {
          const given = reading ? await loadAsText(connector, file, reading) : null;
          faults.push(given?.table ? findWrong(table, dialect, given.table) : (given?.issues.join() ?? 'no reading'));
        }
        if (!faults.includes(null)) wrong.push(`${nameOf(dialect)}: asked, and no answer is right: ${faults.join('; ')}`);
        return;
      }
      const fault = outcome.table ? findWrong(table, dialect, outcome.table) : outcome.issues.join();
      if (fault)
        wrong.push(
          `${table.language.name} ${nameOf(dialect)} read as ${outcome.preview.head.dialect.encoding} ${JSON.stringify(outcome.preview.head.reading ?? outcome.preview.head.dialect)}: ${fault}`,
        );
    }),
    runs(2000),
  );
  const all = count.get('tables')!;
  console.log(
    `${all} tables: ${asked.length} asked about, ${wrong.length} wrong; ${[...count].map(([what, number]) => `${what} ${number}`).join(', ')}`,
  );
  for (const each of UNCOMMON) expect(count.get(each) ?? 0, each).toBeGreaterThanOrEqual(all * 0.3);
  for (const encoding of process.env['TORTURE'] ? ENCODINGS : []) expect(count.get(encoding), encoding).toBeGreaterThan(all * 0.005);
  expect(asked.length).toBeLessThanOrEqual(all * 0.1);
  expect(wrong).toEqual([]);
});
