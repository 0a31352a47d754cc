import type { Issue } from '#core/model/result';
import { findKind } from '#core/intake/detect-kind';
import { fromBlob } from '../input-file';
import { openContainer } from './open-container';

/** Archives that are larger take long enough for a word. */
const SLOW = 8 << 20;
const CONTAINERS: ReadonlySet<string> = new Set(['zip', 'gzip', 'tar']);

/**
 * The files of a drop, archives opened (F2); the others come back themselves, in the order of the drop. What was unpacked carries the date of
 * its archive. `onSlow`: an archive is being opened that takes a while. A file that cannot be read is left to its preview, which says so.
 */
export async function openDropped(
  files: readonly File[],
  onSlow?: (name: string) => void,
): Promise<{ readonly files: readonly File[]; readonly issues: readonly Issue[] }> {
  const found: File[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const input = fromBlob(file, file.name);
    const head = await input.slice(0, Math.min(512, file.size)).catch(() => new Uint8Array(0));
    if (!CONTAINERS.has(findKind(head))) {
      found.push(file);
      continue;
    }
    if (file.size > SLOW) onSlow?.(file.name);
    const opened = await openContainer(input);
    issues.push(...opened.issues);
    for (const each of opened.files) {
      const own = each === input || !('blob' in each.engineFile);
      found.push(
        own ? file : new File([(each.engineFile as { readonly blob: Blob }).blob], each.name, { lastModified: file.lastModified }),
      );
    }
  }
  return { files: found, issues };
}
