import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isLeftOut } from '#core/intake/left-out';
import { compareNames } from '#core/intake/shapes';

/** The files of a folder and of all folders in it, as paths, by name; and the names of what was left out (MF6). */
export interface FolderFiles {
  readonly files: readonly string[];
  readonly leftOut: readonly string[];
}

/** What a folder holds; null where the path is no folder. */
export async function listFiles(folder: string): Promise<FolderFiles | null> {
  const is = await stat(folder).catch(() => null);
  if (!is?.isDirectory()) return null;
  const files: string[] = [];
  const leftOut: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => compareNames(one.name, other.name))) {
    const place = path.join(folder, entry.name);
    if (isLeftOut(entry.name)) leftOut.push(entry.name);
    else if (entry.isDirectory()) {
      const inner = await listFiles(place);
      files.push(...(inner?.files ?? []));
      leftOut.push(...(inner?.leftOut ?? []));
    } else files.push(place);
  }
  return { files, leftOut };
}
