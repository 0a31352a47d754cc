import { createDecoder, decodeLoosely } from '#core/intake/decode-text';
import { flattenRecord, JsonColumns, textOf, wayOfPlace } from '#core/intake/json/flatten';
import { findTable } from '#core/intake/json/find-table';
import { isList, isObject, JsonFault, parseJson, type JsonValue } from '#core/intake/json/parse-json';
import { createElementSplitter } from '#core/intake/json/split-elements';
import type { Issue } from '#core/model/result';
import type { Encoding } from '#core/model/source';
import { readBlocks } from '../decode';
import { LoadError, type InputFile } from '../types';
import type { OpenTableOptions, TableReader, TypedRecord } from './types';

/** A document that is no array is read whole; a text of more characters does not fit a browser's string. */
const LARGEST_DOCUMENT = 256 << 20;
const BATCH = 1000;
const LONGEST_TEXT = 2000;

/** JSON and NDJSON as a table (F40–F45). The encoding is that of the text. */
export async function openJson(
  file: InputFile,
  kind: 'json' | 'ndjson',
  encoding: Encoding,
  options: OpenTableOptions,
): Promise<TableReader> {
  const columns = new JsonColumns();
  const elements = kind === 'ndjson' ? readLines : (await beginsArray(file, encoding)) ? readArray : readDocument;
  return {
    reading: { format: kind },
    names: () => columns.names,
    end: () => ({ skipped: [], notes: [] }),
    async *records() {
      let named = false;
      for await (const batch of elements(file, encoding, options)) {
        const records: TypedRecord[] = [];
        for (const { line, value, text } of batch) {
          if (isObject(value)) records.push({ line, fields: flattenRecord(value, columns) });
          else if (isList(value) && kind === 'json') {
            const header = !named && value.every((name) => typeof name === 'string');
            named = true;
            if (header) nameColumns(value, columns);
            else records.push({ line, fields: readArrayRecord(value, columns) });
          } else records.push({ line, fields: { reason: 'not_an_object', text: text.slice(0, LONGEST_TEXT) } });
        }
        yield records;
      }
    },
  };
}

interface Element {
  readonly line: number;
  readonly value: JsonValue;
  readonly text: string;
}
type Elements = (file: InputFile, encoding: Encoding, options: OpenTableOptions) => AsyncIterable<readonly Element[]>;

/** Columns of arrays are known by their place; the first array may name them. */
function nameColumns(names: readonly JsonValue[], columns: JsonColumns): void {
  for (const [place, name] of names.entries()) columns.name(wayOfPlace(place), textOf(name));
}

function readArrayRecord(values: readonly JsonValue[], columns: JsonColumns): string[] {
  return values.map((value, place) => {
    columns.place(wayOfPlace(place));
    return textOf(value);
  });
}

async function* readTexts(file: InputFile, encoding: Encoding, options: OpenTableOptions): AsyncGenerator<string> {
  const decoder = createDecoder(encoding, { fatal: true });
  let read = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new LoadError([{ code: 'issue_file_undecodable', values: { name: file.name, encoding: encoding.toUpperCase(), byte: read } }]);
    }
  };
  for await (const block of readBlocks(file, options)) {
    yield decode(block);
    read += block.length;
  }
  yield decode();
}

async function beginsArray(file: InputFile, encoding: Encoding): Promise<boolean> {
  const head = decodeLoosely(await file.slice(0, 4096), encoding);
  return head.trimStart().startsWith('[');
}

const readLines: Elements = async function* (file, encoding, options) {
  let pending = '';
  let line = 0;
  const readLine = (text: string): Element[] => {
    line++;
    const bare = text.trim();
    return bare === '' ? [] : [{ line, value: parseLeniently(bare), text: bare }];
  };
  for await (const text of readTexts(file, encoding, options)) {
    const lines = (pending + text).split('\n');
    pending = lines.pop()!;
    for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH).flatMap(readLine);
  }
  yield readLine(pending);
};

/** Null, which is no record, where a line is no JSON. */
function parseLeniently(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    return null;
  }
}

const readArray: Elements = async function* (file, encoding, options) {
  const splitter = createElementSplitter();
  let line = 0;
  for await (const text of readTexts(file, encoding, options)) {
    const elements = splitter.push(text);
    for (let at = 0; at < elements.length; at += BATCH)
      yield elements.slice(at, at + BATCH).map((element) => ({ line: ++line, value: parseLeniently(element), text: element }));
  }
  const fault = splitter.finish();
  if (fault) throw new LoadError([faultIssue(file, fault, null)]);
};

const readDocument: Elements = async function* (file, encoding, options) {
  if (file.bytes > LARGEST_DOCUMENT)
    throw new LoadError([{ code: 'issue_file_json_large', values: { name: file.name, megabytes: LARGEST_DOCUMENT >> 20 } }]);
  let text = '';
  for await (const part of readTexts(file, encoding, options)) text += part;
  const table = findTable(parseWhole(file, text));
  if (!table || table.length === 0) throw new LoadError([{ code: 'issue_file_no_table', values: { name: file.name } }]);
  for (let at = 0; at < table.length; at += BATCH)
    yield table.slice(at, at + BATCH).map((value, index) => ({ line: at + index + 1, value, text: textOf(value) }));
};

function parseWhole(file: InputFile, text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    throw new LoadError([faultIssue(file, fault.why, text.slice(0, fault.at).split('\n').length)]);
  }
}

function faultIssue({ name }: InputFile, why: JsonFault['why'], line: number | null): Issue {
  if (why === 'end') return { code: 'issue_file_damaged', values: { name, kind: 'JSON' } };
  if (why === 'deep') return { code: 'issue_file_json_deep', values: { name } };
  return { code: 'issue_file_json_wrong', values: { name, line: line ?? 1 } };
}
