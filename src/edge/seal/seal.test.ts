import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeSealer, seal, unseal } from './seal';

const PASSPHRASE = '山南茶行 spring 2026';
const text = new TextEncoder().encode('{"title":"第三季度"}');
const codeOf = (result: { ok: boolean; issues?: readonly { code: string }[] }) => result.issues?.[0]?.code;

const sealedText = await seal(text, PASSPHRASE);
if (!sealedText.ok) throw new Error('not sealed');
const sealed = sealedText.value;

afterEach(() => vi.unstubAllGlobals());

describe('what is sealed', () => {
  test('SP1 SP2 is opened by another implementation of the same form', () => {
    const bytes = Buffer.from(sealed);
    expect(bytes[0]).toBe(1);
    expect(bytes.readUInt32BE(1)).toBe(600_000);
    const key = pbkdf2Sync(Buffer.from(PASSPHRASE.normalize('NFC'), 'utf8'), bytes.subarray(5, 21), 600_000, 32, 'sha256');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(21, 33));
    decipher.setAAD(bytes.subarray(0, 33));
    decipher.setAuthTag(bytes.subarray(-16));
    const opened = Buffer.concat([decipher.update(bytes.subarray(33, -16)), decipher.final()]);
    expect(opened.equals(Buffer.from(text))).toBe(true);
  });
  test('SP1 SP2 is opened by its passphrase, composed or not', async () => {
    const accents = await seal(text, 'Caf\u00e9 cr\u00e8me');
    expect(accents.ok && (await unseal(accents.value, 'Cafe\u0301 cre\u0300me'))).toEqual({ ok: true, value: text });
    expect(await unseal(sealed, PASSPHRASE)).toEqual({ ok: true, value: text });
  });
  test('SP2 never looks the same twice, even from one sealer', async () => {
    const sealer = makeSealer(PASSPHRASE);
    const [first, second] = [await sealer.seal(text), await sealer.seal(text)];
    if (!first.ok || !second.ok) throw new Error('not sealed');
    expect(first.value.slice(5, 21)).toEqual(second.value.slice(5, 21));
    expect(first.value.slice(21, 33)).not.toEqual(second.value.slice(21, 33));
    expect(first.value.slice(5, 21)).not.toEqual(sealed.slice(5, 21));
    expect(await sealer.unseal(first.value)).toEqual({ ok: true, value: text });
    expect(await sealer.unseal(sealed)).toEqual({ ok: true, value: text });
  });
  test('nothing at all can be sealed too', async () => {
    const empty = await seal(new Uint8Array(), PASSPHRASE);
    expect(empty.ok && empty.value.length).toBe(49);
    expect(empty.ok && (await unseal(empty.value, PASSPHRASE))).toEqual({ ok: true, value: new Uint8Array() });
  });
});

describe('what is not opened', () => {
  test('SP5 a wrong passphrase', async () => {
    expect(codeOf(await unseal(sealed, `${PASSPHRASE} `))).toBe('issue_seal_wrong');
    expect(codeOf(await unseal(sealed, ''))).toBe('issue_seal_wrong');
  });
  test('SP1 SP5 a change of any byte after the salt, where one key serves all tries', async () => {
    const sealer = makeSealer(PASSPHRASE);
    for (let index = 21; index < sealed.length; index++) {
      const changed = sealed.with(index, (sealed[index] ?? 0) ^ 1);
      expect(codeOf(await sealer.unseal(changed)), `byte ${index}`).toBe('issue_seal_wrong');
    }
  });
  test('SP1 SP5 a change of the salt or of the iterations, and a cut', async () => {
    for (const index of [4, 5, 20])
      expect(codeOf(await unseal(sealed.with(index, (sealed[index] ?? 0) ^ 1), PASSPHRASE))).toBe('issue_seal_wrong');
    for (const length of [0, 1, 33, 48, sealed.length - 1])
      expect(codeOf(await unseal(sealed.slice(0, length), PASSPHRASE))).toBe('issue_seal_wrong');
  });
  test('SP4 too few and too many iterations, at once', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveKey');
    for (const iterations of [0, 1, 599_999, 5_000_001, 4_294_967_295]) {
      const forged = sealed.slice();
      new DataView(forged.buffer).setUint32(1, iterations);
      expect(codeOf(await unseal(forged, PASSPHRASE))).toBe('issue_seal_wrong');
    }
    expect(derive).not.toHaveBeenCalled();
    derive.mockRestore();
  });
  test('SP5 another version', async () => {
    expect(codeOf(await unseal(sealed.with(0, 2), PASSPHRASE))).toBe('issue_seal_newer');
  });
});

describe('what is not sealed', () => {
  test('SP3 under a short passphrase, counted in characters', async () => {
    expect(codeOf(await seal(text, '1234567'))).toBe('issue_seal_short');
    expect(codeOf(await seal(text, '\u{20000}'.repeat(7)))).toBe('issue_seal_short');
  });
  test('SP6 without WebCrypto', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => expect.fail('asked') });
    expect(codeOf(await seal(text, PASSPHRASE))).toBe('issue_seal_unavailable');
    expect(codeOf(await unseal(sealed, PASSPHRASE))).toBe('issue_seal_unavailable');
  });
});
