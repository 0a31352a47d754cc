import { fail, succeed, type Result } from '#core/model/result';
import { draw, ITERATIONS, readHeader, SEAL_LENGTH, writeHeader, type Header } from './header';

export { SEAL_LENGTH };

type Bytes = Uint8Array<ArrayBuffer>;

/** Characters a passphrase has at least; shorter ones can be tried out. */
export const SHORTEST_PASSPHRASE = 8;

/** A passphrase that was asked for once and seals or opens many things; each salt's key is derived once. */
export interface Sealer {
  /** Issues: `issue_seal_short`, `issue_seal_unavailable`. */
  seal(bytes: Uint8Array): Promise<Result<Bytes>>;
  /** Issues: `issue_seal_wrong`, `issue_seal_newer`, `issue_seal_unavailable`. */
  unseal(sealed: Uint8Array): Promise<Result<Bytes>>;
}

/** WebCrypto, which a page without TLS has not. */
const subtle = (): SubtleCrypto | undefined => (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;

async function deriveKey(
  passphrase: string,
  { salt, iterations }: Pick<Header, 'salt' | 'iterations'>,
  web: SubtleCrypto,
): Promise<CryptoKey> {
  const words = new TextEncoder().encode(passphrase.normalize('NFC'));
  const raw = await web.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return web.deriveKey(algorithm, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Seals and opens with one passphrase. The passphrase is held as long as the sealer is. */
export function makeSealer(passphrase: string): Sealer {
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (header: Pick<Header, 'salt' | 'iterations'>, web: SubtleCrypto): Promise<CryptoKey> => {
    const name = [header.iterations, ...header.salt].join(' ');
    const key = keys.get(name) ?? deriveKey(passphrase, header, web);
    keys.set(name, key);
    return key;
  };
  let salt: Bytes | null = null;

  return {
    async seal(bytes) {
      const web = subtle();
      if (!web) return fail({ code: 'issue_seal_unavailable' });
      if ([...passphrase].length < SHORTEST_PASSPHRASE) return fail({ code: 'issue_seal_short', values: { least: SHORTEST_PASSPHRASE } });
      const header = { iterations: ITERATIONS.fresh, salt: (salt ??= draw.salt()), vector: draw.vector() };
      const written = writeHeader(header);
      const options = { name: 'AES-GCM', iv: header.vector, additionalData: written };
      const text = new Uint8Array(await web.encrypt(options, await keyOf(header, web), Uint8Array.from(bytes)));
      const sealed = new Uint8Array(written.length + text.length);
      sealed.set(written);
      sealed.set(text, written.length);
      return succeed(sealed);
    },
    async unseal(sealed) {
      const web = subtle();
      if (!web) return fail({ code: 'issue_seal_unavailable' });
      const read = readHeader(sealed);
      if (!read.ok) return read;
      const { vector, written, text } = read.value;
      const key = await keyOf(read.value, web);
      try {
        return succeed(new Uint8Array(await web.decrypt({ name: 'AES-GCM', iv: vector, additionalData: written }, key, text)));
      } catch {
        return fail({ code: 'issue_seal_wrong' });
      }
    },
  };
}

/** Bytes that only this passphrase opens. Issues: `issue_seal_short`, `issue_seal_unavailable`. */
export function seal(bytes: Uint8Array, passphrase: string): Promise<Result<Bytes>> {
  return makeSealer(passphrase).seal(bytes);
}

/** The bytes that were sealed. Issues: `issue_seal_wrong`, `issue_seal_newer`, `issue_seal_unavailable`. */
export function unseal(sealed: Uint8Array, passphrase: string): Promise<Result<Bytes>> {
  return makeSealer(passphrase).unseal(sealed);
}
