import { existsSync } from 'node:fs';
import path from 'node:path';

const shared = path.resolve(import.meta.dirname, '../../../shared');

/** A path below ../shared, or null where that folder is not here. */
export function sharedPath(...parts: readonly string[]): string | null {
  const found = path.join(shared, ...parts);
  return existsSync(found) ? found : null;
}
