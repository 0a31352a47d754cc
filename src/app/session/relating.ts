import { proposeMapping } from '#app/run/sources';
import type { Study } from '#core/intake/column-facts';
import type { Issue } from '#core/model/result';
import type { Mapping } from '#core/model/source';
import type { Preview } from '#edge/load/types';
import type { Drafts } from './drafts.svelte';
import type { SourceDraft } from './types';

interface Related {
  readonly draft: SourceDraft;
  /** What the file shows by itself, before it stood beside others. */
  readonly alone: Preview;
}

/** Lets the files on the screen say which of their columns are keys (M10). */
export class Relating {
  /** What was refined, with what it was before. */
  readonly #before = new WeakMap<Preview, Preview>();

  constructor(private readonly drafts: Drafts) {}

  /** Looks at all files together where names leave a key open, and protects their keys alike (M16). */
  async relate(): Promise<void> {
    const [{ refineMappings, wantsRelations }, { mappingProblems }] = await Promise.all([
      import('#core/intake/refine-mapping'),
      import('#core/intake/mapping'),
    ]);
    const related = this.drafts.list.flatMap((draft): readonly Related[] => {
      const { preview, joining } = draft;
      return preview && !joining ? [{ draft, alone: this.#before.get(preview) ?? preview }] : [];
    });
    if (related.length > 1 && wantsRelations(related.map(({ alone }) => alone))) {
      const files = await Promise.all(
        related.map(async ({ draft, alone }) => ({ name: draft.name, proposal: alone, study: await this.#study(draft, alone) })),
      );
      refineMappings(files).forEach((refined, at) => this.#refine(related[at]!, { ...related[at]!.alone, ...refined }, mappingProblems));
    }
    this.drafts.alignKeys();
  }

  async #study({ id, name, parts }: SourceDraft, { head }: Preview): Promise<Study> {
    const file = parts ? undefined : this.drafts.fileOf(id);
    if (!file) return (await import('#core/intake/column-facts')).studyColumns(head);
    const [{ studyFile }, { fromBlob }] = await Promise.all([import('#edge/load/study-file'), import('#edge/load/input-file')]);
    return studyFile(fromBlob(file, name), head);
  }

  #refine({ draft, alone }: Related, preview: Preview, problemsOf: (mapping: Mapping) => readonly Issue[]): void {
    const now = this.drafts.find(draft.id);
    if (!now || now.settled || now.preview !== draft.preview) return;
    this.#before.set(preview, alone);
    const mapping = proposeMapping(preview);
    const same = JSON.stringify(mapping) === JSON.stringify(now.mapping);
    const changed = same ? {} : { mapping, answers: {}, issues: problemsOf(mapping), ledger: null };
    this.drafts.settle([now], [{ ...now, preview, ...changed }]);
  }
}
