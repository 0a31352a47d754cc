import Papa from 'papaparse';
import type { SourcePlan } from '#core/query/load/plan';

const HIDDEN = '***';

/** What looks personal amid a text whose fields cannot be told apart. */
const PERSONAL =
  /[^\s@,;|"'\t]+@[^\s@,;|"'\t]+\.[^\s@,;|"'\t]{2,}|\+\d[\d ()-]{7,}\d|\b(86[ -]?)?1[3-9]\d[ -]?[\d*]{4}[ -]?\d{4}\b|\b\d{17}[\dXx]\b/g;

/**
 * A rejected or mended record as it may be listed (M17): `***` in the place of personal columns that are protected or left out. `own`: it
 * stands as in the user's own file, while the plan's dialect is that of the file written anew; its fields cannot be told apart then.
 */
export function hidePersonal(text: string, { hidden, columns, dialect, width }: SourcePlan, own = false): string {
  if (hidden.length === 0) return text;
  const options = { delimiter: dialect.delimiter, quoteChar: dialect.quote };
  const { data, errors } = Papa.parse<string[]>(text, options);
  const fields = data[0] ?? [];
  if (!own && data.length === 1 && errors.length === 0 && fields.length === width)
    return Papa.unparse([fields.map((field, index) => (field !== '' && hidden.includes(index) ? HIDDEN : field))], options);
  return columns.some(({ protection }) => protection) ? HIDDEN : text.replace(PERSONAL, HIDDEN);
}
