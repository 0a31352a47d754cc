import type { Mapping, PartUpdate } from '#core/model/source';
import type { Preview } from '#edge/load/types';
import type { UpdateChoice } from '#edge/storage/types';
import type { Drafts } from './drafts.svelte';
import { isOpened, lookInto, previewOf } from './look-into';
import type { DraftPart, SourceDraft } from './types';
import { asPart } from './update-evidence';

/** What later files do to a source on the screen, and the way back. Every method settles the drafts and gives what undoes it. */
export class Joining {
  constructor(private readonly drafts: Drafts) {}

  /** Does what was chosen for a file that waits (MF21); null where it waits no more. */
  async decide(id: string, choice: UpdateChoice): Promise<(() => void) | null> {
    const draft = this.drafts.find(id);
    const target = draft?.joining && this.drafts.find(draft.joining.target);
    if (!draft?.joining) return null;
    const joined = target?.preview && target.mapping && choice !== 'separate' ? await this.#join(target, draft, choice) : null;
    if (joined && target) return this.#settle([target, draft], [joined]);
    const { joining, ...rest } = draft;
    return this.#settle([draft], [{ ...rest, ...(await this.drafts.understand(joining.alone)) }]);
  }

  /** Takes files out of a source (MF26). One that is left alone is a file like any other again. */
  async takeOut(id: string, partIds: readonly string[]): Promise<(() => void) | null> {
    const draft = this.drafts.find(id);
    if (!draft?.parts) return null;
    const left = draft.parts.filter((part) => !partIds.includes(part.id));
    if (left.length === 0) return this.#settle([draft], []);
    if (left.length === 1) return this.#settle([draft], [await this.#alone(draft, left[0]!, draft.id)]);
    const { update: _, ...first } = left[0]!;
    const changed = await this.#regroup(draft, [first, ...left.slice(1)], draft.preview!.head.headers);
    return changed && this.#settle([draft], [changed]);
  }

  /** Makes every file of a source one of its own (MF26). */
  async takeApart(id: string): Promise<(() => void) | null> {
    const draft = this.drafts.find(id);
    if (!draft?.parts) return null;
    const alone: SourceDraft[] = [];
    for (const part of draft.parts) alone.push(await this.#alone(draft, part, part.id));
    return this.#settle([draft], alone);
  }

  /** Whether the files of a source after the first replace earlier ones by a key. What was said of a single file stays. */
  setReplacing(id: string, replaces: boolean, key?: string): void {
    const draft = this.drafts.find(id);
    if (!draft?.parts) return;
    const parts = draft.parts.map(({ update, ...part }, at): DraftPart => {
      if (at === 0 || update === 'append' || update === 'whole') return { ...part, ...(update ? { update } : {}) };
      return replaces ? { ...part, update: 'replace' } : part;
    });
    this.drafts.settle([draft], [{ ...draft, parts, ledger: null, ...(key === undefined ? {} : { key }) }]);
  }

  #settle(before: readonly SourceDraft[], after: readonly SourceDraft[]): () => void {
    this.drafts.settle(before, after);
    const unloaded = before.map((draft): SourceDraft => ({ ...draft, ledger: null }));
    return () => this.drafts.settle(after, unloaded);
  }

  /** The files of both in one source; null where one can no longer be read. */
  async #join(target: SourceDraft, draft: SourceDraft, choice: PartUpdate): Promise<SourceDraft | null> {
    const [{ nameFileColumn }, { foldHeader }] = await Promise.all([import('#core/intake/join-files'), import('#core/intake/shapes')]);
    const own = await this.#partsOf(target);
    const fresh = await this.#partsOf(draft);
    const headersOf = ({ preview, parts }: SourceDraft) => preview!.head.headers.slice(0, parts ? -1 : undefined);
    const names = [...headersOf(target)];
    const placeOf = (header: string, index: number): number => {
      if (!target.preview!.head.dialect.header) return index;
      const at = names.findIndex((name) => foldHeader(name) === foldHeader(header));
      return at < 0 ? names.push(header) - 1 : at;
    };
    const places = headersOf(draft).map(placeOf);
    const later = fresh.map((part, at): DraftPart => {
      const update = choice === 'whole' && at > 0 ? 'append' : choice;
      return { ...part, columns: part.columns.map((column) => places[column]!), update };
    });
    const fileHeader = target.parts ? target.preview!.head.headers.at(-1)! : nameFileColumn(names);
    return this.#regroup(target, dropReplaced(own, later), [...names, fileHeader]);
  }

  /** A source with these files, looked into anew; null where one can no longer be read. Columns that no file has any more go. */
  async #regroup(draft: SourceDraft, given: readonly DraftPart[], headers: readonly string[]): Promise<SourceDraft | null> {
    const [{ joinFiles, nameTogether }, { mappingProblems }] = await Promise.all([
      import('#core/intake/join-files'),
      import('#core/intake/mapping'),
    ]);
    const used = headers.map((_, at) => at === headers.length - 1 || given.some(({ columns }) => columns.includes(at)));
    const places = used.map((_, at) => used.slice(0, at).filter(Boolean).length);
    const parts = given.map((part): DraftPart => ({ ...part, columns: part.columns.map((column) => places[column]!) }));
    const looked = await lookInto(
      parts,
      parts.map(({ id }) => this.drafts.fileOf(id)!),
    );
    if (!isOpened(looked)) return null;
    const joined = previewOf(joinFiles(looked, { keepOrder: true, headers: headers.filter((_, at) => used[at]) }));
    const name = nameTogether(parts.map((part) => part.name));
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const preview: Preview = { ...joined, head: { ...joined.head, name, bytes }, questions: draft.preview!.questions };
    const { adoptMapping } = await import('#app/run/adopt-mapping');
    const { mapping } = adoptMapping(draft.mapping!, preview);
    return { ...draft, name, bytes, preview, mapping, issues: mappingProblems(mapping), parts, ledger: null };
  }

  /** The files of a draft; of one file, as the first of several. */
  async #partsOf(draft: SourceDraft): Promise<readonly DraftPart[]> {
    if (draft.parts) return draft.parts;
    const [{ fingerprintFile }, { fromBlob }] = await Promise.all([import('#edge/load/fingerprint'), import('#edge/load/input-file')]);
    const file = this.drafts.fileOf(draft.id)!;
    return [{ ...asPart(draft, await fingerprintFile(fromBlob(file, draft.name))), id: this.drafts.keep(file) }];
  }

  /** One file of a source by itself, mapped as it was there. */
  async #alone({ mapping }: SourceDraft, part: DraftPart, id: string): Promise<SourceDraft> {
    const { name, bytes } = part;
    const file = this.drafts.fileOf(part.id)!;
    const [{ previewFile }, { fromBlob }] = await Promise.all([import('#edge/load/preview'), import('#edge/load/input-file')]);
    const { dialect, reading } = part;
    const preview = await previewFile(fromBlob(file, name), undefined, { encoding: dialect.encoding, ...(reading ? { reading } : {}) });
    const bare = { id: this.drafts.hold(id, file), name, bytes, ledger: null };
    if (preview.issues.length > 0) return { ...bare, preview: null, mapping: null, answers: {}, issues: preview.issues };
    const { adoptMapping } = await import('#app/run/adopt-mapping');
    const kept: Mapping | null = mapping && adoptMapping(mapping, preview).mapping;
    return { ...bare, ...(await this.drafts.understand(preview, kept)) };
  }
}

/** Later files behind those that are there. What a file of an earlier time replaced as a whole is needed no longer. */
function dropReplaced(own: readonly DraftPart[], later: readonly DraftPart[]): readonly DraftPart[] {
  const from = Math.max(
    0,
    own.findLastIndex(({ update }) => update === 'whole'),
  );
  const { update: _, ...first } = own[from]!;
  return [first, ...own.slice(from + 1), ...later];
}
