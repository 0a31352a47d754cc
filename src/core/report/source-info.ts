import * as v from 'valibot';
import { ENCODINGS, type Mapping, type SourceInfo } from '#core/model/source';
import type { Result } from '#core/model/result';
import { checkShape } from './check';
import { CAPS, strict } from './schema';

const text = v.pipe(v.string(), v.maxLength(CAPS.text));
const sourceInfo: v.GenericSchema<unknown, SourceInfo> = strict.object({
  id: v.pipe(v.string(), v.regex(/^s[0-9a-z]+$/)),
  name: text,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  fingerprint: text,
  dialect: strict.object({
    encoding: v.picklist(ENCODINGS),
    bom: v.boolean(),
    delimiter: v.picklist([',', '\t', ';', '|']),
    quote: v.literal('"'),
    header: v.boolean(),
  }),
  headers: v.pipe(v.array(text), v.maxLength(CAPS.columns)),
  mapping: strict.mapping,
});

/** A stored file's description, checked like any foreign value. */
export const parseSourceInfo = (value: unknown): Result<SourceInfo> => checkShape(sourceInfo, value);

/** A stored mapping, checked like any foreign value. */
export const parseMapping = (value: unknown): Result<Mapping> => checkShape<Mapping>(strict.mapping, value);
