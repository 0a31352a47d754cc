import type { SqlCell } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import { builtText } from '#app/run/built-text';

/** The SQL of a query that the visual builder made, with its placeholders; null where the data do not allow it now. */
export const sqlOf = ({ report, model }: Workspace, { query }: SqlCell): string | null =>
  report && model ? builtText(query, report, model) : null;
