import type { FileDialect } from '#core/model/source';
import type { RecordCount } from '#core/intake/record-count';
import { createRecordCounter } from '#core/intake/record-counter';

/** Counts the records of UTF-8 bytes, given in any pieces. */
export async function countStream(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  dialect: FileDialect,
  expectedFields: number,
): Promise<RecordCount> {
  const counter = createRecordCounter(dialect, expectedFields);
  for await (const chunk of content) counter.push(chunk);
  return counter.finish();
}
