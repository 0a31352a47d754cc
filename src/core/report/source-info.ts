import * as v from 'valibot';
import { ENCODINGS, type Mapping, type RememberedReading, type SourceInfo, type SourcePart } from '#core/model/source';
import type { FileReading } from '#core/model/reading';
import type { Result } from '#core/model/result';
import { checkShape } from './check';
import { CAPS, strict } from './schema';

const text = v.pipe(v.string(), v.maxLength(CAPS.text));
const sign = v.pipe(v.string(), v.maxLength(8));
const lines = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));
const reading: v.GenericSchema<unknown, FileReading> = v.variant('format', [
  strict.object({
    format: v.literal('text'),
    delimiter: sign,
    quote: sign,
    escape: sign,
    comment: sign,
    skip: lines,
    headerRows: lines,
    footer: lines,
    short: v.picklist(['reject', 'fill']),
    mend: v.exactOptional(v.boolean()),
    again: v.exactOptional(v.boolean()),
    rowNames: v.exactOptional(v.boolean()),
    rows: v.exactOptional(lines),
  }),
  strict.object({
    format: v.literal('fixed'),
    starts: v.pipe(v.array(lines), v.maxLength(CAPS.columns)),
    unit: v.exactOptional(v.picklist(['characters', 'cells'])),
    skip: lines,
    headerRows: lines,
    footer: lines,
  }),
  strict.object({ format: v.literal('xlsx'), sheet: text, skip: lines, headerRows: lines }),
  strict.object({ format: v.picklist(['parquet', 'arrow', 'json', 'ndjson']) }),
]);
const headers = v.pipe(v.array(text), v.maxLength(CAPS.columns));
const encoding = v.picklist(ENCODINGS);
const remembered: v.GenericSchema<unknown, RememberedReading> = strict.object({
  encoding: v.exactOptional(encoding),
  reading: v.exactOptional(reading),
  headers,
  line: v.nullable(lines),
});
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const dialect = strict.object({
  encoding,
  bom: v.boolean(),
  delimiter: v.picklist([',', '\t', ';', '|']),
  quote: v.literal('"'),
  header: v.boolean(),
});
const part: v.GenericSchema<unknown, SourcePart> = strict.object({
  name: text,
  bytes,
  fingerprint: text,
  dialect,
  reading: v.exactOptional(reading),
  columns: v.pipe(v.array(lines), v.maxLength(CAPS.columns)),
  update: v.exactOptional(v.picklist(['append', 'replace', 'whole'])),
});
const sourceInfo: v.GenericSchema<unknown, SourceInfo> = strict.object({
  id: v.pipe(v.string(), v.regex(/^s[0-9a-z]+$/)),
  name: text,
  bytes,
  fingerprint: text,
  dialect,
  reading: v.exactOptional(reading),
  headers,
  mapping: strict.mapping,
  parts: v.exactOptional(v.pipe(v.array(part), v.maxLength(CAPS.parts))),
  key: v.exactOptional(text),
  oneIn: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000))),
});

/** A stored file's description, checked like any foreign value. */
export const parseSourceInfo = (value: unknown): Result<SourceInfo> => checkShape(sourceInfo, value);

/** A stored mapping, checked like any foreign value. */
export const parseMapping = (value: unknown): Result<Mapping> => checkShape<Mapping>(strict.mapping, value);

/** What a person said of the reading of a file, checked like any foreign value. */
export const parseRememberedReading = (value: unknown): Result<RememberedReading> => checkShape(remembered, value);
