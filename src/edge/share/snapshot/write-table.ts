import { formatScalar } from '#core/model/format-scalar';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { escapeMarkup } from '../escape';
import type { Reader } from '../sheet';

/** Characters from which a text may break into lines. */
const LONG = 48;

const worded = ({ unit, is }: TableColumn): boolean => unit === 'text' || is === 'key';
const isRunning = (row: TableRow, { key }: TableColumn): boolean => row.provisionalIn?.includes(key) ?? false;

function writeCell(row: TableRow, column: TableColumn, head: boolean, reader: Reader): string {
  const { locale, currency, say } = reader;
  const value = row.values[column.key] ?? null;
  const text = row.texts?.[column.key];
  const words = text ? say(text) : formatScalar(value, column.unit, { locale, currency });
  // What the row is ordered by: codes of periods and numbers by themselves, else the words.
  const number = typeof value === 'number' && Number.isFinite(value) && !text;
  const order = number ? ` data-n="${value}"` : ` data-v="${escapeMarkup(text ? words : value === null ? '' : String(value))}"`;
  const looks = [!worded(column) && 'amount', words.length > LONG && 'long', isRunning(row, column) && 'running'].filter(Boolean).join(' ');
  const mark =
    (row.provisional && head) || isRunning(row, column) ? ` <span title="${escapeMarkup(say({ key: 'cell_provisional' }))}">○</span>` : '';
  const tag = head ? 'th scope="row"' : 'td';
  return `<${tag}${looks && ` class="${looks}"`}${order}>${escapeMarkup(words)}${mark}</${head ? 'th' : 'td'}>`;
}

/** A table with headings that order it (SN5); `name` is what it is called for people who do not see it. */
export function writeTable(table: TableView, name: string, reader: Reader): string {
  const { columns, rows } = table;
  const head = columns.find(({ is }) => is === 'key')?.key ?? columns[0]?.key;
  const heads = columns.map(
    (column) =>
      `<th scope="col" aria-sort="none"${worded(column) ? '' : ' class="amount"'}><button type="button">${escapeMarkup(reader.say(column.label))}</button></th>`,
  );
  const lines = rows.map((row) => {
    const about = `${row.total ? ' data-total' : ''}${row.provisional ? ' class="running"' : ''}`;
    return `<tr${about}>${columns.map((column) => writeCell(row, column, column.key === head, reader)).join('')}</tr>`;
  });
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escapeMarkup(name)}"><table><thead><tr>${heads.join('')}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>`;
}
