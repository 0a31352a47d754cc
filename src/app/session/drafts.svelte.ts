import type { Issue } from '#core/model/result';
import type { Mapping, SourceInfo } from '#core/model/source';
import { proposeMapping } from '#app/run/sources';
import type { Loaded, LoadRequest, Preview } from '#edge/load/types';
import type { SourceDraft } from './types';

/** Finds a mapping made before for the same headers: in the open report, else remembered in this browser. */
export type RecallMapping = (preview: Preview) => Promise<Mapping | null>;

/** The key of a question's answer. */
export const questionKey = ({ kind, header }: Preview['questions'][number]): string => `${kind}:${header ?? ''}`;

/** The files on the data screen, from the drop to the load. */
export class Drafts {
  list = $state.raw<readonly SourceDraft[]>([]);
  #files = new Map<string, File>();
  #next = 1;

  constructor(private readonly recall: RecallMapping) {}

  /** Every file is read, no question is open, no problem stands: they may be loaded without asking. */
  get clear(): boolean {
    return (
      this.list.length > 0 && this.list.every((draft) => draft.mapping && draft.issues.length === 0 && openQuestions(draft).length === 0)
    );
  }

  get allLoaded(): boolean {
    return this.list.every((draft) => draft.ledger);
  }

  fileOf(id: string): File | undefined {
    return this.#files.get(id);
  }

  /** Previews files, each by itself; settles when the last one stands. */
  async add(files: readonly File[]): Promise<void> {
    const fresh = files.map((file) => this.#put(file, `s${this.#next++}`, null));
    await Promise.all(fresh.map((draft) => this.#preview(draft.id)));
  }

  /** Brings back files of an earlier visit with the mapping they had. */
  async restore(kept: readonly { readonly info: SourceInfo; readonly file: File }[]): Promise<void> {
    for (const { info, file } of kept) {
      this.#put(file, info.id, info.mapping);
      this.#next = Math.max(this.#next, Number.parseInt(info.id.slice(1), 36) + 1 || 1);
    }
    await Promise.all(kept.map(({ info }) => this.#preview(info.id, info.mapping)));
  }

  setMapping(id: string, mapping: Mapping, issues: readonly Issue[]): void {
    this.#change(id, { mapping, issues, ledger: null });
  }

  setAnswer(id: string, question: string, value: string, mapping: Mapping, issues: readonly Issue[]): void {
    const draft = this.find(id);
    if (draft) this.#change(id, { answers: { ...draft.answers, [question]: value }, mapping, issues, ledger: null });
  }

  find(id: string): SourceDraft | undefined {
    return this.list.find((draft) => draft.id === id);
  }

  /** Takes a file away and gives back what brings it again. */
  remove(id: string): () => void {
    const before = this.list;
    const file = this.#files.get(id);
    this.list = before.filter((draft) => draft.id !== id);
    this.#files.delete(id);
    return () => {
      if (file) this.#files.set(id, file);
      const draft = before.find((each) => each.id === id);
      if (draft && !this.find(id)) this.list = [...this.list, { ...draft, ledger: null }];
    };
  }

  reset(): void {
    this.list = [];
    this.#files.clear();
  }

  /** What the loader is asked for. */
  async requests(): Promise<LoadRequest[]> {
    const [{ fromBlob }, { fingerprintFile }] = await Promise.all([import('#edge/load/input-file'), import('#edge/load/fingerprint')]);
    return Promise.all(
      this.list.map(async ({ id, name, bytes, preview, mapping }) => {
        const file = fromBlob(this.#files.get(id)!, name);
        const { dialect, headers } = preview!.head;
        return { file, info: { id, name, bytes, fingerprint: await fingerprintFile(file), dialect, headers, mapping: mapping! } };
      }),
    );
  }

  loaded({ sources }: Loaded): void {
    for (const { info, ledger } of sources) this.#change(info.id, { ledger });
  }

  #put(file: File, id: string, mapping: Mapping | null): SourceDraft {
    const draft: SourceDraft = { id, name: file.name, bytes: file.size, preview: null, mapping, answers: {}, ledger: null, issues: [] };
    this.#files.set(id, file);
    this.list = [...this.list, draft];
    return draft;
  }

  #change(id: string, change: Partial<SourceDraft>): void {
    this.list = this.list.map((draft) => (draft.id === id ? { ...draft, ...change } : draft));
  }

  async #preview(id: string, kept: Mapping | null = null): Promise<void> {
    const [{ previewFile }, { fromBlob }] = await Promise.all([import('#edge/load/preview'), import('#edge/load/input-file')]);
    const file = this.#files.get(id)!;
    const preview = await previewFile(fromBlob(file, file.name));
    const recalled = kept ?? (await this.recall(preview));
    this.#change(id, { preview, mapping: recalled ?? proposeMapping(preview), issues: preview.issues });
  }
}

/** The questions of a draft that nobody answered yet. */
export function openQuestions(draft: SourceDraft): Preview['questions'] {
  return (draft.preview?.questions ?? []).filter((question) => !(questionKey(question) in draft.answers));
}
