import { fail, succeed, type Result } from '#core/model/result';
import { draw, ITERATIONS } from './header';
import { SHORTEST_PASSPHRASE } from './seal';

type Bytes = Uint8Array<ArrayBuffer>;

/** Of the form of `rules.md`, SP7 to SP10; another number is of a later page. */
const VERSION = 1;
const VECTOR_LENGTH = 12;
/** Bytes by which a sealed value is longer than what was sealed: vector and tag. */
export const PLACE_SEAL_LENGTH = VECTOR_LENGTH + 16;
/** What the check of a header is sealed for; no value has this place. */
const CHECK = 'check';

/** What a key is made again from, with the passphrase. It may be read by anybody. */
export interface KeyHeader {
  readonly version: number;
  /** Rounds of PBKDF2. */
  readonly iterations: number;
  /** 16 bytes. */
  readonly salt: Bytes;
  /** Nothing at all, sealed: only the right passphrase opens it. */
  readonly check: Bytes;
}

/** A key that lasts as long as it is held. It seals each value for its place, and opens it in no other. */
export interface PlaceKey {
  /** Vector and cipher text. */
  seal(bytes: Bytes, place: string): Promise<Bytes>;
  /** Null: changed, cut, or sealed for another place or with another key. */
  unseal(sealed: Bytes, place: string): Promise<Bytes | null>;
  /** 64 hexadecimal digits that are the same for the same words and tell nothing of them. */
  nameOf(words: string): Promise<string>;
}

const subtle = (): SubtleCrypto | undefined => (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;

/** Whether this page can seal anything: without TLS a browser offers no WebCrypto. */
export const canSeal = (): boolean => subtle() !== undefined;

async function derive(passphrase: string, { iterations, salt }: Pick<KeyHeader, 'iterations' | 'salt'>, web: SubtleCrypto) {
  const words = new TextEncoder().encode(passphrase.normalize('NFC'));
  const raw = await web.importKey('raw', words, 'PBKDF2', false, ['deriveBits']);
  const bits = await web.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, raw, 256);
  const root = await web.importKey('raw', bits, 'HKDF', false, ['deriveKey']);
  new Uint8Array(bits).fill(0);
  const of = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) });
  return Promise.all([
    web.deriveKey(of('values'), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    web.deriveKey(of('names'), root, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ]);
}

async function holdKey(
  passphrase: string,
  header: Pick<KeyHeader, 'version' | 'iterations' | 'salt'>,
  web: SubtleCrypto,
): Promise<PlaceKey> {
  const [values, names] = await derive(passphrase, header, web);
  const options = (iv: Bytes, place: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(`${header.version} ${place}`),
  });
  return {
    async seal(bytes, place) {
      const vector = draw.vector();
      const text = new Uint8Array(await web.encrypt(options(vector, place), values, bytes));
      const sealed = new Uint8Array(VECTOR_LENGTH + text.length);
      sealed.set(vector);
      sealed.set(text, VECTOR_LENGTH);
      return sealed;
    },
    async unseal(sealed, place) {
      try {
        const [vector, text] = [sealed.slice(0, VECTOR_LENGTH), sealed.subarray(VECTOR_LENGTH)];
        return new Uint8Array(await web.decrypt(options(vector, place), values, text));
      } catch {
        return null;
      }
    },
    async nameOf(words) {
      const mark = new Uint8Array(await web.sign('HMAC', names, new TextEncoder().encode(words)));
      return Array.from(mark, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

/** A fresh key of this passphrase, with the header that makes it again. Issues: `issue_seal_short`, `issue_seal_unavailable`. */
export async function makePlaceKey(passphrase: string): Promise<Result<{ readonly header: KeyHeader; readonly key: PlaceKey }>> {
  const web = subtle();
  if (!web) return fail({ code: 'issue_seal_unavailable' });
  if ([...passphrase].length < SHORTEST_PASSPHRASE) return fail({ code: 'issue_seal_short', values: { least: SHORTEST_PASSPHRASE } });
  const start = { version: VERSION, iterations: ITERATIONS.fresh, salt: draw.salt() };
  const key = await holdKey(passphrase, start, web);
  return succeed({ header: { ...start, check: await key.seal(new Uint8Array(), CHECK) }, key });
}

const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;

/** A header that a key can be made from; the rest is damage. */
function isHeader(value: unknown): value is KeyHeader {
  if (typeof value !== 'object' || value === null) return false;
  const { iterations, salt, check } = value as Partial<Record<keyof KeyHeader, unknown>>;
  const inBounds = Number.isInteger(iterations) && Number(iterations) >= ITERATIONS.fewest && Number(iterations) <= ITERATIONS.most;
  return inBounds && isBytes(salt) && salt.length === draw.salt().length && isBytes(check);
}

/** The key that a stored header was made with. Issues: `issue_seal_wrong`, `issue_seal_newer`, `issue_seal_unavailable`. */
export async function openPlaceKey(passphrase: string, header: unknown): Promise<Result<PlaceKey>> {
  const web = subtle();
  if (!web) return fail({ code: 'issue_seal_unavailable' });
  const version = (header as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number' && version > VERSION) return fail({ code: 'issue_seal_newer' });
  if (version !== VERSION || !isHeader(header)) return fail({ code: 'issue_seal_wrong' });
  const key = await holdKey(passphrase, header, web);
  return (await key.unseal(header.check, CHECK)) ? succeed(key) : fail({ code: 'issue_seal_wrong' });
}
