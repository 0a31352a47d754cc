import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';

const LIST = 'site-files.json';
const WORKER = 'sw.js';
/** What stands in the source of the service worker for the number of the site. */
const NUMBER = 'clientele-site-number';
/** Files that hosts read and do not hand out. */
const HIDDEN = ['_headers'];

/** @param {Buffer | string} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex');

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

/** @param {string} folder @param {string} file */
function describe(folder, file) {
  const content = readFileSync(path.join(folder, file));
  return {
    path: file,
    bytes: content.length,
    hash: hashOf(content),
    ...(file.endsWith('.gz') ? { plain: hashOf(gunzipSync(content)) } : {}),
    ...(HIDDEN.includes(file) ? { text: content.toString('utf8') } : {}),
  };
}

/** The service worker as one script that imports nothing. @param {string} root */
async function bundleWorker(root) {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    root: path.join(root, 'src'),
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: path.join(root, 'src/edge/offline/service-worker.ts'), formats: ['iife'], name: 'clienteleOffline' },
    },
  });
  const output = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  const [script] = output.filter((each) => each.type === 'chunk');
  if (!script?.code.includes(NUMBER)) throw new Error('the service worker has no place for the number of the site');
  return script.code;
}

/**
 * Writes the service worker and the list of all files into a built page. The number of the site is made of everything else that is there.
 * @param {string} root @param {string} folder
 */
export async function writeSiteFiles(root, folder) {
  const worker = await bundleWorker(root);
  const files = filesIn(folder)
    .filter((file) => file !== LIST && file !== WORKER)
    .map((file) => describe(folder, file));
  const site = hashOf(JSON.stringify(files) + worker).slice(0, 16);
  writeFileSync(path.join(folder, WORKER), worker.replaceAll(NUMBER, site));
  const list = { format: 'clientele.site-files', version: 1, site, files: [...files, describe(folder, WORKER)] };
  writeFileSync(path.join(folder, LIST), `${JSON.stringify(list, null, 1)}\n`);
}

/** The built page with its own list of files and its service worker. @param {string} root @returns {import('vite').Plugin} */
export function siteFiles(root) {
  return {
    name: 'clientele-site-files',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (this.environment?.name !== 'client' || !dir || !existsSync(path.join(dir, 'index.html'))) return;
        await writeSiteFiles(root, dir);
      },
    },
  };
}
