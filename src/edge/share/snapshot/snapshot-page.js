/* The one script of a saved page: orders tables, and opens a protected page. It asks for nothing. */
(() => {
  'use strict';
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const NEXT = { none: 'ascending', ascending: 'descending', descending: 'none' };

  /** Smaller first; what is empty comes last in both orders. */
  function compare(a, b, sign) {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  }

  function valueOf(row, at) {
    const { n, v } = row.cells[at].dataset;
    return n !== undefined ? Number(n) : v === undefined || v === '' ? null : v;
  }

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('th button') : null;
    if (!button) return;
    const head = button.closest('th');
    const table = head.closest('table');
    const body = table.tBodies[0];
    const order = NEXT[head.getAttribute('aria-sort')] ?? 'ascending';
    for (const other of head.parentElement.cells) other.setAttribute('aria-sort', other === head ? order : 'none');
    const rows = [...body.rows];
    rows.forEach((row, at) => (row.dataset.at ??= String(at)));
    const asItCame = (a, b) => Number(a.dataset.at) - Number(b.dataset.at);
    const sign = order === 'descending' ? -1 : 1;
    const at = head.cellIndex;
    const totals = rows.filter((row) => row.dataset.total !== undefined).sort(asItCame);
    const others = rows
      .filter((row) => row.dataset.total === undefined)
      .sort((a, b) => (order === 'none' ? 0 : compare(valueOf(a, at), valueOf(b, at), sign)) || asItCame(a, b));
    if (order === 'none') body.append(...rows.sort(asItCame));
    else body.append(...others, ...totals);
  });

  const form = document.getElementById('unseal');
  if (!form) return;
  const said = document.getElementById('said');
  const field = document.getElementById('passphrase');
  /** Version, rounds, salt and vector stand in front of the sealed text. */
  const HEADER = 33;

  function sealedBytes() {
    try {
      const bytes = Uint8Array.from(atob(document.getElementById('sealed').textContent.trim()), (sign) => sign.charCodeAt(0));
      return bytes.length > HEADER + 16 && bytes[0] === 1 ? bytes : null;
    } catch {
      return null;
    }
  }

  async function open(passphrase, bytes) {
    const words = new TextEncoder().encode(passphrase.normalize('NFC'));
    const raw = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
    const iterations = new DataView(bytes.buffer).getUint32(1);
    const derived = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes.slice(5, 21), iterations };
    const key = await crypto.subtle.deriveKey(derived, raw, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const sealed = { name: 'AES-GCM', iv: bytes.slice(21, HEADER), additionalData: bytes.slice(0, HEADER) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(sealed, key, bytes.slice(HEADER)));
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const bytes = sealedBytes();
    if (!globalThis.crypto || !crypto.subtle || !bytes) {
      said.textContent = bytes ? form.dataset.cannot : form.dataset.damaged;
      return;
    }
    said.textContent = form.dataset.opening;
    try {
      const text = await open(field.value, bytes);
      document.getElementById('content').innerHTML = text;
      document.title = document.querySelector('h1').textContent;
    } catch {
      said.textContent = form.dataset.wrong;
      field.select();
    }
  });
})();
