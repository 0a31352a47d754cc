import Papa from 'papaparse';
import type { SourcePlan } from '#core/query/load/plan';
import type { InputFile } from './types';

const SLICE = 65_536;
/** Smaller files are looked at after they are read: that costs them nothing. */
const WORTH_IT = 4_000_000;
const MOST = 200;

/** The records of a slice. One that does not begin or end with the file loses its torn first or last record. */
async function readSlice(file: InputFile, plan: SourcePlan, from: number): Promise<string[][]> {
  const to = Math.min(file.bytes, from + SLICE);
  const text = new TextDecoder().decode(await file.slice(from, to));
  const { data } = Papa.parse<string[]>(text, { delimiter: plan.dialect.delimiter, quoteChar: plan.dialect.quote });
  const whole = data.slice(from > 0 || plan.dialect.header ? 1 : 0, to < file.bytes ? -1 : undefined);
  return whole.filter((record) => record.length === plan.width);
}

/**
 * The values of those columns that a sample from head, middle and tail shows to be categories, by column index. The engine then
 * reads them as ENUM at once; a value that the sample did not show is kept beside and changes nothing but the time it takes.
 * A source with preparation steps is looked at after them.
 */
export async function sampleCategories(file: InputFile, plan: SourcePlan): Promise<Map<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>();
  // A word for nothing would come back as a category.
  const texts = plan.columns.filter(({ type, protection, nulls }) => type === 'category' && !protection && nulls.length === 0);
  if (file.bytes < WORTH_IT || texts.length === 0 || plan.steps) return found;
  const starts = [0, Math.floor(file.bytes / 2), file.bytes - SLICE];
  const records = (await Promise.all(starts.map((from) => readSlice(file, plan, from)))).flat();
  for (const { index } of texts) {
    const values = new Set(records.map((record) => record[index]?.trim() ?? ''));
    values.delete('');
    if (values.size > 0 && values.size <= Math.min(MOST, records.length / 10)) found.set(index, [...values].sort());
  }
  return found;
}
