import { createDecipheriv, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PIECE, sealPieces, unsealPieces } from './pieces';
import { canSeal, makePlaceKey, openPlaceKey } from './place-key';

const PASSPHRASE = '山南茶行 spring 2026';
const text = new TextEncoder().encode('{"title":"第三季度"}');
const codeOf = (result: { ok: boolean; issues?: readonly { code: string }[] }) => result.issues?.[0]?.code;

const made = await makePlaceKey(PASSPHRASE);
if (!made.ok) throw new Error('no key');
const { header, key } = made.value;

afterEach(() => vi.unstubAllGlobals());

describe('a value for a place', () => {
  test('SP7 SP8 is opened by another implementation of the same form', async () => {
    const sealed = Buffer.from(await key.seal(text, 'sources a'));
    const root = pbkdf2Sync(Buffer.from(PASSPHRASE.normalize('NFC'), 'utf8'), header.salt, 600_000, 32, 'sha256');
    const values = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), 'values', 32));
    const decipher = createDecipheriv('aes-256-gcm', values, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from('1 sources a'));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).equals(Buffer.from(text))).toBe(true);
    const names = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), 'names', 32));
    expect(await key.nameOf('会员编号')).toBe(createHmac('sha256', names).update('会员编号', 'utf8').digest('hex'));
  });
  test('SP8 opens in its place only, and never looks the same twice', async () => {
    const [first, second] = [await key.seal(text, 'entries 1'), await key.seal(text, 'entries 1')];
    expect(first).not.toEqual(second);
    expect(first.slice(0, 12)).not.toEqual(second.slice(0, 12));
    expect(await key.unseal(first, 'entries 1')).toEqual(text);
    expect(await key.unseal(first, 'entries 2')).toBeNull();
  });
  test('SP8 a change of any byte, and a cut', async () => {
    const sealed = await key.seal(text, 'p');
    for (let index = 0; index < sealed.length; index++)
      expect(await key.unseal(sealed.with(index, sealed[index]! ^ 1), 'p'), `byte ${index}`).toBeNull();
    for (const length of [0, 11, 12, 27, sealed.length - 1]) expect(await key.unseal(sealed.slice(0, length), 'p')).toBeNull();
  });
});

describe('the header', () => {
  test('SP9 makes the key again from the passphrase, composed or not', async () => {
    const again = await openPlaceKey(PASSPHRASE.normalize('NFD'), structuredClone(header));
    expect(again.ok && (await again.value.unseal(await key.seal(text, 'p'), 'p'))).toEqual(text);
  });
  test('SP9 a wrong passphrase, and a header that was changed', async () => {
    expect(codeOf(await openPlaceKey(`${PASSPHRASE} `, header))).toBe('issue_seal_wrong');
    expect(codeOf(await openPlaceKey(PASSPHRASE, { ...header, salt: header.salt.with(3, header.salt[3]! ^ 1) }))).toBe('issue_seal_wrong');
    expect(codeOf(await openPlaceKey(PASSPHRASE, { ...header, version: 2 }))).toBe('issue_seal_newer');
  });
  test.each([
    null,
    'x',
    {},
    { ...header, version: 0 },
    { ...header, iterations: 599_999 },
    { ...header, iterations: 5_000_001 },
    { ...header, salt: [] },
  ])('SP4 SP9 damage is refused before a key is derived: %#', async (damaged) => {
    const derive = vi.spyOn(crypto.subtle, 'deriveBits');
    expect(codeOf(await openPlaceKey(PASSPHRASE, damaged))).toBe('issue_seal_wrong');
    expect(derive).not.toHaveBeenCalled();
    derive.mockRestore();
  });
  test('SP3 SP6 a short passphrase makes no key; nor does a page without WebCrypto', async () => {
    expect(codeOf(await makePlaceKey('1234567'))).toBe('issue_seal_short');
    expect(canSeal()).toBe(true);
    vi.stubGlobal('crypto', { getRandomValues: () => expect.fail('asked') });
    expect(canSeal()).toBe(false);
    expect(codeOf(await makePlaceKey(PASSPHRASE))).toBe('issue_seal_unavailable');
    expect(codeOf(await openPlaceKey(PASSPHRASE, header))).toBe('issue_seal_unavailable');
  });
});

describe('a file in pieces', () => {
  const bytes = new Uint8Array(2 * PIECE + 5).map((_, index) => (index * 7 + (index >> 9)) & 255);
  const of = async (blob: Blob | null) => blob && new Uint8Array(await blob.arrayBuffer());

  test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, bytes.length])(
    'SP10 of %d bytes comes back byte by byte, with its progress',
    async (length) => {
      const seen: number[] = [];
      const sealed = await sealPieces(key, new Blob([bytes.slice(0, length)]), 'f', (done) => seen.push(done));
      expect(seen.reduce((sum, each) => sum + each, 0)).toBe(length);
      expect(sealed.size).toBe(length + 28 * Math.max(1, Math.ceil(length / PIECE)));
      expect(Buffer.compare((await of(await unsealPieces(key, sealed, 'f')))!, bytes.slice(0, length))).toBe(0);
    },
  );
  test('SP10 a piece that is missing, repeated, moved or changed, or another file’s', async () => {
    const sealed = await sealPieces(key, new Blob([bytes]), 'f');
    const step = PIECE + 28;
    const [one, two, three] = [sealed.slice(0, step), sealed.slice(step, 2 * step), sealed.slice(2 * step)];
    for (const wrong of [
      [one, two],
      [two, three],
      [one, one, three],
      [two, one, three],
      [one, two, two],
      [one, two, three, three],
    ])
      expect(await unsealPieces(key, new Blob(wrong), 'f')).toBeNull();
    expect(await unsealPieces(key, sealed, 'g')).toBeNull();
    expect(await unsealPieces(key, new Blob([]), 'f')).toBeNull();
    expect(await unsealPieces(key, new Blob([one, two, three]), 'f')).not.toBeNull();
  });
});
