import Papa from 'papaparse/papaparse.js';
import type { FileDialect } from '#core/model/source';

/**
 * The first records of a text, blank ones left out; for showing and judging, never for loading. A record that the text's end
 * cuts through is left out when `cut`.
 */
export function readRecords(
  text: string,
  delimiter: FileDialect['delimiter'],
  limit: number,
  cut: boolean,
): readonly (readonly string[])[] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { data } = Papa.parse(plain, { delimiter, quoteChar: '"', newline: '\n', preview: limit + 1, skipEmptyLines: true });
  const whole = cut && data.length <= limit ? data.slice(0, -1) : data;
  return whole.slice(0, limit);
}
