import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../../..');

/** The report screen over an invented shop, without engine or storage: `npx vite --config tests/support/report-harness/vite.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: path.join(root, '.cache/vite-report-harness'),
  plugins: [
    paraglideVitePlugin({
      project: path.join(root, 'src/core/messages/project.inlang'),
      outdir: path.join(root, 'src/core/messages/generated'),
      strategy: ['globalVariable', 'baseLocale'],
      emitTsDeclarations: true,
      disableAsyncLocalStorage: true,
      outputStructure: 'message-modules',
    }),
    svelte(),
  ],
  build: { outDir: path.join(root, '.cache/report-harness'), emptyOutDir: true, target: 'es2023' },
});
