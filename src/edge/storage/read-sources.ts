import type { Text } from '#core/messages/text';
import type { Issue } from '#core/model/result';
import { parseSourceInfo } from '#core/report/source-info';
import type { Backend, StoredSource } from './types';

function parseStored(value: unknown): StoredSource | null {
  if (typeof value !== 'object' || value === null) return null;
  const { info, blob, blobs } = value as { info?: unknown; blob?: unknown; blobs?: unknown };
  const parsed = parseSourceInfo(info);
  if (!parsed.ok || !(blob instanceof Blob)) return null;
  const { parts } = parsed.value;
  if (!parts) return { info: parsed.value, blob };
  const whole = Array.isArray(blobs) && blobs.length === parts.length && blobs.every((each): each is Blob => each instanceof Blob);
  return whole ? { info: parsed.value, blob, blobs } : null;
}

/** What a person calls the file; without its name, one of theirs. */
function wordsOf(value: unknown): Text {
  const { info, blob } = (value ?? {}) as { info?: { name?: unknown } | null; blob?: unknown };
  const name = info?.name ?? (blob instanceof File ? blob.name : null);
  return typeof name === 'string' ? { key: 'share_storage_source', values: { name } } : { key: 'share_storage_source_unnamed' };
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
    issues.push({ code: 'issue_storage_corrupt', values: { what: wordsOf(value) }, path: [key] });
  }
  return { sources, issues };
}
