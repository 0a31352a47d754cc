import { succeed, type Result } from '#core/model/result';
import { seal } from '#edge/seal/seal';
import { escapeMarkup } from '../escape';
import type { Reader } from '../sheet';
import { Palette } from './palette';
import style from './snapshot.css?raw';
import script from './snapshot-page.js?raw';
import type { Snapshot, SnapshotLook } from './types';
import { writeBody } from './write-body';

const base64 = (bytes: Uint8Array): string => {
  const signs: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) signs.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(signs.join(''));
};

/** SN2: nothing is fetched, and of scripts only ours runs. */
async function policyFor(code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code));
  const hash = base64(new Uint8Array(digest));
  return `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

const declare = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}:${value.replace(/[<>{};]/g, '')}`)
    .join(';');

function styleOf({ light, dark }: SnapshotLook, palette: Palette): string {
  const bright = `:root{color-scheme:light dark;${declare(light)};${palette.declare('light')}}`;
  const dim = `@media screen and (prefers-color-scheme:dark){:root{${declare(dark)};${palette.declare('dark')}}}`;
  return `${bright}\n${dim}\n${style}`;
}

/** What stands in a protected file before it is opened (SN7). */
function writeLock(sealed: Uint8Array, { say }: Reader): string {
  const words = (key: 'snapshot_wrong' | 'snapshot_cannot' | 'snapshot_damaged' | 'snapshot_opening') => escapeMarkup(say({ key }));
  return [
    `<h1>${escapeMarkup(say({ key: 'snapshot_sealed_title' }))}</h1>`,
    `<p class="scope">${escapeMarkup(say({ key: 'snapshot_sealed_lead' }))}</p>`,
    `<form id="unseal" data-wrong="${words('snapshot_wrong')}" data-cannot="${words('snapshot_cannot')}" data-damaged="${words('snapshot_damaged')}" data-opening="${words('snapshot_opening')}">`,
    `<label>${escapeMarkup(say({ key: 'snapshot_passphrase' }))}<input id="passphrase" type="password" required autocomplete="off" autofocus></label>`,
    `<button>${escapeMarkup(say({ key: 'snapshot_open' }))}</button></form>`,
    '<p id="said" class="scope" role="status"></p>',
    `<div id="sealed" hidden>${base64(sealed)}</div>`,
  ].join('\n');
}

/** A report as one HTML file (SN1–SN9). With a passphrase its content is sealed; issues are those of `seal`. */
export async function writeSnapshot(
  snapshot: Snapshot,
  reader: Reader,
  look: SnapshotLook,
  passphrase: string | null,
): Promise<Result<string>> {
  const palette = new Palette();
  const body = writeBody(snapshot, reader, palette);
  let content = body;
  let title = snapshot.title;
  if (passphrase !== null) {
    const sealed = await seal(new TextEncoder().encode(body), passphrase);
    if (!sealed.ok) return sealed;
    content = writeLock(sealed.value, reader);
    title = reader.say({ key: 'snapshot_sealed_title' });
  }
  return succeed(
    [
      `<!doctype html>\n<html lang="${reader.locale}">\n<head>\n<meta charset="utf-8">`,
      `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(await policyFor(script))}">`,
      '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">',
      `<title>${escapeMarkup(title)}</title>\n<style>${styleOf(look, palette)}</style>\n</head>`,
      `<body>\n<main id="content">\n${content}\n</main>\n<script>${script}</script>\n</body>\n</html>\n`,
    ].join('\n'),
  );
}
