import type { Issue } from '#core/model/result';
import { parseSourceInfo } from '#core/report/source-info';
import type { Backend, StoredSource } from './types';

function parseStored(value: unknown): StoredSource | null {
  if (typeof value !== 'object' || value === null) return null;
  const { info, blob } = value as { info?: unknown; blob?: unknown };
  const parsed = parseSourceInfo(info);
  return parsed.ok && blob instanceof Blob ? { info: parsed.value, blob } : null;
}

function nameOf(value: unknown, key: string): string {
  const name = (value as { info?: { name?: unknown } } | null | undefined)?.info?.name;
  return typeof name === 'string' ? name : key;
}

/** The kept files. One that cannot be understood is set aside, and the others come back. */
export async function readStoredSources(
  backend: Backend,
  maySetAside: boolean,
): Promise<{ sources: readonly StoredSource[]; issues: readonly Issue[] }> {
  const sources: StoredSource[] = [];
  const issues: Issue[] = [];
  for (const { key, value } of await backend.readSources()) {
    const source = parseStored(value);
    if (source) {
      sources.push(source);
      continue;
    }
    if (maySetAside) await backend.setAside({ source: key });
    issues.push({
      code: 'issue_storage_corrupt',
      values: { what: { key: 'share_storage_source', values: { name: nameOf(value, key) } } },
      path: [key],
    });
  }
  return { sources, issues };
}
