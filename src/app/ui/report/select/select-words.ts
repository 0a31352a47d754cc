import type { FormatOptions } from '#core/messages/format';
import type { Text } from '#core/messages/text';
import { partKey } from '#core/model/part-key';
import type { Part, Presentation } from '#core/model/presentation';
import { placeOf } from '../dialogs/part-words';
import { formatScalar } from '../words';

/** A part in words: its row, and the column too where other numbers of the row stand for others; `otherwise` where it stands in no table. */
export function wordsOfPart(part: Part, presentation: Presentation, otherwise: Text, options: FormatOptions): Text {
  const place = placeOf(part, presentation);
  if (!place) return otherwise;
  if (!place.row) return place.column;
  const { row, column } = place.row;
  const head = row.texts?.[column.key] ?? { literal: formatScalar(row.values[column.key] ?? null, column.unit, options) };
  const others = Object.values(row.parts ?? {}).some((each) => partKey(each) !== partKey(part));
  return others ? { key: 'select_part', values: { row: head, column: place.column } } : head;
}
