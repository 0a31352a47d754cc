import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { keptRanges } from './input-file';
import type { ByteRange, InputFile } from './types';

/** A file of the terminal, by its path. */
export async function fromPath(file: string): Promise<InputFile> {
  return describe(file, path.basename(file), async () => {});
}

async function describe(file: string, name: string, release: () => Promise<void>): Promise<InputFile> {
  const { size } = await stat(file);
  return {
    name,
    bytes: size,
    slice: (from, to) => readSlice(file, from, Math.min(to, size)),
    stream: () => Readable.toWeb(createReadStream(file, { highWaterMark: 1 << 20 })) as ReadableStream<Uint8Array>,
    engineFile: { path: file },
    derive: (content) => writeTemporary(name, content),
    without: (ranges) => writeTemporary(name, readKept(file, size, ranges)),
    release,
  };
}

async function readSlice(file: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function* readKept(file: string, size: number, ranges: readonly ByteRange[]): AsyncGenerator<Uint8Array> {
  for (const [from, to] of keptRanges(size, ranges)) yield* createReadStream(file, { start: from, end: to - 1, highWaterMark: 1 << 20 });
}

async function writeTemporary(name: string, content: AsyncIterable<Uint8Array>): Promise<InputFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clientele-'));
  const release = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, 'source.csv');
    await pipeline(content, createWriteStream(file));
    return await describe(file, name, release);
  } catch (error) {
    await release();
    throw error;
  }
}
