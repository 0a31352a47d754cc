import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'vite';
import { engineFiles } from '../vite-plugins.js';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.gz': 'application/octet-stream' };

/** Serves a folder on a free port. @param {string} folder */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[/** @type {keyof typeof TYPES} */ (path.extname(file))] ?? 'text/plain');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** What every build of a measurement has in common. */
export const COMMON = {
  configFile: /** @type {const} */ (false),
  logLevel: /** @type {const} */ ('error'),
  publicDir: /** @type {const} */ (false),
};

/** Builds one page of this folder with the engine's files beside it. @param {string} root @param {string} page @param {string} out */
export async function buildPage(root, page, out) {
  const here = path.join(root, 'src/dev/bench');
  await build({
    ...COMMON,
    root: here,
    base: './',
    plugins: [engineFiles(root)],
    worker: { format: 'es' },
    build: { outDir: out, emptyOutDir: true, target: 'es2023', rollupOptions: { input: path.join(here, page) } },
  });
}
