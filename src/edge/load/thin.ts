import { createThinner } from '#core/intake/draw/thinner';
import type { RecordCount } from '#core/intake/record-count';
import type { Draw } from '#core/model/draw';
import type { FileDialect } from '#core/model/source';
import { countRecords } from './count-records';
import { watchBytes, type ReadOptions } from './decode';
import { fromBlob } from './input-file';
import { originalRecord } from './lost-records';
import type { ThinReply, ThinRequest } from './thin.worker';
import type { InputFile } from './types';

/** A counted file and the records of drawn customers in it (LD27), in a file of their own. */
export interface Thinned {
  /** To be released by whoever asked for it. */
  readonly file: InputFile;
  /** Of that file: good records only. */
  readonly count: RecordCount;
  /** Good records of customers who are not drawn. */
  readonly sampled: number;
  /** The number in the counted file of the nth record of the smaller one; both from 1. */
  recordOf(nth: number): number;
}

interface Thin {
  readonly file: InputFile;
  readonly places: Uint32Array;
  readonly records: number;
}

/** A file so short is thinned where it is asked for. */
const WORTH_A_WORKER = 1 << 20;

/** Thins a counted UTF-8 file of one kind of line end, and counts what is left. Throws when the two do not add up to the file (LD29). */
export async function thinFile(
  counted: InputFile,
  {
    dialect,
    width,
    draw,
    count,
  }: { readonly dialect: FileDialect; readonly width: number; readonly draw: Draw; readonly count: RecordCount },
  options: ReadOptions = {},
): Promise<Thinned> {
  const good = count.cuts.length > 0 ? await counted.without(count.cuts) : counted;
  try {
    const { file, places, records } = await thin(good, dialect, draw, options);
    const left = await countRecords(file, dialect, width, options.signal ? { signal: options.signal } : {});
    if (records !== count.good || left.good !== places.length || left.records !== left.good) {
      await file.release();
      throw new Error(
        `a sample of ${counted.name} does not add up: ${count.good} records, ${records} looked at, ${places.length} drawn, ${left.good} of ${left.records} written`,
      );
    }
    return {
      file,
      count: left,
      sampled: records - places.length,
      recordOf: (nth) => originalRecord(count, places[nth - 1] ?? nth),
    };
  } finally {
    if (good !== counted) await good.release();
  }
}

async function thin(file: InputFile, dialect: FileDialect, draw: Draw, options: ReadOptions): Promise<Thin> {
  options.signal?.throwIfAborted();
  if (file.bytes > WORTH_A_WORKER && 'blob' in file.engineFile && typeof Worker !== 'undefined') {
    const { blob, ...facts } = await thinInWorker({ blob: file.engineFile.blob, dialect, draw }, options);
    return { file: fromBlob(blob, file.name), ...facts };
  }
  const thinner = createThinner(dialect, draw);
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => controller.enqueue(thinner.push(chunk)),
    flush: (controller) => controller.enqueue(thinner.finish()),
  });
  const derived = await file.derive(watchBytes(file, options).pipeThrough(transform));
  return { file: derived, places: thinner.places(), records: thinner.records };
}

type Done = Extract<ThinReply, { readonly blob: Blob }>;

function thinInWorker(request: ThinRequest, { signal, onBytes }: ReadOptions): Promise<Done> {
  const worker = new Worker(new URL('./thin.worker.ts', import.meta.url), { type: 'module' });
  const done = new Promise<Done>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<ThinReply>) => {
      if ('read' in data) onBytes?.(data.read);
      else if ('blob' in data) resolve(data);
      else reject(new Error(data.failed));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the worker that draws records could not start'));
    worker.postMessage(request);
  });
  return done.finally(() => worker.terminate());
}
