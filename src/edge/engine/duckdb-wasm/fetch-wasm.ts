/** Told of the compressed bytes that have arrived; `total` is null where the host does not say. */
export type OnProgress = (loaded: number, total: number | null) => void;

const GZIP = [0x1f, 0x8b];
const WASM = [0x00, 0x61, 0x73, 0x6d];
const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);

/**
 * Fetches the engine's gzip copy, unpacks it and gives it an address of its own (`blob:`). Rejects when the answer is not the
 * engine: an error page, a cut file, or nothing for as long as `silenceMillis`.
 */
export async function fetchWasm(url: string, onProgress: OnProgress, silenceMillis = 30_000): Promise<string> {
  const stop = new AbortController();
  const response = await within(silenceMillis, fetch(url, { signal: stop.signal }), stop);
  if (!response.ok || !response.body) throw new Error(`The host answered ${response.status} for ${url}.`);
  const total = Number(response.headers.get('content-length')) || null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (let loaded = 0; ;) {
    const { done, value } = await within(silenceMillis, reader.read(), stop);
    if (done) break;
    chunks.push(value);
    onProgress((loaded += value.byteLength), total);
  }
  return URL.createObjectURL(await unpack(new Blob(chunks)));
}

async function unpack(packed: Blob): Promise<Blob> {
  const head = new Uint8Array(await packed.slice(0, 4).arrayBuffer());
  // Some hosts send `.gz` files as `content-encoding: gzip`, and the browser has unpacked them already.
  const stream = startsWith(head, GZIP) ? packed.stream().pipeThrough(new DecompressionStream('gzip')) : packed.stream();
  const module = await new Response(stream, { headers: { 'content-type': 'application/wasm' } }).blob().catch(() => {
    throw new Error('The download of the engine was cut off.');
  });
  const start = new Uint8Array(await module.slice(0, 4).arrayBuffer());
  if (!startsWith(start, WASM)) throw new Error('What the host sent is not the engine.');
  return module;
}

async function within<T>(millis: number, work: Promise<T>, stop: AbortController): Promise<T> {
  const timer = setTimeout(() => stop.abort(new Error('The host stopped sending.')), millis);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
