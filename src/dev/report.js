import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, '.cache/cli');
const bundle = path.join(out, 'report.js');

/** The time of the latest change below a folder. @param {string} folder @returns {number} */
function latestChange(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('messages/generated'))
    .reduce((latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** The terminal program is one more build of the same sources, made again when one of them changed. */
async function bundleWhenStale() {
  const stamp = path.join(out, 'stamp');
  const changed = Math.max(latestChange(path.join(root, 'src')), statSync(path.join(root, 'package-lock.json')).mtimeMs);
  if (existsSync(bundle) && existsSync(stamp) && statSync(stamp).mtimeMs > changed) return;
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    build: { ssr: path.join(root, 'src/cli/report.ts'), outDir: out, emptyOutDir: true, target: 'node20', minify: false },
  });
  writeFileSync(stamp, '');
}

await bundleWhenStale();
const { main } = await import(pathToFileURL(bundle).href);
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  root,
  today: () => new Date().toLocaleDateString('sv-SE'),
  out: (/** @type {string} */ text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  error: (/** @type {string} */ text) => process.stderr.write(`${text}\n`),
});
