import { findKind } from '#core/intake/detect-kind';
import { damaged } from '../../open/limits';
import { LoadError, type InputFile } from '../../types';

const CONTINUES = 0xffffffff;
const DICTIONARY = 2;
const BATCH = 3;
/** Places of fields in Arrow's tables, from its format's description. */
const MESSAGE = { kind: 1, header: 2, bodyLength: 3 } as const;
const DICTIONARY_DATA = 1;
const COMPRESSION = 3;

/** A table of flatbuffers. */
class FlatTable {
  constructor(
    private readonly view: DataView,
    private readonly at: number,
  ) {}

  /** Where a field stands, or null where it is left out. */
  place(field: number): number | null {
    const fields = this.at - this.view.getInt32(this.at, true);
    const slot = 4 + 2 * field;
    if (slot + 2 > this.view.getUint16(fields, true)) return null;
    const offset = this.view.getUint16(fields + slot, true);
    return offset === 0 ? null : this.at + offset;
  }

  table(field: number): FlatTable | null {
    const place = this.place(field);
    return place === null ? null : new FlatTable(this.view, place + this.view.getUint32(place, true));
  }
}

/** Where the messages of a file stand: a file is a stream between a mark of 8 bytes and a table of contents with its length and the mark again. */
export async function findMessages(file: InputFile): Promise<{ readonly from: number; readonly to: number }> {
  if (findKind(await file.slice(0, 64)) !== 'arrow') return { from: 0, to: file.bytes };
  const tail = await file.slice(Math.max(0, file.bytes - 10), file.bytes);
  if (tail.length < 10 || new TextDecoder().decode(tail.subarray(4)) !== 'ARROW1') throw damaged(file.name, 'Arrow');
  const to = file.bytes - 10 - new DataView(tail.buffer, tail.byteOffset, 4).getInt32(0, true);
  if (to < 8 || to > file.bytes - 10) throw damaged(file.name, 'Arrow');
  return { from: 8, to };
}

/**
 * Goes through the messages of Arrow's stream from a byte on, without their values. Throws `LoadError` where the stream ends early (F13), or
 * where its buffers are compressed, which its reader would take for values (F31).
 */
export async function checkArrow(file: InputFile, { from, to }: { readonly from: number; readonly to: number }): Promise<void> {
  for (let at = from; at < to || to === file.bytes;) {
    const prefix = await file.slice(at, at + 8);
    if (prefix.length < 8) throw damaged(file.name, 'Arrow');
    const view = new DataView(prefix.buffer, prefix.byteOffset, 8);
    const marked = view.getUint32(0, true) === CONTINUES;
    const length = view.getInt32(marked ? 4 : 0, true);
    if (length === 0) return;
    const start = at + (marked ? 8 : 4);
    const metadata = await file.slice(start, start + length);
    if (length < 0 || metadata.length < length) throw damaged(file.name, 'Arrow');
    const body = readMessage(file, metadata);
    at = start + length + body;
    if (at > to) throw damaged(file.name, 'Arrow');
  }
}

/** The length of the message's body. */
function readMessage(file: InputFile, metadata: Uint8Array): number {
  try {
    const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
    const message = new FlatTable(view, view.getUint32(0, true));
    const [kind, body, header] = [message.place(MESSAGE.kind), message.place(MESSAGE.bodyLength), message.table(MESSAGE.header)];
    const type = kind === null ? 0 : view.getUint8(kind);
    const batch = type === BATCH ? header : type === DICTIONARY ? (header?.table(DICTIONARY_DATA) ?? null) : null;
    if (batch?.table(COMPRESSION)) throw new LoadError([{ code: 'issue_file_arrow_compressed', values: { name: file.name } }]);
    return body === null ? 0 : Number(view.getBigInt64(body, true));
  } catch (fault) {
    throw fault instanceof LoadError ? fault : damaged(file.name, 'Arrow');
  }
}
