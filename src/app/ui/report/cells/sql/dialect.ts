import { PostgreSQL, SQLDialect } from '@codemirror/lang-sql';

const MORE =
  'qualify pivot unpivot exclude replace sample tablesample asof anti semi positional summarize describe glob ilike filter within qualify try_cast macro struct map list lambda columns ignore respect nulls by name';
const TYPES =
  'bigint blob boolean date decimal double float hugeint integer interval json real smallint text time timestamp timestamptz tinyint ubigint uinteger usmallint utinyint uuid varchar';

/** The words of DuckDB, for colours. It speaks the dialect of PostgreSQL with words of its own. */
export const duckdb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} ${MORE}`,
  types: TYPES,
});
