import { fail, succeed, type Result } from '#core/model/result';

/** Of the form below; another number is of a later page. */
const VERSION = 1;
const SALT_LENGTH = 16;
const VECTOR_LENGTH = 12;
const LENGTH = 5 + SALT_LENGTH + VECTOR_LENGTH;
/** Bytes that AES-GCM adds to prove that nothing was changed. */
const TAG_LENGTH = 16;

/** Bytes by which sealed bytes are longer than what was sealed. */
export const SEAL_LENGTH = LENGTH + TAG_LENGTH;

/** How many rounds of PBKDF2 a fresh key takes, and what a header may ask for. */
export const ITERATIONS = { fresh: 600_000, fewest: 600_000, most: 5_000_000 } as const;

type Bytes = Uint8Array<ArrayBuffer>;

/** What opening needs beside the passphrase. */
export interface Header {
  readonly iterations: number;
  readonly salt: Bytes;
  readonly vector: Bytes;
}

/** The header as it stands before the cipher text. */
export function writeHeader({ iterations, salt, vector }: Header): Bytes {
  const bytes = new Uint8Array(LENGTH);
  bytes[0] = VERSION;
  new DataView(bytes.buffer).setUint32(1, iterations);
  bytes.set(salt, 5);
  bytes.set(vector, 5 + SALT_LENGTH);
  return bytes;
}

/** Takes sealed bytes apart. Issues: `issue_seal_newer`, `issue_seal_wrong`. */
export function readHeader(sealed: Uint8Array): Result<Header & { readonly written: Bytes; readonly text: Bytes }> {
  const whole = Uint8Array.from(sealed);
  if (whole.length > 0 && whole[0] !== VERSION) return fail({ code: 'issue_seal_newer' });
  if (whole.length < SEAL_LENGTH) return fail({ code: 'issue_seal_wrong' });
  const iterations = new DataView(whole.buffer).getUint32(1);
  if (iterations < ITERATIONS.fewest || iterations > ITERATIONS.most) return fail({ code: 'issue_seal_wrong' });
  return succeed({
    iterations,
    salt: whole.slice(5, 5 + SALT_LENGTH),
    vector: whole.slice(5 + SALT_LENGTH, LENGTH),
    written: whole.slice(0, LENGTH),
    text: whole.slice(LENGTH),
  });
}

/** Fresh parts of a header. */
export const draw = {
  salt: (): Bytes => crypto.getRandomValues(new Uint8Array(SALT_LENGTH)),
  vector: (): Bytes => crypto.getRandomValues(new Uint8Array(VECTOR_LENGTH)),
};
