import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readSiteFiles } from '#edge/offline/site-files';
import { writeSiteFiles } from './site-files.js';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'clientele-site-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sha = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const read = (name: string) => readFileSync(path.join(folder, name));

describe('the list of a built page and its worker', () => {
  it('name every file as it is, and have a number that differs with any of them', async () => {
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), '<html>');
    writeFileSync(path.join(folder, 'assets/a.js'), 'a()');
    writeFileSync(path.join(folder, 'e.wasm.gz'), gzipSync('engine'));
    writeFileSync(path.join(folder, '_headers'), '/*\n  X: y\n');
    await writeSiteFiles(root, folder);
    const list = readSiteFiles(JSON.parse(read('site-files.json').toString()))!;
    expect(list.files.map(({ path: name }) => name).toSorted()).toEqual(['_headers', 'assets/a.js', 'e.wasm.gz', 'index.html', 'sw.js']);
    for (const { path: name, hash, bytes } of list.files) expect([name, hash, bytes]).toEqual([name, sha(read(name)), read(name).length]);
    expect(list.files.find(({ path: name }) => name === 'e.wasm.gz')?.plain).toBe(sha('engine'));
    expect(list.files.filter(({ text }) => text !== undefined).map(({ path: name, text }) => [name, text])).toEqual([
      ['_headers', '/*\n  X: y\n'],
    ]);
    const worker = read('sw.js').toString();
    expect(worker.split(list.site)).toHaveLength(2);
    // A worker that is not a module may neither import nor export.
    expect(() => new Script(worker)).not.toThrow();

    await writeSiteFiles(root, folder);
    expect(readSiteFiles(JSON.parse(read('site-files.json').toString()))).toEqual(list);
    writeFileSync(path.join(folder, 'assets/a.js'), 'b()');
    await writeSiteFiles(root, folder);
    const next = readSiteFiles(JSON.parse(read('site-files.json').toString()))!;
    expect(next.site).not.toBe(list.site);
    expect(read('sw.js').toString()).toContain(next.site);
  });
});
