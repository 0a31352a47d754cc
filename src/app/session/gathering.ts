import type { ShapedFile } from '#core/intake/shapes';
import type { Mapping } from '#core/model/source';
import type { OpenedFile } from '#edge/load/parts';
import type { Drafts } from './drafts.svelte';
import { previewOf } from './look-into';
import type { DraftPart, SourceDraft } from './types';
import { findEvidence, type KnownKeys } from './update-evidence';

/** What became of files that came together. */
export interface Gathered {
  /** Names of files without any row. */
  readonly leftOut: readonly string[];
  /** Files that are here already. */
  readonly again: readonly { readonly name: string; readonly other: string }[];
  /** Ids of drafts that wait for a word about what they are to do. */
  readonly asked: readonly string[];
}

/** A fresh draft with what was read of its file. */
interface Fresh extends OpenedFile {
  readonly draft: SourceDraft;
}

const EMPTY: readonly string[] = ['issue_file_header_only', 'issue_file_empty'];
const AT_A_TIME = 4;

/** Puts files that came together in order: which are one source, which belong to one that is here, which are here already (MF20, MF21, MF23). */
export class Gathering {
  /** The end of all that are being read as a person said. */
  #readings: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly drafts: Drafts,
    private readonly knownKeys: KnownKeys,
  ) {}

  /** Settles nothing before a file that a person has read in another way is read; gives the reading back. */
  waitFor<Outcome>(reading: Promise<Outcome>): Promise<Outcome> {
    this.#readings = Promise.allSettled([this.#readings, reading]);
    return reading;
  }

  /**
   * Settles fresh drafts on the screen. What a person answered, changed or removed meanwhile stays so: where a file was removed or read in
   * another way, all are compared once more.
   */
  async gather(given: readonly SourceDraft[]): Promise<Gathered> {
    const shown = new Set(given.filter(({ id }) => this.drafts.find(id)).map(({ id }) => id));
    const asShown = (draft: SourceDraft) => (shown.has(draft.id) ? this.drafts.find(draft.id) : draft);
    for (let fresh = given; ;) {
      const compared = await this.#compare(fresh, given.length > 1);
      for (let last; last !== this.#readings;) await (last = this.#readings);
      const now = fresh.flatMap((draft) => asShown(draft) ?? []);
      if (now.length < fresh.length || now.some(({ preview }, at) => preview !== fresh[at]!.preview)) {
        fresh = now;
        continue;
      }
      const asLeft = (draft: SourceDraft): SourceDraft => (fresh.includes(draft) ? (this.drafts.find(draft.id) ?? draft) : draft);
      this.drafts.settle(fresh, compared.settled.map(asLeft));
      return compared.gathered;
    }
  }

  /** What becomes of fresh drafts as they stand; nothing is changed. `several`: they came with others. */
  async #compare(
    fresh: readonly SourceDraft[],
    several: boolean,
  ): Promise<{ readonly settled: readonly SourceDraft[]; readonly gathered: Gathered }> {
    const isEmpty = ({ issues }: SourceDraft) => several && issues.some(({ code }) => EMPTY.includes(code));
    const unread: SourceDraft[] = [];
    const opened = await this.#open(
      fresh.filter(({ preview }) => preview !== null),
      unread,
    );
    const again = await this.#findAgain(fresh, opened);
    const { groupByShape } = await import('#core/intake/shapes');
    const groups = groupByShape(opened.filter(({ draft }) => !again.some(({ id }) => id === draft.id)));
    const settled: SourceDraft[] = [...fresh.filter((draft) => draft.preview === null && !isEmpty(draft)), ...unread];
    const asked: string[] = [];
    for (const group of groups) {
      const draft = group.length > 1 ? await this.#combine(group) : await this.#understood(group[0]!.draft);
      const target = await this.#findTarget(fresh, group);
      settled.push(target ? await this.#ask(draft, target, group) : draft);
      if (target) asked.push(draft.id);
    }
    return { settled, gathered: { leftOut: fresh.filter(isEmpty).map(({ name }) => name), again, asked } };
  }

  /** `unread`: takes the drafts whose file went away meanwhile. */
  async #open(drafts: readonly SourceDraft[], unread: SourceDraft[]): Promise<readonly Fresh[]> {
    const [{ openFile }, { fromBlob }] = await Promise.all([import('#edge/load/parts'), import('#edge/load/input-file')]);
    const opened: (Fresh | null)[] = [];
    const left = drafts.entries();
    const work = async (): Promise<void> => {
      for (const [at, draft] of left) {
        const file = await openFile(fromBlob(this.drafts.fileOf(draft.id)!, draft.name), draft.preview!).catch(() => null);
        if (!file)
          unread.push({
            ...draft,
            preview: null,
            mapping: null,
            issues: [{ code: 'issue_file_unreadable', values: { name: draft.name } }],
          });
        opened[at] = file && { ...file, draft };
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return opened.filter((file) => file !== null);
  }

  /** MF23: among themselves and with the files that are here. */
  async #findAgain(fresh: readonly SourceDraft[], opened: readonly Fresh[]) {
    const [{ fingerprintFile }, { haveSameContent }, { fromBlob }] = await Promise.all([
      import('#edge/load/fingerprint'),
      import('#edge/load/same-content'),
      import('#edge/load/input-file'),
    ]);
    const sizes = new Set(opened.map(({ input }) => input.bytes));
    const here = this.drafts.list
      .filter(({ id, preview }) => preview !== null && !fresh.some((draft) => draft.id === id))
      .flatMap((draft): readonly { id: string; name: string; bytes: number }[] => draft.parts ?? [draft])
      .filter(({ bytes }) => sizes.has(bytes));
    const known = await Promise.all(
      here.map(async ({ id, name }) => {
        const input = fromBlob(this.drafts.fileOf(id)!, name);
        return { name, input, fingerprint: await fingerprintFile(input) };
      }),
    );
    const again: { readonly id: string; readonly name: string; readonly other: string }[] = [];
    for (const { draft, input, fingerprint } of opened) {
      const same = known.filter((each) => each.fingerprint === fingerprint);
      const equal = await Promise.all(same.map((each) => haveSameContent(each.input, input)));
      const other = same.find((_, at) => equal[at]);
      if (other) again.push({ id: draft.id, name: draft.name, other: other.name });
      else known.push({ name: draft.name, input, fingerprint });
    }
    return again;
  }

  async #understood(draft: SourceDraft): Promise<SourceDraft> {
    return draft.mapping ? draft : { ...draft, ...(await this.drafts.understand(draft.preview!)) };
  }

  /** Files of one shape as one draft. */
  async #combine(group: readonly Fresh[]): Promise<SourceDraft> {
    const [{ joinFiles }, { partOf }] = await Promise.all([import('#core/intake/join-files'), import('#edge/load/parts')]);
    const joined = joinFiles(group);
    const parts = joined.files.map((each): DraftPart => ({ ...partOf(each), id: each.file.draft.id, covers: each.covers }));
    const { name, bytes } = joined.head;
    const understood = await this.drafts.understand(previewOf(joined));
    return { id: group[0]!.draft.id, name, bytes, ledger: null, ...understood, parts };
  }

  /** The source on the screen whose shape a group has. */
  async #findTarget(fresh: readonly SourceDraft[], group: readonly Fresh[]): Promise<SourceDraft | undefined> {
    const { foldHeader, isSameShape } = await import('#core/intake/shapes');
    const takes = (draft: SourceDraft): boolean => {
      if (!draft.preview || !draft.mapping || draft.joining || fresh.some(({ id }) => id === draft.id)) return false;
      const own = draft.parts ? foldHeader(draft.preview.head.headers.at(-1)!) : null;
      return group.every(
        (file) =>
          isSameShape(withoutFileColumn(draft, draft.mapping!), file) && !file.head.headers.some((header) => foldHeader(header) === own),
      );
    };
    return this.drafts.isSample ? undefined : this.drafts.list.find(takes);
  }

  /** MF21. */
  async #ask(draft: SourceDraft, target: SourceDraft, group: readonly Fresh[]): Promise<SourceDraft> {
    const { askUpdate } = await import('#core/intake/ask-update');
    const files = (target.parts ?? [target]).map(({ id }) => this.drafts.fileOf(id)!);
    const question = askUpdate(await findEvidence(draft.name, target, files, group, this.knownKeys));
    const alone = draft.preview!;
    return { ...draft, preview: { ...alone, questions: [question] }, answers: {}, issues: [], joining: { target: target.id, alone } };
  }
}

/** A draft as one file of its shape. */
function withoutFileColumn({ preview, parts }: SourceDraft, { grain }: Mapping): ShapedFile {
  const { head, suggestions, questions } = preview!;
  const end = parts ? -1 : undefined;
  return { head: { ...head, headers: head.headers.slice(0, end) }, grain, suggestions: suggestions.slice(0, end), questions };
}
