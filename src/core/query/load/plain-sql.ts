import { GRAIN_TABLES, type CanonicalTable, type Grain } from '#core/model/canonical';
import { quoteIdentifier } from '#core/sql/identifier';
import { nextName } from './customers-sql';
import { plannedColumn } from './plan';
import { finishValue, relationSql, targetColumns, type Categories, type StagedSource, type TargetColumn } from './relation-sql';
import { fillSql, withinSql, type Stretch } from './stretch-sql';

/** Tables that are made from one grain, a row for each record. */
export interface PlainTable {
  readonly table: CanonicalTable;
  readonly sources: readonly StagedSource[];
}

const PLAIN: readonly Grain[] = [
  ...(['product', 'event', 'ticket', 'response', 'spend'] as const),
  ...(['opportunity', 'stage_change', 'contract', 'invitation', 'interaction'] as const),
];

export const plainTables = (sources: readonly StagedSource[]): PlainTable[] =>
  PLAIN.flatMap((grain) => {
    const own = sources.filter(({ plan }) => plan.grain === grain);
    return own.length > 0 ? [{ table: GRAIN_TABLES[grain][0]!, sources: own }] : [];
  });

export const namesCustomers = ({ table, sources }: PlainTable): boolean =>
  targetColumns(table, sources).some(({ name }) => name === 'customer_id');

/** Whether answers are named by their records, because a source has no id for them (LD35). */
export const makesIds = ({ table, sources }: PlainTable): boolean =>
  table === 'surveys' && sources.some(({ plan }) => !plannedColumn(plan, 'surveys', 'response_id'));

/** The columns of such a table that are those of its files. */
export const plainColumns = (plain: PlainTable): TargetColumn[] =>
  targetColumns(plain.table, plain.sources).filter(({ name }) => name !== 'response_id' || !makesIds(plain));

/** One such table; with the customer's key where its records name a customer. */
export function plainSql(plain: PlainTable, categories: Categories, stretch: Stretch | null = null): string {
  const responseId = makesIds(plain);
  const columns = plainColumns(plain);
  const withKey = namesCustomers(plain);
  const select = [
    ...(withKey ? ['k.customer_key'] : []),
    ...(responseId ? ['r.response_id'] : []),
    ...columns.map(
      (target) => `${finishValue(target, `r.${quoteIdentifier(target.name)}`, categories)} AS ${quoteIdentifier(target.name)}`,
    ),
  ];
  const join = withKey ? `\nLEFT JOIN ${nextName('customers')} AS k ON k.customer_id = r.customer_id` : '';
  const rows = relationSql(plain.sources, { targets: columns, responseId });
  // Of a deal that comes twice the last record counts (DL3), and a join does not keep the order of the file.
  const order = plain.table === 'opportunities' ? '\nORDER BY r.record_seq' : '';
  return `${fillSql(plain.table, stretch)}\nSELECT\n  ${select.join(',\n  ')}\nFROM (\n${rows}\n) AS r${join}${withinSql(stretch)}${order}`;
}
