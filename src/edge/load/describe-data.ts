import { rowsOf } from '#core/model/columns';
import { currenciesOf } from '#core/intake/currency-marks';
import { columnIn, type DataModel, type DataTable, type JoinQuality } from '#core/model/data-model';
import type { Issue } from '#core/model/result';
import { joinChecks } from '#core/query/load/join-sql';
import { frequencySql, profileSql, readProfile, type ProfileTable } from '#core/query/load/profile-sql';
import type { StagedSource } from '#core/query/load/relation-sql';
import type { Run } from './build-tables';

async function describeTable(run: Run, table: ProfileTable): Promise<DataTable> {
  const first = await run(profileSql(table));
  const frequencies = frequencySql(table, first);
  return { name: table.name, ...readProfile(table, first, frequencies ? await run(frequencies) : null) };
}

async function measureJoins(run: Run, sources: readonly StagedSource[]): Promise<JoinQuality[]> {
  const joins: JoinQuality[] = [];
  for (const { from, to, key, sql } of joinChecks(sources)) {
    const row = rowsOf(await run(sql))[0]!;
    joins.push({ from, to, key, rows: Number(row.joinable), matched: Number(row.matched) });
  }
  return joins;
}

const SPELLINGS: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  人民币: 'CNY',
  元: 'CNY',
  'CN¥': 'CNY',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  HK$: 'HKD',
  NT$: 'TWD',
};

/** The ISO 4217 code of what a file calls a currency; null when it is none that is known to look like one. */
export function currencyCode(text: string): string | null {
  const bare = text.trim().toUpperCase();
  const code = SPELLINGS[bare] ?? bare;
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

/** The currencies that the signs of the orders' amounts name (V5); a sign that stays open is one of its own. */
function signedCurrencies(sources: readonly StagedSource[]): readonly string[] {
  const found = sources.flatMap(({ plan }) =>
    plan.columns.flatMap(({ parse, table, type }) => {
      if (parse.type !== 'number' || type !== 'money' || (table !== 'orders' && table !== 'order_items')) return [];
      const marks = [parse, ...(parse.also ?? [])].flatMap(({ strip }) => strip);
      return currenciesOf(marks, plan.headers);
    }),
  );
  return [...new Set(found)];
}

/** What the finished tables hold, and what about it a person should know (LD12). */
export async function describeData(
  run: Run,
  tables: readonly ProfileTable[],
  sources: readonly StagedSource[],
): Promise<{ readonly model: DataModel; readonly issues: readonly Issue[] }> {
  const described: DataTable[] = [];
  for (const table of tables) described.push(await describeTable(run, table));
  const joins = await measureJoins(run, sources);
  const bare: DataModel = { tables: described, joins, firstOrder: null, lastOrder: null, currency: null };
  const day = columnIn(bare, 'orders', 'ordered_on');
  const named = [...new Set((columnIn(bare, 'orders', 'currency')?.values ?? []).map((text) => currencyCode(text) ?? text))];
  const currencies = named.length > 0 ? named : signedCurrencies(sources);
  const model: DataModel = {
    ...bare,
    firstOrder: day?.min ?? null,
    lastOrder: day?.max ?? null,
    currency: currencies.length === 1 ? currencyCode(currencies[0]!) : null,
  };
  const issues: Issue[] = joins
    .filter(({ rows, matched }) => rows > 0 && matched < rows / 2)
    .map(({ from, to, key, rows, matched }) => ({
      code: 'issue_load_no_match',
      values: {
        from: { key: `load_table_${from}` },
        to: { key: `load_table_${to}` },
        key: { key: `import_role_${key as 'customer_id' | 'order_id' | 'product_id'}` },
        rows,
        matched,
        rate: { amount: matched / rows, unit: 'rate' },
      },
    }));
  if (currencies.length > 1)
    issues.push({ code: 'issue_load_mixed_currencies', values: { currencies: currencies.slice(0, 8).join(', ') } });
  return { model, issues };
}
