import { createNewlineUnifier } from '#core/intake/newline-unifier';
import type { FileDialect } from '#core/model/source';
import { watchBytes, type ReadOptions } from './decode';
import type { InputFile } from './types';

/** The same records, each ended by `\n`. Line ends inside quotes stay; the number of records and lines does not change. */
export function unifyNewlines(file: InputFile, dialect: FileDialect, options: ReadOptions = {}): Promise<InputFile> {
  const unifier = createNewlineUnifier(dialect);
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(unifier.push(chunk));
    },
  });
  return file.derive(watchBytes(file, options).pipeThrough(transform));
}
