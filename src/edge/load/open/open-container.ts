import { findForeignKind, findKind } from '#core/intake/detect-kind';
import { isLeftOut } from '#core/intake/left-out';
import type { Issue } from '#core/model/result';
import { LoadError, type InputFile } from '../types';
import { deriveFrom, readStart, streamRange } from './byte-range';
import { gunzip, gunzipParts, nameInGzip } from './gunzip';
import { createBudget, LIMITS, type Budget, type Limits } from './limits';
import { kindOfZip } from './kind-of-zip';
import { readTar } from './tar';
import { unzipEntry } from './unzip';
import { readZipDirectory, type ZipEntry } from './zip-directory';

/** The files that came out of one file, in its order, and what is to be said. Files are to be released by whoever asked. */
export interface Opened {
  readonly files: readonly InputFile[];
  readonly issues: readonly Issue[];
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  readonly limits?: Limits;
}

interface Opening extends OpenOptions {
  readonly budget: Budget;
  readonly limits: Limits;
  /** How many containers may still be opened within this one. */
  readonly deeper: number;
}

const HEAD = 4096;
const SEPARATOR = ' › ';
const isHidden = (path: string): boolean => path.split('/').some(isLeftOut);

/**
 * F2–F7: what is inside a file that came in; a file that is no container comes back itself. A damaged or locked container gives issues and
 * no file. Rejects with the signal's reason when cancelled.
 */
export async function openContainer(file: InputFile, options: OpenOptions = {}): Promise<Opened> {
  const limits = options.limits ?? LIMITS;
  try {
    return await open(file, { ...options, limits, budget: createBudget(file.name, file.bytes, limits), deeper: 2 });
  } catch (fault) {
    if (!(fault instanceof LoadError)) throw fault;
    return { files: [], issues: fault.issues };
  }
}

async function open(file: InputFile, opening: Opening): Promise<Opened> {
  opening.signal?.throwIfAborted();
  const itself: Opened = { files: [file], issues: [] };
  const kind = findKind(await file.slice(0, Math.min(HEAD, file.bytes)));
  if (opening.deeper === 0) return itself;
  if (kind === 'gzip') return openGzip(file, opening);
  if (kind === 'tar') {
    const entries = await readTar(file);
    return openAll(
      file,
      opening,
      entries.map(({ path, from, size }) => ({ path, stream: async () => streamRange(file, from, from + size) })),
    );
  }
  if (kind !== 'zip') return itself;
  const entries = await readZipDirectory(file);
  if (kindOfZip(file, entries) !== 'archive') return itself;
  const unzip = (entry: ZipEntry, budget: Budget) => unzipEntry(file, entry, { budget, kind: 'ZIP' });
  return openAll(
    file,
    opening,
    entries.map((entry) => ({ path: entry.path, stream: (budget) => unzip(entry, budget) })),
  );
}

async function openGzip(file: InputFile, opening: Opening): Promise<Opened> {
  const steps = file.name.split(SEPARATOR);
  const own = steps.pop()!;
  const name = [...steps, await nameInGzip({ ...file, name: own })].join(SEPARATOR);
  const inner = await deriveFrom(file, gunzip(file, opening.budget)).catch(async (fault: unknown) => {
    const parts =
      fault instanceof LoadError && fault.issues[0]?.code === 'issue_file_damaged' ? await gunzipParts(file, opening.budget) : null;
    if (!parts) throw fault;
    return deriveFrom(file, parts);
  });
  return openInner({ ...inner, name }, opening);
}

/** A file that came out may be a container itself; it is then given back in favour of what it holds. */
async function openInner(inner: InputFile, opening: Opening): Promise<Opened> {
  try {
    const opened = await open(inner, { ...opening, deeper: opening.deeper - 1 });
    if (!opened.files.includes(inner)) await inner.release();
    return opened;
  } catch (fault) {
    await inner.release();
    throw fault;
  }
}

interface Member {
  readonly path: string;
  readonly stream: (budget: Budget) => Promise<ReadableStream<Uint8Array>>;
}

async function openAll(file: InputFile, opening: Opening, all: readonly Member[]): Promise<Opened> {
  const members = all.filter(({ path }) => !isHidden(path));
  if (members.length > opening.limits.files)
    throw new LoadError([
      { code: 'issue_file_too_many_inside', values: { name: file.name, count: members.length, most: opening.limits.files } },
    ]);
  const files: InputFile[] = [];
  const issues: Issue[] = [];
  const passed: string[] = [];
  try {
    for (const { path, stream } of members) {
      const start = await readStart(await stream(createBudget(file.name, file.bytes, opening.limits)), HEAD);
      if (findForeignKind(start, path)) {
        passed.push(path);
        continue;
      }
      const inner = { ...(await deriveFrom(file, await stream(opening.budget))), name: `${file.name}${SEPARATOR}${path}` };
      const opened = await openInner(inner, opening);
      files.push(...opened.files);
      issues.push(...opened.issues);
    }
  } catch (fault) {
    await Promise.all(files.map((each) => each.release()));
    throw fault;
  }
  if (files.length === 0 && issues.length === 0) throw new LoadError([{ code: 'issue_file_nothing_inside', values: { name: file.name } }]);
  if (passed.length > 0)
    issues.push({ code: 'issue_file_passed_over', values: { name: file.name, count: passed.length, example: passed[0]! } });
  return { files, issues };
}
