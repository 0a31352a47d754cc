import { personalHeaders, type RecordPrivacy } from '#edge/share/privacy/mask-record';
import type { SourceDraft } from './types';

/** What of a file's records is personal, and how a record is cut; it is not known where the file is written anew or made of several (PR26). */
export function recordPrivacy({
  mapping,
  preview,
  parts,
}: Pick<SourceDraft, 'mapping' | 'preview' | 'parts'>): Omit<RecordPrivacy, 'open'> {
  const head = preview?.head;
  const headers = head?.headers ?? [];
  return {
    personal: personalHeaders(mapping?.columns ?? [], headers, head?.rows ?? []),
    cut: head && !head.reading && !parts ? { delimiter: head.dialect.delimiter, headers } : null,
  };
}
