import type { FileReading } from '#core/model/reading';
import type { Issue } from '#core/model/result';
import type { Encoding, Mapping, SourceInfo } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import { proposeMapping } from '#app/run/sources';
import type { InputFile, Loaded, LoadRequest, Preview, ReadingChoice } from '#edge/load/types';
import { answersIn, keepQuestion, keepSaid, loadMappingTools, openQuestions, questionKey, type MappingTools } from './draft-questions';
import type { ReadingMemory, Recalled } from './remembered-reading';
import { MappingHistory } from './mapping-history.svelte';
import { requestDrafts } from './request-draft';
import type { ReadingFiles, ReadingTrial, SourceDraft } from './types';

/** Finds a mapping made before for the same headers: in the open report, else remembered in this browser. */
export type RecallMapping = (preview: Preview) => Promise<Mapping | null>;

interface KeptFile {
  readonly info: SourceInfo;
  readonly file: File;
  readonly files?: readonly File[];
}
const SAMPLE = 'sample';
/** More files than this are previewed a few at a time, and stand on the screen together. */
const SHOWN_AT_ONCE = 8;
const AT_A_TIME = 4;
/** What is read in the place of a file that is not there any more: its draft is gone, and nobody sees what comes of it. */
const TAKEN_AWAY = new File([], '');

/** The files on the data screen, from the drop to the load. */
export class Drafts {
  list = $state.raw<readonly SourceDraft[]>([]);
  reading = $state.raw<ReadingFiles | null>(null);
  /** Only the records of one in so many customers are read (LD27); null: all. */
  oneIn = $state<number | null>(null);
  readonly history = new MappingHistory();
  #files: Readonly<Record<string, File>> = {};
  #next = 1;
  #tools: MappingTools | null = null;
  /** RD9: under which key the reading of a file is remembered, by draft. */
  #remembered: Readonly<Record<string, string>> = {};

  constructor(
    private readonly recall: RecallMapping,
    private readonly memory: ReadingMemory,
  ) {}

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

  fileOf = (id: string): File | undefined => this.#files[id];

  /** Previews files, each by itself; settles when the last one stands. Many files stand on the screen when their drafts are settled. */
  async add(files: readonly File[], sample = false): Promise<readonly SourceDraft[]> {
    if (this.list.length === 0) this.oneIn = null;
    if (files.length > SHOWN_AT_ONCE) return this.#readMany(files);
    const fresh = files.map((file) => this.#put(file, `${sample ? SAMPLE : 's'}${this.#next++}`, null));
    await Promise.all(fresh.map(({ id }) => (sample ? this.#preview(id) : this.#previewFresh(id))));
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
        const recalled = await this.#readAsBefore(draft.id);
        const { preview, issues } = recalled ? { preview: recalled.preview, issues: [] } : await this.#open(draft.id, {});
        read[at] = { ...draft, preview, issues, ...(recalled ? { choice: recalled.choice } : {}) };
        count(1, 0);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return read;
  }

  /** Brings back files of an earlier visit with the mapping they had. */
  async restore(kept: readonly KeptFile[]): Promise<void> {
    this.oneIn = kept.find(({ info }) => info.oneIn)?.info.oneIn ?? null;
    for (const { info, file } of kept) {
      this.#put(file, info.id, info.mapping);
      this.#next = Math.max(this.#next, Number(/\d+$/.exec(info.id)?.[0] ?? 0) + 1);
    }
    await Promise.all(kept.map((each) => (each.info.parts ? this.#restoreParts(each) : this.#previewKept(each.info))));
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
  setEncoding(id: string, encoding: Encoding): Promise<readonly Issue[]> {
    return this.#readAnew(id, { ...this.find(id)?.choice, encoding });
  }

  /** RD1: reads a file anew as a person says, or as it was found. Where that cannot be it stays as it was, and the issues say why. */
  setReading(id: string, reading: FileReading | null): Promise<readonly Issue[]> {
    return this.#readAnew(id, withReading(this.find(id)?.choice, reading));
  }

  /** What a file would be when read in another way, or as it is found; nothing is changed. */
  async tryReading(id: string, reading: FileReading | null): Promise<ReadingTrial> {
    const { tryReading } = await import('./try-reading');
    const draft = this.find(id)!;
    return tryReading(await this.#inputOf(id), draft.preview?.head.dialect.encoding, withReading(draft.choice, reading));
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
  undo = (): boolean => this.#goTo(this.history.undo((id) => this.find(id)?.mapping ?? null));

  redo = (): boolean => this.#goTo(this.history.redo((id) => this.find(id)?.mapping ?? null));

  /** M16: the customer id is protected alike in all files. */
  alignKeys(): void {
    for (const { id, mapping } of this.list) if (mapping?.columns.some(({ protect }) => protect)) this.#align(mapping, id);
  }

  #align(changed: Mapping, except: string): void {
    for (const { id, mapping } of this.list) {
      const aligned = id === except || !mapping || !this.#tools ? mapping : this.#tools.alignKeys(mapping, changed);
      if (aligned && aligned !== mapping) this.#change(id, { mapping: aligned, ledger: null });
    }
  }

  /** Takes an answer and what follows from it for the mapping, or reads the file anew by it (RD4). */
  async answer(id: string, question: string, value: string): Promise<readonly Issue[]> {
    const draft = this.find(id);
    if (!draft?.mapping || !draft.preview || !this.#tools) return [];
    const asked = draft.preview.questions.find((each) => questionKey(each) === question);
    const reading = asked?.answers.find((each) => each.value === value)?.reading;
    if (reading) return this.setReading(id, reading);
    const answers = { ...draft.answers, [question]: value };
    const mapping = this.#tools.applyAnswers(draft.mapping, draft.preview.questions, answers);
    // Undo would leave the answer standing without its mapping.
    this.history.forget(id);
    this.#change(id, { answers, mapping, issues: this.#tools.mappingProblems(mapping), ledger: null, settled: true });
    return [];
  }

  find = (id: string): SourceDraft | undefined => this.list.find((draft) => draft.id === id);

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
    const { oneIn } = this;
    for (const { id } of list) this.history.forget(id);
    this.list = [];
    this.#files = {};
    return () => {
      this.#files = files;
      this.oneIn = oneIn;
      this.list = list.map((draft) => ({ ...draft, ledger: null }));
    };
  }

  /** What the loader is asked for: every file that could be read. */
  requests(): Promise<LoadRequest[]> {
    const files = this.#files;
    return requestDrafts(this.list.filter(isReadable), (id) => files[id]!, this.oneIn);
  }

  /** Chooses how many customers are read of all files; none of them is loaded any more. */
  draw(oneIn: number | null): void {
    this.oneIn = oneIn;
    this.list = this.list.map((draft) => ({ ...draft, ledger: null }));
  }

  loaded({ sources }: Loaded): void {
    for (const { info, ledger } of sources) this.#change(info.id, { ledger });
  }

  /** RD6, RD9: remembers what a person said of the files that are loaded, and forgets what they took back. */
  async keepReadings(): Promise<void> {
    for (const { id, preview, choice, ledger } of this.list) {
      const before = this.#remembered[id];
      if (!preview || !ledger || !this.#files[id] || (!choice && !before)) continue;
      if (!choice) await this.memory.remember(before!, null);
      const { rememberReading } = await import('./remembered-reading');
      const key = choice ? await rememberReading(await this.#inputOf(id), preview.head, choice, this.memory) : null;
      this.#remembered = { ...this.#remembered, [id]: key ?? '' };
    }
  }

  #takeMapping(id: string, mapping: Mapping): void {
    this.#change(id, { mapping, issues: this.#tools?.mappingProblems(mapping) ?? [], ledger: null, settled: true });
    this.#align(mapping, id);
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

  async #inputOf(id: string): Promise<InputFile> {
    const { fromBlob } = await import('#edge/load/input-file');
    const file = this.#files[id] ?? TAKEN_AWAY;
    return fromBlob(file, file.name);
  }

  /** RD6: a file that nobody said anything of yet is read as one like it was read before. */
  async #previewFresh(id: string): Promise<void> {
    const recalled = await this.#readAsBefore(id);
    if (recalled) this.#change(id, { ...(await this.understand(recalled.preview)), choice: recalled.choice });
    else await this.#preview(id);
  }

  async #readAsBefore(id: string): Promise<Recalled | null> {
    const { recallReading } = await import('./remembered-reading');
    const recalled = await recallReading(await this.#inputOf(id), this.memory);
    if (recalled) this.#remembered = { ...this.#remembered, [id]: recalled.key };
    return recalled;
  }

  /** A file of an earlier visit is read as it was read then. */
  async #previewKept({ id, mapping, dialect, reading }: SourceInfo): Promise<void> {
    const { recallSaid } = await import('./remembered-reading');
    const then = { encoding: dialect.encoding, ...(reading ? { reading } : {}) };
    const said = await recallSaid(await this.#inputOf(id), { dialect, ...(reading ? { reading } : {}) }, this.memory);
    await this.#preview(id, mapping, { ...then, ...said });
    if (said.encoding || said.reading) this.#change(id, { choice: said });
  }

  async #preview(id: string, kept: Mapping | null = null, choice: ReadingChoice = {}): Promise<void> {
    const before = this.find(id)?.choice;
    const read = await this.#read(id, kept, choice, (change) => this.#change(id, change));
    const now = this.find(id);
    if (now && now.choice === before) this.#change(id, keepSaid(now, read));
  }

  /** What a file is by itself; `onFirst` hears what its head alone shows. */
  async #read(
    id: string,
    kept: Mapping | null = null,
    choice: ReadingChoice = {},
    onFirst?: (change: Partial<SourceDraft>) => void,
  ): Promise<Partial<SourceDraft>> {
    await this.#fetchTools();
    const show = onFirst && ((preview: Preview) => onFirst({ preview, mapping: kept ?? proposeMapping(preview) }));
    const { preview, issues } = await this.#open(id, choice, show);
    if (!preview) return { preview, mapping: null, issues };
    return { ...(await this.understand(preview, kept)), ...(kept ? {} : { ledger: null }) };
  }

  /** RD1–RD4: reads a file as a person says; where that cannot be, the issues, and nothing is changed. Files of one source are not: each is by itself first. */
  async #readAnew(id: string, choice: ReadingChoice): Promise<readonly Issue[]> {
    const before = this.find(id);
    if (!before || before.parts) return [];
    const { preview, issues } = await this.#open(id, choice);
    if (!preview) return issues;
    this.history.forget(id);
    const { questions, given } = keepQuestion(before, preview, choice);
    const { answers, ...understood } = await this.understand({ ...preview, questions });
    const said = choice.encoding || choice.reading ? { choice } : {};
    this.list = this.list.map((draft) => {
      if (draft.id !== id || draft.parts) return draft;
      const { choice: _before, ...rest } = draft;
      return { ...rest, ...understood, answers: { ...answers, ...given }, ledger: null, ...said };
    });
    return [];
  }

  async #open(id: string, choice: ReadingChoice, onFirst?: (preview: Preview) => void): Promise<Pick<SourceDraft, 'preview' | 'issues'>> {
    const [{ previewFile }, file] = await Promise.all([import('#edge/load/preview'), this.#inputOf(id)]);
    const preview = await previewFile(file, onFirst, choice);
    return preview.issues.length > 0 ? { preview: null, issues: preview.issues } : { preview, issues: [] };
  }

  async #fetchTools(): Promise<MappingTools> {
    if (this.#tools) return this.#tools;
    return (this.#tools = await loadMappingTools());
  }

  /** How a previewed file is mapped: as before for the same headers, else as it proposes. */
  async understand(
    preview: Preview,
    kept: Mapping | null = null,
  ): Promise<Pick<SourceDraft, 'preview' | 'mapping' | 'answers' | 'issues' | 'settled'>> {
    const tools = await this.#fetchTools();
    const recalled = kept ?? (await this.recall(preview));
    const mapping = recalled ?? proposeMapping(preview);
    const answers = recalled ? answersIn(recalled, preview, tools) : {};
    return { preview, mapping, answers, issues: tools.mappingProblems(mapping), settled: recalled !== null };
  }
}

/** What a person said, with another reading or as it was found. */
function withReading(choice: ReadingChoice = {}, reading: FileReading | null): ReadingChoice {
  const { reading: _before, ...rest } = choice;
  return reading ? { ...rest, reading } : rest;
}

/** The files of a draft, as they are held. */
export const fileIds = ({ id, parts }: SourceDraft): readonly string[] => parts?.map((part) => part.id) ?? [id];

const isReadable = (draft: SourceDraft): boolean => draft.preview !== null && draft.mapping !== null && !draft.joining;
