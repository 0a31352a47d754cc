import type { FormatOptions } from '#core/messages/format';
import type { MessageKey } from '#core/messages/message-key';
import type { Text, Values } from '#core/messages/text';
import type { DateRange } from '#core/model/filters';
import type { Cell } from '#core/report/types';
import type { Workspace } from '#app/session/types';

export { formatScalar } from '#core/model/format-scalar';

/** `say('report_share')` in the reader's language; follows a change of language wherever it is used in markup. */
export const speakerOf =
  (workspace: Workspace) =>
  (key: MessageKey, values?: Values): string =>
    workspace.say(values ? { key, values } : { key });

/** How numbers are written in this report. */
export const formatOf = (workspace: Workspace): FormatOptions => ({
  locale: workspace.locale,
  currency: workspace.report?.currency ?? workspace.model?.currency ?? workspace.stored?.results.currency ?? null,
});

/** The first line of a Markdown text that says something, without its signs. */
const firstLine = (markdown: string): string =>
  (markdown.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[\s#>*+-]+|[*_`[\]]/g, '')
    .trim();

/** What stands above a cell: the person's own words, else the question. Text cells are named by their first words. */
export function titleOf(cell: Cell, workspace: Workspace): Text {
  if (cell.type === 'text') {
    const words = firstLine(cell.markdown);
    return words ? { literal: words.length > 40 ? `${words.slice(0, 39)}…` : words } : { key: 'cell_text_empty' };
  }
  if (cell.type === 'control') return { literal: cell.label ?? cell.name };
  if (cell.title) return { literal: cell.title };
  if (cell.type === 'sql') return { literal: cell.name };
  const own = workspace.report?.definitions?.find(({ id }) => id === cell.definition);
  if (own) return { literal: own.name };
  return workspace.catalogue.find((entry) => entry.kind === cell.kind)?.question ?? { literal: cell.kind };
}

/** A date range in words; an open end says so. */
export function rangeWords({ from, to }: DateRange): Text {
  if (from && to) return { key: 'report_range_between', values: { from: { date: from }, to: { date: to } } };
  if (from) return { key: 'report_range_from', values: { from: { date: from } } };
  if (to) return { key: 'report_range_to', values: { to: { date: to } } };
  return { key: 'report_range_all' };
}
