import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { engineFiles, pagePolicy } from '../../src/dev/vite-plugins.js';
import { switches } from './switches.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The test build: the product's own modules with a switch on each defence, and a page that opens hostile reports. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  cacheDir: path.join(root, '.cache/vite-hostile'),
  logLevel: 'warn',
  plugins: [switches(root), svelte({ configFile: false }), engineFiles(root), pagePolicy(root)],
  worker: { format: 'es' },
  build: {
    outDir: path.join(root, '.cache/dist-hostile'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    minify: false,
    rollupOptions: { input: path.join(import.meta.dirname, 'page.html') },
  },
});
