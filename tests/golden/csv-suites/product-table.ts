import { rowsOf } from '#core/model/columns';
import type { SourceLedger } from '#core/model/ledger';
import type { FileReading } from '#core/model/reading';
import type { ImportQuestion, SourceInfo } from '#core/model/source';
import type { SourcePlan } from '#core/query/load/plan';
import { PLAIN_CSV } from '#core/model/source';
import { quoteIdentifier } from '#core/sql/identifier';
import type { Connector } from '#edge/engine/connector';
import { writeLedger } from '#edge/load/ledger';
import { previewFile } from '#edge/load/preview';
import { stageSource } from '#edge/load/stage-source';
import { LoadError, type InputFile, type Preview } from '#edge/load/types';

/** What the engine finally holds of a file, every column as text, with the account. */
export interface ProductTable {
  readonly headers: readonly string[];
  /** Whether the names were in the file, or made. */
  readonly named: boolean;
  readonly rows: readonly (readonly string[])[];
  readonly ledger: SourceLedger;
  readonly reading: FileReading | null;
}

/** The outcome of one file: a table, with the question how it is read if there is one, or the reasons why there is none. */
export interface ProductOutcome {
  readonly table: ProductTable | null;
  readonly question: ImportQuestion | null;
  readonly issues: readonly string[];
  readonly preview: Preview;
}

function planAsText(info: SourceInfo): SourcePlan {
  const columns = info.headers.map((header, index) => ({
    index,
    header,
    table: 'customers' as const,
    name: `text ${index}`,
    type: 'text' as const,
    attribute: true,
    parse: { type: 'text' } as const,
    nulls: [],
    strict: false,
  }));
  return {
    id: info.id,
    grain: 'customer',
    dialect: info.reading ? PLAIN_CSV : info.dialect,
    width: info.headers.length,
    staged: `staged_${info.id}`,
    hidden: [],
    headers: info.headers,
    columns,
  };
}

/** Preview, writing anew where it is due, the independent count and the engine: the whole way of a file into the product. */
export async function loadAsText(connector: Connector, file: InputFile, reading?: FileReading): Promise<ProductOutcome> {
  const preview = await previewFile(file, undefined, reading ? { reading } : {});
  const { head, issues, questions } = preview;
  const question = questions.find(({ kind }) => kind === 'reading') ?? null;
  if (issues.length > 0) return { table: null, question, issues: issues.map(({ code }) => code), preview };
  const info: SourceInfo = {
    id: 's1',
    name: file.name,
    bytes: file.bytes,
    fingerprint: '',
    dialect: head.dialect,
    ...(head.reading ? { reading: head.reading } : {}),
    headers: head.headers,
    mapping: { grain: 'customer', columns: [] },
  };
  const plan = planAsText(info);
  try {
    const staged = await stageSource({ connector }, plan, { info, file }, 0, 0);
    try {
      const cells = info.headers.map((_, index) => `coalesce(c${index}, '') AS c${index}`).join(', ');
      const rows = rowsOf(await connector.query(`SELECT ${cells} FROM ${quoteIdentifier(plan.staged)}`));
      const ledger = await writeLedger({ connector }, staged);
      const table = {
        headers: info.headers,
        named: head.dialect.header,
        rows: rows.map((row) => info.headers.map((_, index) => String(row[`c${index}`] ?? ''))),
        ledger,
        reading: head.reading ?? null,
      };
      return { table, question, issues: [], preview };
    } finally {
      await staged.release();
      await connector.execute(`DROP TABLE IF EXISTS ${quoteIdentifier(plan.staged)}`);
    }
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    return { table: null, question, issues: error.issues.map(({ code }) => code), preview };
  }
}
