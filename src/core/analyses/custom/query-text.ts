import { succeed, type Result } from '#core/model/result';
import type { CellQuery } from '#core/report/notebook-types';
import type { CompileContext } from '../contract';
import { builtSql } from './built-sql';

/** The SQL of a query, with its placeholders: as it was written, or as the steps of the visual builder mean it. */
export const textOfQuery = (query: CellQuery, context: CompileContext): Result<string> =>
  query.by === 'sql' ? succeed(query.text) : builtSql(query, context);
