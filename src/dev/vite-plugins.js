import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { policyText } from './policy.js';

const ENGINE = 'node_modules/@duckdb/duckdb-wasm/dist';

/**
 * Serves and ships the engine: the worker script and only the gzip copy of the wasm (some static hosts refuse files over 25 MiB).
 * @param {string} root @returns {import('vite').Plugin}
 */
export function engineFiles(root) {
  const worker = path.join(root, ENGINE, 'duckdb-browser-eh.worker.js');
  const wasm = path.join(root, ENGINE, 'duckdb-eh.wasm');
  /** @type {Buffer | undefined} */
  let packed;
  const pack = () => (packed ??= gzipSync(readFileSync(wasm), { level: 9 }));
  return {
    name: 'clientele-engine-files',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = request.url?.split('?')[0];
        if (name === '/engine/duckdb-eh.wasm.gz') response.setHeader('content-type', 'application/octet-stream').end(pack());
        else if (name === '/engine/duckdb-eh.worker.js') response.setHeader('content-type', 'text/javascript').end(readFileSync(worker));
        else next();
      });
    },
    generateBundle() {
      if (this.environment?.name !== 'client') return;
      const script = readFileSync(worker, 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/m, '\n');
      this.emitFile({ type: 'asset', fileName: 'engine/duckdb-eh.worker.js', source: script });
      this.emitFile({ type: 'asset', fileName: 'engine/duckdb-eh.wasm.gz', source: pack() });
    },
  };
}

/**
 * Gives all texts as one module: every test file would fetch their thousands of modules anew.
 * @param {string} root @returns {import('vite').Plugin}
 */
export function textsAsOne(root) {
  const entry = path.join(root, 'src/core/messages/generated/messages.js');
  /** @type {Promise<string> | undefined} */
  let code;
  return {
    name: 'clientele-texts-as-one',
    load: (id) => (id === entry ? (code ??= bundle(entry)) : null),
  };
}

/** @param {string} entry @returns {Promise<string>} */
async function bundle(entry) {
  const { build } = await import('vite');
  const lib = { entry, formats: /** @type {['es']} */ (['es']), fileName: 'texts' };
  const built = await build({ configFile: false, publicDir: false, logLevel: 'silent', build: { write: false, minify: false, lib } });
  const output = Array.isArray(built) ? built[0]?.output[0] : undefined;
  if (!output) throw new Error(`${entry} could not be bundled`);
  return output.code;
}

/** Serves and ships the sample shop's files under `sample/`. @param {string} root @returns {import('vite').Plugin} */
export function sampleShop(root) {
  const folder = path.join(root, 'sample-data');
  const files = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : []);
  return {
    name: 'clientele-sample-shop',
    configureServer(server) {
      server.middlewares.use('/sample/', (request, response, next) => {
        const name = decodeURIComponent(request.url?.split('?')[0]?.slice(1) ?? '');
        if (files().includes(name)) createReadStream(path.join(folder, name)).pipe(response);
        else next();
      });
    },
    generateBundle() {
      if (this.environment?.name !== 'client') return;
      for (const name of files())
        this.emitFile({ type: 'asset', fileName: `sample/${name}`, source: readFileSync(path.join(folder, name)) });
    },
  };
}

/**
 * Writes the page policy into the built page as `<meta>`, and as `_headers` for hosts that read it; both from one text.
 * @param {string} _root @returns {import('vite').Plugin}
 */
export function pagePolicy(_root) {
  return {
    name: 'clientele-page-policy',
    apply: 'build',
    transformIndexHtml() {
      return [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText('meta') }, injectTo: 'head-prepend' }];
    },
  };
}
