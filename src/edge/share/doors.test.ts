import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DOORS } from '../../../tests/support/doors';

const src = path.resolve(import.meta.dirname, '../..');
/** All ways by which a page hands something to the system. */
const WRITES =
  /clipboard\s*\??\.\s*write|(?:clipboardData|dataTransfer)\s*\??\.\s*setData|\bdownload(?:Blob)?\(|\.download\s*=|execCommand|showSaveFilePicker|navigator\.share\b/g;

test('PR27 every place that writes to the clipboard or saves a file is in the list of doors', () => {
  const files = ['app', 'core', 'edge']
    .flatMap((room) => readdirSync(path.join(src, room), { recursive: true, encoding: 'utf8' }).map((file) => path.join(room, file)))
    .filter((file) => /\.(?:ts|js|svelte)$/.test(file) && !/\.test\.|messages.generated/.test(file));
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) => {
    const places = readFileSync(path.join(src, file), 'utf8').match(WRITES)?.length ?? 0;
    return places > 0 ? [`${file.split(path.sep).join('/')}: ${places}`] : [];
  });
  expect(found.sort()).toEqual(DOORS.map(({ file, places }) => `${file}: ${places}`).sort());
});
