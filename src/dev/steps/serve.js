import { preview } from 'vite';
import path from 'node:path';
import { root } from './shell.js';

/**
 * Serves a built folder on this machine only; a port in use gives way to the next one.
 * @param {string} folder @param {number} port
 */
export async function serveFolder(folder, port) {
  const server = await preview({
    configFile: false,
    root: path.join(root, 'src'),
    logLevel: 'warn',
    build: { outDir: path.join(root, folder) },
    preview: { port, host: '127.0.0.1', strictPort: false },
  });
  const url = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`;
  return { url, close: () => server.close() };
}
