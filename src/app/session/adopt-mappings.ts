import type { ReportSource } from '#core/report/types';
import { adoptMapping, findSource } from '#app/run/adopt-mapping';
import type { Drafts } from './drafts.svelte';

/** Gives files the mappings that a report stores for them, where they suit; says whether one changed. */
export function adoptMappings(drafts: Drafts, stored: readonly ReportSource[]): boolean {
  let changed = false;
  for (const draft of drafts.list) {
    const source = draft.preview && findSource(stored, draft.preview);
    if (!source || !draft.preview) continue;
    const { mapping } = adoptMapping(source.mapping, draft.preview);
    if (JSON.stringify(mapping) === JSON.stringify(draft.mapping)) continue;
    drafts.setMapping(draft.id, mapping);
    changed = true;
  }
  return changed;
}
