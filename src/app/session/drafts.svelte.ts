import type * as MappingModule from '#core/intake/mapping';
import type * as StepsModule from '#app/run/steps';
import type { Issue } from '#core/model/result';
import type { Encoding, Mapping, SourceInfo } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import { proposeMapping } from '#app/run/sources';
import type { Loaded, LoadRequest, Preview, ReadingChoice } from '#edge/load/types';
import { MappingHistory } from './mapping-history.svelte';
import { requestDraft } from './request-draft';
import type { ReadingFiles, SourceDraft } from './types';

/** Finds a mapping made before for the same headers: in the open report, else remembered in this browser. */
export type RecallMapping = (preview: Preview) => Promise<Mapping | null>;

/** The key of a question's answer. */
export const questionKey = ({ kind, header }: Preview['questions'][number]): string => `${kind}:${header ?? ''}`;

interface KeptFile {
  readonly info: SourceInfo;
  readonly file: File;
  readonly files?: readonly File[];
}
const SAMPLE = 'sample';
/** More files than this are previewed a few at a time, and stand on the screen together. */
const SHOWN_AT_ONCE = 8;
const AT_A_TIME = 4;
type MappingTools = typeof MappingModule & Pick<typeof StepsModule, 'setSteps'>;

/** The files on the data screen, from the drop to the load. */
export class Drafts {
  list = $state.raw<readonly SourceDraft[]>([]);
  reading = $state.raw<ReadingFiles | null>(null);
  readonly history = new MappingHistory();
  #files: Readonly<Record<string, File>> = {};
  #next = 1;
  #tools: MappingTools | null = null;

  constructor(private readonly recall: RecallMapping) {}

  /** The invented shop is on the screen. */
  get isSample(): boolean {
    return this.list.some((draft) => draft.id.startsWith(SAMPLE));
  }

  /** Every file is read, no question is open, no problem stands: they may be loaded without asking. */
  get isClear(): boolean {
    return (
      this.list.length > 0 && this.list.every((draft) => draft.mapping && draft.issues.length === 0 && openQuestions(draft).length === 0)
    );
  }

  /** At least one file could be read. */
  get isLoadable(): boolean {
    return this.list.some(isReadable);
  }

  fileOf(id: string): File | undefined {
    return this.#files[id];
  }

  /** Previews files, each by itself; settles when the last one stands. Many files stand on the screen when their drafts are settled. */
  async add(files: readonly File[], sample = false): Promise<readonly SourceDraft[]> {
    if (files.length > SHOWN_AT_ONCE) return this.#readMany(files);
    const fresh = files.map((file) => this.#put(file, `${sample ? SAMPLE : 's'}${this.#next++}`, null));
    await Promise.all(fresh.map((draft) => this.#preview(draft.id)));
    return fresh.flatMap(({ id }) => this.find(id) ?? []);
  }

  /** Puts drafts in the place of others, whether those stand on the screen yet or not. One keeps its place by its id. */
  settle(others: readonly SourceDraft[], settled: readonly SourceDraft[]): void {
    const isOther = ({ id }: SourceDraft) => others.some((other) => other.id === id);
    const kept = this.list.flatMap((draft) => (isOther(draft) ? (settled.find(({ id }) => id === draft.id) ?? []) : draft));
    this.list = [...kept, ...settled.filter((draft) => !kept.includes(draft))];
    this.reading = null;
  }

  /** MF20: off the screen, a few at a time; how each is mapped is left to those who settle them. */
  async #readMany(files: readonly File[]): Promise<readonly SourceDraft[]> {
    const fresh = files.map((file) => this.#describe(file, `s${this.#next++}`, null));
    const count = (done: number, of: number) => {
      this.reading = { done: (this.reading?.done ?? 0) + done, of: (this.reading?.of ?? 0) + of };
    };
    count(0, files.length);
    const left = fresh.entries();
    const read: SourceDraft[] = [];
    const work = async (): Promise<void> => {
      for (const [at, draft] of left) {
        const { preview, issues } = await this.#open(draft.id, {});
        read[at] = { ...draft, preview, issues };
        count(1, 0);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return read;
  }

  /** Brings back files of an earlier visit with the mapping they had. */
  async restore(kept: readonly KeptFile[]): Promise<void> {
    for (const { info, file } of kept) {
      this.#put(file, info.id, info.mapping);
      this.#next = Math.max(this.#next, Number(/\d+$/.exec(info.id)?.[0] ?? 0) + 1);
    }
    await Promise.all(
      kept.map((each) =>
        each.info.parts ? this.#restoreParts(each) : this.#preview(each.info.id, each.info.mapping, choiceOf(each.info)),
      ),
    );
  }

  /** MF27. */
  async #restoreParts({ info, files = [] }: KeptFile): Promise<void> {
    const { restoreParts } = await import('./look-into');
    const { name, bytes, key } = info;
    const parts = info.parts!.map((part, at) => ({ ...part, id: this.keep(files[at]!), covers: null }));
    this.#change(info.id, { name, bytes, parts, ...(key === undefined ? {} : { key }) });
    const found = await restoreParts(info, parts, files);
    this.#change(info.id, 'head' in found ? await this.understand(found, info.mapping) : { preview: null, mapping: null, issues: found });
  }

  /** Holds a file under a name of its own. */
  keep(file: File): string {
    return this.hold(`s${this.#next++}`, file);
  }

  /** Holds a file under this name, and gives the name. */
  hold(id: string, file: File): string {
    this.#files = { ...this.#files, [id]: file };
    return id;
  }

  /** IN8: reads a file anew in the encoding that a person names. A file that cannot be read in it stays as it was, and the issues say why. */
  async setEncoding(id: string, encoding: Encoding): Promise<readonly Issue[]> {
    const before = this.find(id);
    this.history.forget(id);
    await this.#preview(id, null, { encoding });
    const { issues = [], preview = null } = this.find(id) ?? {};
    if (preview || !before) return [];
    this.#change(id, before);
    return issues;
  }

  /** Takes a changed mapping; the draft is not loaded any more. */
  setMapping(id: string, mapping: Mapping): void {
    const before = this.find(id)?.mapping;
    if (before) this.history.record(id, before);
    this.#takeMapping(id, mapping);
  }

  /** Takes a changed list of preparation steps; the columns that they make come into the mapping or leave it. */
  setSteps(id: string, steps: readonly PreparationStep[]): void {
    const draft = this.find(id);
    if (draft?.mapping && draft.preview && this.#tools) this.setMapping(id, this.#tools.setSteps(draft.mapping, draft.preview.head, steps));
  }

  /** Takes back the last change of a mapping or of steps; says whether there was one. */
  undo(): boolean {
    return this.#goTo(this.history.undo((id) => this.find(id)?.mapping ?? null));
  }

  redo(): boolean {
    return this.#goTo(this.history.redo((id) => this.find(id)?.mapping ?? null));
  }

  /** Takes an answer and what follows from it for the mapping. */
  answer(id: string, question: string, value: string): void {
    const draft = this.find(id);
    if (!draft?.mapping || !draft.preview || !this.#tools) return;
    const answers = { ...draft.answers, [question]: value };
    const mapping = this.#tools.applyAnswers(draft.mapping, draft.preview.questions, answers);
    // Undo would leave the answer standing without its mapping.
    this.history.forget(id);
    this.#change(id, { answers, mapping, issues: this.#tools.mappingProblems(mapping), ledger: null });
  }

  find(id: string): SourceDraft | undefined {
    return this.list.find((draft) => draft.id === id);
  }

  /** Takes a file away and gives back what brings it again. */
  remove(id: string): () => void {
    const before = this.list;
    const files = this.#files;
    this.history.forget(id);
    this.list = before.filter((draft) => draft.id !== id);
    return () => {
      this.#files = { ...files, ...this.#files };
      const draft = before.find((each) => each.id === id);
      if (draft && !this.find(id)) this.list = [...this.list, { ...draft, ledger: null }];
    };
  }

  /** Whether a file of the same name, size and date is there already. */
  has(file: File): boolean {
    const same = (other: File | undefined) =>
      other?.name === file.name && other.size === file.size && other.lastModified === file.lastModified;
    return this.list.some((draft) => fileIds(draft).some((id) => same(this.#files[id])));
  }

  /** Takes all files away and gives back what brings them again. */
  clear(): () => void {
    const list = this.list;
    const files = this.#files;
    for (const { id } of list) this.history.forget(id);
    this.list = [];
    this.#files = {};
    return () => {
      this.#files = files;
      this.list = list.map((draft) => ({ ...draft, ledger: null }));
    };
  }

  /** What the loader is asked for: every file that could be read. */
  async requests(): Promise<LoadRequest[]> {
    const [{ fromBlob }, { fingerprintFile }] = await Promise.all([import('#edge/load/input-file'), import('#edge/load/fingerprint')]);
    return Promise.all(
      this.list.filter(isReadable).map(async (draft) => {
        if (draft.parts) return requestDraft(draft, (id) => this.#files[id]!);
        const { id, name, bytes, preview, mapping } = draft;
        const file = fromBlob(this.#files[id]!, name);
        const { dialect, reading, headers } = preview!.head;
        const read = { dialect, ...(reading ? { reading } : {}), headers };
        return { file, info: { id, name, bytes, fingerprint: await fingerprintFile(file), ...read, mapping: mapping! } };
      }),
    );
  }

  loaded({ sources }: Loaded): void {
    for (const { info, ledger } of sources) this.#change(info.id, { ledger });
  }

  async #loadTools(): Promise<MappingTools> {
    const [mappings, { setSteps }] = await Promise.all([import('#core/intake/mapping'), import('#app/run/steps')]);
    return (this.#tools ??= { ...mappings, setSteps });
  }

  #takeMapping(id: string, mapping: Mapping): void {
    this.#change(id, { mapping, issues: this.#tools?.mappingProblems(mapping) ?? [], ledger: null });
  }

  #goTo(version: ReturnType<MappingHistory['undo']>): boolean {
    if (version) this.#takeMapping(version.id, version.mapping);
    return version !== null;
  }

  #put(file: File, id: string, mapping: Mapping | null): SourceDraft {
    const draft = this.#describe(file, id, mapping);
    this.list = [...this.list, draft];
    return draft;
  }

  #describe(file: File, id: string, mapping: Mapping | null): SourceDraft {
    this.#files = { ...this.#files, [id]: file };
    return { id, name: file.name, bytes: file.size, preview: null, mapping, answers: {}, ledger: null, issues: [] };
  }

  #change(id: string, change: Partial<SourceDraft>): void {
    this.list = this.list.map((draft) => (draft.id === id ? { ...draft, ...change } : draft));
  }

  async #preview(id: string, kept: Mapping | null = null, choice: ReadingChoice = {}): Promise<void> {
    this.#change(id, await this.#read(id, kept, choice, (change) => this.#change(id, change)));
  }

  /** What a file is by itself; `onFirst` hears what its head alone shows. */
  async #read(
    id: string,
    kept: Mapping | null = null,
    choice: ReadingChoice = {},
    onFirst?: (change: Partial<SourceDraft>) => void,
  ): Promise<Partial<SourceDraft>> {
    const show = onFirst && ((preview: Preview) => onFirst({ preview, mapping: kept ?? proposeMapping(preview) }));
    const { preview, issues } = await this.#open(id, choice, show);
    if (!preview) return { preview, mapping: null, issues };
    return { ...(await this.understand(preview, kept)), ...(kept ? {} : { ledger: null }) };
  }

  async #open(id: string, choice: ReadingChoice, onFirst?: (preview: Preview) => void): Promise<Pick<SourceDraft, 'preview' | 'issues'>> {
    const [{ previewFile }, { fromBlob }] = await Promise.all([import('#edge/load/preview'), import('#edge/load/input-file')]);
    const file = this.#files[id]!;
    const preview = await previewFile(fromBlob(file, file.name), onFirst, choice);
    return preview.issues.length > 0 ? { preview: null, issues: preview.issues } : { preview, issues: [] };
  }

  /** How a previewed file is mapped: as before for the same headers, else as it proposes. */
  async understand(
    preview: Preview,
    kept: Mapping | null = null,
  ): Promise<Pick<SourceDraft, 'preview' | 'mapping' | 'answers' | 'issues'>> {
    const tools = await this.#loadTools();
    const recalled = kept ?? (await this.recall(preview));
    const mapping = recalled ?? proposeMapping(preview);
    const answers = recalled ? answersIn(recalled, preview, tools) : {};
    return { preview, mapping, answers, issues: tools.mappingProblems(mapping) };
  }
}

/** The answers that a mapping made before already gives. */
function answersIn(mapping: Mapping, { questions }: Preview, { applyAnswers }: MappingTools): Record<string, string> {
  const given = questions.flatMap((question) => {
    const same = question.answers.find(
      ({ value }) => JSON.stringify(applyAnswers(mapping, [question], { [questionKey(question)]: value })) === JSON.stringify(mapping),
    );
    return same ? [[questionKey(question), same.value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** A file of an earlier visit is read as it was read then. */
const choiceOf = ({ dialect, reading }: SourceInfo): ReadingChoice => ({ encoding: dialect.encoding, ...(reading ? { reading } : {}) });

/** The files of a draft, as they are held. */
export const fileIds = ({ id, parts }: SourceDraft): readonly string[] => parts?.map((part) => part.id) ?? [id];

const isReadable = (draft: SourceDraft): boolean => draft.preview !== null && draft.mapping !== null && !draft.joining;

/** The questions of a draft that nobody answered yet. */
export function openQuestions(draft: SourceDraft): Preview['questions'] {
  return (draft.preview?.questions ?? []).filter((question) => !(questionKey(question) in draft.answers));
}
