import { rowsOf } from '#core/model/columns';
import type { SourceLedger } from '#core/model/ledger';
import type { FileReading } from '#core/model/reading';
import { PLAIN_CSV, type ImportQuestion, type SourceInfo } from '#core/model/source';
import type { SourcePlan } from '#core/query/load/plan';
import { quoteIdentifier } from '#core/sql/identifier';
import type { Connector } from '#edge/engine/connector';
import { writeLedger } from '#edge/load/ledger';
import { previewFile } from '#edge/load/preview';
import { stageSource } from '#edge/load/stage-source';
import { LoadError, type InputFile, type Preview } from '#edge/load/types';

/** What the engine holds of a file in the end, every column as text. */
export interface TextTable {
  readonly headers: readonly string[];
  /** Whether the names were in the file, or made. */
  readonly named: boolean;
  readonly rows: readonly (readonly string[])[];
  readonly ledger: SourceLedger;
  readonly reading: FileReading | null;
}

/** A table, or the reasons why there is none; with the question how the file is read, if there is one. */
export interface TextOutcome {
  readonly preview: Preview;
  readonly question: ImportQuestion | null;
  readonly table: TextTable | null;
  readonly issues: readonly string[];
}

function planAsText({ id, headers, reading, dialect }: SourceInfo): SourcePlan {
  const parse = { type: 'text' } as const;
  const columns = headers.map((header, index) => ({
    index,
    header,
    table: 'customers' as const,
    name: `text ${index}`,
    type: 'text' as const,
    attribute: true,
    parse,
    nulls: [],
    strict: false,
  }));
  return {
    id,
    grain: 'customer',
    dialect: reading ? PLAIN_CSV : dialect,
    width: headers.length,
    staged: `staged_${id}`,
    hidden: [],
    headers,
    columns,
  };
}

/** The whole way of a file into the engine: preview, writing anew where it is due, the independent count, the engine, the ledger. */
export async function loadAsText(connector: Connector, file: InputFile, reading?: FileReading): Promise<TextOutcome> {
  const preview = await previewFile(file, undefined, reading ? { reading } : {});
  const { head, issues, questions } = preview;
  const question = questions.find(({ kind }) => kind === 'reading') ?? null;
  if (issues.length > 0) return { preview, question, table: null, issues: issues.map(({ code }) => code) };
  const { dialect, headers } = head;
  const read = head.reading ? { reading: head.reading } : {};
  const mapping = { grain: 'customer', columns: [] } as const;
  const info: SourceInfo = { id: 's1', name: file.name, bytes: file.bytes, fingerprint: '', dialect, ...read, headers, mapping };
  const plan = planAsText(info);
  try {
    const staged = await stageSource({ connector }, plan, { info, file }, 0, 0);
    try {
      const cells = headers.map((_, index) => `coalesce(CAST(c${index} AS VARCHAR), '') AS c${index}`).join(', ');
      const rows = rowsOf(await connector.query(`SELECT ${cells} FROM ${quoteIdentifier(plan.staged)} ORDER BY rowid`));
      const ledger = await writeLedger({ connector }, staged);
      const texts = rows.map((row) => headers.map((_, index) => String(row[`c${index}`])));
      return {
        preview,
        question,
        table: { headers, named: dialect.header, rows: texts, ledger, reading: head.reading ?? null },
        issues: [],
      };
    } finally {
      await staged.release();
      await connector.execute(`DROP TABLE IF EXISTS ${quoteIdentifier(plan.staged)}`);
    }
  } catch (fault) {
    if (!(fault instanceof LoadError)) throw fault;
    return { preview, question, table: null, issues: fault.issues.map(({ code }) => code) };
  }
}
