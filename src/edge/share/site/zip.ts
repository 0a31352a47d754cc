import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file of an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Blob;
}

/** Endings of files that do not get smaller. */
const PACKED = /\.(gz|zip|png|jpg|woff2|xlsx|parquet|tgz|zst)$/i;

/** Writes files into a zip as they are read, so that the whole never stands unpacked in memory. Rejects when it is cancelled. */
export async function writeZip(
  entries: readonly ZipEntry[],
  { signal, day, onBytes }: { readonly signal: AbortSignal; readonly day: string; onBytes(bytes: number): void },
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) fault = error;
    else parts.push(chunk as Uint8Array<ArrayBuffer>);
  });
  for (const { path, content } of entries) {
    const file = PACKED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    file.mtime = `${day}T12:00:00`;
    zip.add(file);
    const reader = content.stream().getReader();
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      file.push(value);
      onBytes(value.byteLength);
    }
    file.push(new Uint8Array(), true);
    if (fault) throw fault;
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
