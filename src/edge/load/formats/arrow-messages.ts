import { damaged } from '../open/limits';
import { LoadError, type InputFile } from '../types';

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

/**
 * Goes through the messages of Arrow's stream from a byte on, without their values. Throws `LoadError` where the stream ends early (F13), or
 * where its buffers are compressed, which its reader would take for values (F31).
 */
export async function checkArrow(file: InputFile, from: number): Promise<void> {
  for (let at = from; ;) {
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
    if (at > file.bytes) throw damaged(file.name, 'Arrow');
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
