import type { ColumnMapping, ColumnParse } from '#core/model/source';
import type { Report } from './types';

/** The way a column is read without the words of its file. */
const withoutWords = (parse: ColumnParse): ColumnParse => (parse.type === 'boolean' ? { type: 'text' } : parse);

/** LK7: such a column's words change nothing in a report, and may be what it is to be kept from showing. */
const isHidden = ({ role, protect }: ColumnMapping): boolean => role === 'skip' || protect !== undefined;

function withoutValues(column: ColumnMapping): ColumnMapping {
  if (!isHidden(column)) return column;
  const { nulls: _, ...rest } = column;
  return { ...rest, parse: withoutWords(rest.parse) };
}

/** A report as it leaves the page (LK7): columns that are left out, masked or replaced keep no value of their file. */
export const leaveReport = (report: Report): Report => ({
  ...report,
  sources: report.sources.map((source) => ({
    ...source,
    mapping: { ...source.mapping, columns: source.mapping.columns.map(withoutValues) },
  })),
});

/** Words of its file that a mapping of a column names: for yes and no, and those that stand for nothing. */
export const wordsOfColumn = ({ parse, nulls = [] }: ColumnMapping): readonly string[] => [
  ...(parse.type === 'boolean' ? [...parse.yes, ...parse.no] : []),
  ...nulls,
];
