import { rowsOf } from '#core/model/columns';
import type { ColumnParse, SourceInfo } from '#core/model/source';
import type { PreparationStep, StepEffect } from '#core/model/steps';
import { accountSql, readAccount } from '#core/query/prepare/account-sql';
import { resolveSteps } from '#core/query/prepare/resolve-steps';
import { stagingSql } from '#core/query/prepare/staging-sql';
import { planLoad, rawName } from '#core/query/load/plan';
import type { Connector } from '#edge/engine/connector';
import { textFile } from './load-request';

/** A table with the steps to be done with it. */
export interface StepTable {
  readonly headers: readonly string[];
  readonly parses: readonly ColumnParse[];
  readonly rows: readonly (readonly string[])[];
  readonly steps: readonly PreparationStep[];
}

/** What is left: each record's number in the file and its texts, new columns last; and what each step did. */
export interface StepOutcome {
  readonly after: readonly (readonly [number, readonly (string | null)[]])[];
  readonly effects: readonly (StepEffect | null)[];
}

const cell = (text: string): string => (/[",\n\r]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A description of the table as a file whose columns are all loaded; their values stay text. */
function describe({ headers, parses, steps }: StepTable): SourceInfo {
  const column = (header: string) => ({ header, role: 'attribute' as const, parse: { type: 'text' as const } });
  const mapping = {
    grain: 'order' as const,
    columns: headers.map((header, index) => ({ ...column(header), parse: parses[index]! })),
    steps,
  };
  const made = resolveSteps(headers, mapping).made.map(({ header }) => column(header));
  return {
    id: 's1',
    name: 'steps.csv',
    bytes: 0,
    fingerprint: '0',
    dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
    headers,
    mapping: { ...mapping, columns: [...mapping.columns, ...made] },
  };
}

/** The steps done by an engine with a file of the table. */
export async function prepareInEngine(engine: Connector, table: StepTable): Promise<StepOutcome> {
  const info = describe(table);
  const [planned] = planLoad([info]);
  // What a role makes of the texts is not looked at here.
  const plan = { ...planned!, columns: planned!.columns.map((column) => ({ ...column, parse: { type: 'text' as const } })) };
  const text = [[...table.headers.keys()].map((index) => `h${index}`), ...table.rows].map((row) => row.map(cell).join(',')).join('\n');
  const file = await engine.attachFile('steps.csv', textFile('steps.csv', `${text}\n`).engineFile);
  try {
    for (const sql of stagingSql(plan, { file })) await engine.execute(sql);
  } finally {
    await engine.detachFile(file);
  }
  const names = plan.columns.map(rawName);
  const standing = plan.steps ? ' WHERE gone IS NULL' : '';
  const answer = await engine.execute(`SELECT rowid AS place, ${names.join(', ')} FROM "staged_s1"${standing} ORDER BY rowid`);
  const after = rowsOf(answer).map((row) => [Number(row.place) + 1, names.map((name) => row[name] as string | null)] as const);
  if (!plan.steps) return { after, effects: (table.steps ?? []).map(() => null) };
  const [row] = rowsOf(await engine.execute(accountSql(plan, plan.steps)));
  return { after, effects: readAccount(plan.steps, row!).effects };
}

/** Reads the table's own description, for a computation without an engine. */
export const resolveTable = (table: StepTable) => resolveSteps(table.headers, describe(table).mapping);
