import type { Text } from '#core/messages/text';
import type { SourceLedger } from '#core/model/ledger';
import type { FileReading } from '#core/model/reading';
import type { Encoding, ImportQuestion, Mapping, RoleSuggestion, SourceHead, SourceInfo } from '#core/model/source';
import type { Grain } from '#core/model/canonical';
import type { Issue } from '#core/model/result';
import type { DataModel } from '#core/model/data-model';
import type { EngineFile } from '#edge/engine/connector';

/** A file before it is loaded: in the page a `File`; in the terminal bytes by path. */
export interface InputFile {
  readonly name: string;
  readonly bytes: number;
  /** Bytes [from, to). */
  slice(from: number, to: number): Promise<Uint8Array>;
  stream(): ReadableStream<Uint8Array>;
  readonly engineFile: EngineFile;
  /** A file of the same kind with other bytes: in the page a `Blob`, in the terminal a temporary file. */
  derive(content: ReadableStream<Uint8Array>): Promise<InputFile>;
  /** The same file without some stretches, given in file order. In the page nothing is copied. */
  without(ranges: readonly ByteRange[]): Promise<InputFile>;
  /** Gives back what a derived file occupies; the user's own file stays as it is. */
  release(): Promise<void>;
}

/** Bytes [byteStart, byteEnd). */
export interface ByteRange {
  readonly byteStart: number;
  readonly byteEnd: number;
}

/** What stands on screen right after a drop. */
export interface Preview {
  readonly head: SourceHead;
  readonly grain: Grain;
  /** Why a row is what it is, and how sure that is (0–1); absent where nothing could be read. */
  readonly grainReason?: Text;
  readonly grainConfidence?: number;
  readonly suggestions: readonly RoleSuggestion[];
  readonly questions: readonly ImportQuestion[];
  readonly issues: readonly Issue[];
}

/** How a person says that a file is to be read; what is left out is found. */
export interface ReadingChoice {
  readonly encoding?: Encoding;
  readonly reading?: FileReading;
}

export interface LoadRequest {
  readonly info: SourceInfo;
  readonly file: InputFile;
  /** The files of `info.parts` in their order; `file` is then the first. */
  readonly parts?: readonly InputFile[];
}

/** Progress that moves only with real bytes. `phase` in the order given. */
export interface LoadProgress {
  readonly sourceId: string;
  readonly phase: 'decoding' | 'reading' | 'building' | 'checking';
  readonly bytes: number;
  readonly totalBytes: number;
  /** Which of how many files is being read, from 1, where a source is made of several. */
  readonly files?: { readonly at: number; readonly of: number };
}

export interface LoadedSource {
  readonly info: SourceInfo;
  readonly ledger: SourceLedger;
}

/** All sources of a workspace, loaded and mapped onto the canonical tables. */
export interface Loaded {
  readonly sources: readonly LoadedSource[];
  readonly model: DataModel;
  /** Findings that do not stop the load: sources that do not join, mixed currencies. */
  readonly issues: readonly Issue[];
}

/** A load that stopped, with the reasons; nothing it made is left in the engine. */
export class LoadError extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map((issue) => issue.code).join(', '));
    this.name = 'LoadError';
  }
}

export type { Mapping };
