import * as v from 'valibot';
import type { JsonObject } from '#core/model/presentation';
import { CAPS, cellId, loose, params, paramsVersion, strict, title } from '../schema';
import { LIBRARY_KINDS } from './types';

/** What a library may hold at most (LB3, LB7, LB11). */
export const LIBRARY_CAPS = { items: 500, versions: 50, length: 8_000_000, depth: 32 } as const;

const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/),
  v.check((value) => Number.isFinite(Date.parse(value))),
);
/** A report stands here as any object: its own reader checks it. */
const unread = v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const name = v.pipe(title, v.minLength(1));
const words = v.pipe(v.string(), v.maxLength(CAPS.text));

function makeShapes({ object, segment, notebook }: typeof strict) {
  const content = v.variant('kind', [
    object({ kind: v.literal(LIBRARY_KINDS[0]), definition: notebook.definition }),
    object({ kind: v.literal(LIBRARY_KINDS[1]), segment, rests: v.pipe(v.array(segment), v.maxLength(CAPS.segments)) }),
    object({ kind: v.literal(LIBRARY_KINDS[2]), tiers: object({ name, purpose: words, version: paramsVersion, params }) }),
    object({ kind: v.literal(LIBRARY_KINDS[3]), metric: notebook.metric }),
    object({ kind: v.literal(LIBRARY_KINDS[4]), report: unread }),
  ]);
  const versions = v.pipe(
    v.array(object({ at: moment, name: v.exactOptional(name), content })),
    v.minLength(1),
    v.maxLength(LIBRARY_CAPS.versions),
  );
  const library = object({
    format: v.literal('clientele.library'),
    version: v.literal(1),
    items: v.pipe(v.array(object({ id: cellId, versions })), v.maxLength(LIBRARY_CAPS.items)),
  });
  return { content, library };
}

export const strictLibrary = makeShapes(strict);
/** Leaves out what it does not know: only for documents of a newer version. */
export const looseLibrary = makeShapes(loose);
/** A document whose reports are not read yet. */
export type UnreadLibrary = v.InferOutput<typeof strictLibrary.library>;
export type UnreadContent = v.InferOutput<typeof strictLibrary.content>;
