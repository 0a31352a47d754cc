import { sealPieces, unsealPieces } from '#edge/seal/pieces';
import type { PlaceKey } from '#edge/seal/place-key';
import type { PlainStore, SealedRecord } from './database';

/** A value in its place, unsealed. */
export interface OpenRecord {
  readonly store: PlainStore;
  readonly key: string | number;
  readonly value: unknown;
}

/** Where a file stands in a value, and what it is called there; kept sealed with the value. */
interface FileNote {
  readonly path: readonly string[];
  /** The place of its pieces, random. */
  readonly id: string;
  readonly type: string;
  /** Present where it is a `File`. */
  readonly name?: string;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const WORDS = { write: new TextEncoder(), read: new TextDecoder() };

/** Every file in a value by the way to it. */
function filesIn(value: unknown, path: readonly string[] = []): readonly { readonly path: readonly string[]; readonly blob: Blob }[] {
  if (value instanceof Blob) return [{ path, blob: value }];
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => filesIn(each, [...path, name]));
}

/** Puts a file back where it stood. */
function place(value: unknown, path: readonly string[], blob: Blob): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return blob;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === name ? place(each, rest, blob) : each));
  return { ...(value as Tree), [name]: place((value as Tree)[name], rest, blob) };
}

/** Seals values with one key and opens them. Files that were not changed in between are not sealed again. */
export class Records {
  readonly #known = new WeakMap<Blob, { readonly id: string; readonly sealed: Blob }>();

  constructor(
    private readonly key: PlaceKey,
    /** Bytes of files that were sealed or opened. */
    private readonly onBytes: (bytes: number) => void = () => undefined,
  ) {}

  /** What a value is called among the sealed ones: tells nothing of its key. Entries keep their number, which is their order. */
  nameOf(store: PlainStore, key: string | number): Promise<string> | number {
    return typeof key === 'number' && store === 'entries' ? key : this.key.nameOf(`${store}\n${key}`);
  }

  async seal({ store, key, value }: OpenRecord): Promise<{ readonly name: string | number; readonly record: SealedRecord }> {
    const name = await this.nameOf(store, key);
    const notes: FileNote[] = [];
    const files: Blob[] = [];
    for (const { path, blob } of filesIn(value)) {
      const { id, sealed } = await this.#sealFile(blob);
      notes.push({ path, id, type: blob.type, ...(blob instanceof File ? { name: blob.name } : {}) });
      files.push(sealed);
    }
    // In JSON a file becomes an empty object, which is put back by its path.
    const words = WORDS.write.encode(JSON.stringify({ key, value, files: notes }));
    return { name, record: { data: await this.key.seal(words, `${store} ${name}`), files } };
  }

  /** Null: it does not open in this place, or a file of it does not. */
  async open(store: PlainStore, name: string | number, record: SealedRecord | undefined): Promise<OpenRecord | null> {
    if (!(record?.data instanceof Uint8Array) || !Array.isArray(record.files)) return null;
    const [place0, name0] = record.from ?? [store, name];
    const words = await this.key.unseal(record.data, `${place0} ${name0}`);
    if (!words) return null;
    const { key, value, files } = JSON.parse(WORDS.read.decode(words)) as {
      key: string | number;
      value: unknown;
      files: readonly FileNote[];
    };
    let whole = value;
    for (const [index, note] of files.entries()) {
      const blob = await this.#openFile(record.files[index], note);
      if (!blob) return null;
      whole = place(whole, note.path, blob);
    }
    return { store: place0, key, value: whole };
  }

  async #sealFile(blob: Blob): Promise<{ readonly id: string; readonly sealed: Blob }> {
    const known = this.#known.get(blob);
    if (known) return known;
    const id = crypto.randomUUID();
    const fresh = { id, sealed: await sealPieces(this.key, blob, id, this.onBytes) };
    this.#known.set(blob, fresh);
    return fresh;
  }

  async #openFile(sealed: Blob | undefined, { id, type, name }: FileNote): Promise<Blob | null> {
    const blob = sealed instanceof Blob ? await unsealPieces(this.key, sealed, id, this.onBytes).catch(() => null) : null;
    if (!blob || !sealed) return null;
    const file = name === undefined ? new Blob([blob], { type }) : new File([blob], name, { type, lastModified: 0 });
    this.#known.set(file, { id, sealed });
    return file;
  }
}
