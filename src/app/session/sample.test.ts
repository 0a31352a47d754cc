import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fetchSample, SAMPLE_FILES } from './sample';

const FOLDER = path.resolve(import.meta.dirname, '../../../sample-data');

test('the sample shop is the whole of its folder', async () => {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.csv'));
  expect([...SAMPLE_FILES].sort()).toEqual(files.sort());
});

test('it is fetched from beside the page, and named as in its folder', async () => {
  const asked: string[] = [];
  const get = (async (address: URL) => {
    asked.push(address.href);
    return new Response(await readFile(path.join(FOLDER, path.basename(address.pathname))));
  }) as typeof fetch;
  const files = await fetchSample({ address: () => 'https://shop.example/stats/#top', fetch: get });
  expect(files.ok && files.value.map((file) => file.name)).toEqual(SAMPLE_FILES);
  expect(asked[0]).toBe(`https://shop.example/stats/sample/${SAMPLE_FILES[0]}`);
});

test('a file that is missing is said by name', async () => {
  const get = (async () => new Response('', { status: 404 })) as typeof fetch;
  const files = await fetchSample({ address: () => 'https://shop.example/', fetch: get });
  expect(files).toMatchObject({ ok: false, issues: [{ code: 'issue_run_sample', values: { detail: `${SAMPLE_FILES[0]}: HTTP 404` } }] });
});
